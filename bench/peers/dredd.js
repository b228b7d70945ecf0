'use strict';

const { writeFileSync } = require('node:fs');
const path = require('node:path');

const indented = (text) =>
  text
    .split('\n')
    .map((line) => `            ${line}`)
    .join('\n');

/** An API Blueprint of one action with a request and a response for each case; dredd compares the status. */
function prepare(cases, baseUrl, directory) {
  const pairs = cases.map(
    ({ id, headers, body, status }) => `
+ Request ${id.replace(/[^\w ]+/g, ' ')}
    + Headers

${indented(
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n'),
)}

    + Body

${indented(body)}

+ Response ${status}
`,
  );
  const file = path.join(directory, 'tokens.apib');
  writeFileSync(file, `FORMAT: 1A\n\n# Tokens\n\n## Authenticate [POST /v2.0/tokens]\n${pairs.join('')}`);
  const dredd = path.join(__dirname, '..', 'node_modules', 'dredd', 'bin', 'dredd');
  return { args: [dredd, file, baseUrl, '--loglevel', 'error'], cwd: directory };
}

module.exports = { prepare };
