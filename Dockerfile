# The command in a container: reports in /reports, and no compiler in the image.
#
#   docker build -t identity-conformance .
#   docker run --rm -v "$PWD/reports:/reports" identity-conformance run --base-url https://staging.identity.example.com

FROM node:22.20-bookworm AS build
WORKDIR /build
COPY package.json package-lock.json ./
# No script of a dependency runs but the one that is needed.
RUN npm ci --ignore-scripts --no-audit --no-fund && npm rebuild libxmljs2
COPY bin bin
COPY fixtures fixtures
COPY requirements requirements
COPY schemas schemas
COPY specs specs
COPY scripts/load-on-use.js scripts/prepare-data.js scripts/prepare-validators.js scripts/remove-stale.js scripts/
COPY src src
COPY tsconfig.json tsconfig.build.json ./
RUN npm run build && npm prune --omit=dev --ignore-scripts --no-audit --no-fund \
  && rm -r node_modules/libxmljs2/vendor node_modules/libxmljs2/build/Release/obj.target

FROM node:22.20-bookworm-slim
ENV NODE_ENV=production
WORKDIR /opt/identity-conformance
COPY --from=build /build/package.json ./
COPY --from=build /build/bin bin
COPY --from=build /build/fixtures fixtures
COPY --from=build /build/requirements requirements
COPY --from=build /build/schemas schemas
COPY --from=build /build/node_modules node_modules
COPY --from=build /build/dist dist
RUN mkdir /reports && chown node:node /reports
USER node
WORKDIR /
ENTRYPOINT ["node", "/opt/identity-conformance/bin/identity-conformance.js"]
CMD ["run"]
