import type { AccessModel, EndpointModel, RoleModel, ServiceModel } from './access-models';
import { group, leaf, list, optional, type Group, type Part } from './document-parts';

/** The parts of an access object, as the schemas `access` and `setup-access` know them; the latter can do without some. */
export function accessDocument(
  { token, user, serviceCatalog }: AccessModel,
  schema: 'access' | 'setup-access' = 'access',
): Group {
  const required = schema === 'access';
  const parts: Part[] = [tokenPart(token)];
  if (user) parts.push(userPart(user, required));
  if (serviceCatalog) parts.push(list('serviceCatalog', serviceCatalog.map(servicePart), { required }));
  return group('access', parts);
}

function tokenPart({ id, expires, tenant, authenticatedBy }: AccessModel['token']): Part {
  const credentials = authenticatedBy.map((credential) =>
    leaf('credential', credential, { space: 'raxAuth' }),
  );
  return group('token', [
    leaf('id', id),
    leaf('expires', expires, { type: 'dateTime' }),
    ...(tenant
      ? [
          group('tenant', [...optional('id', tenant.id), ...optional('name', tenant.name)], {
            required: false,
          }),
        ]
      : []),
    list('authenticatedBy', credentials, { space: 'raxAuth', minimum: 1 }),
  ]);
}

function userPart(user: NonNullable<AccessModel['user']>, required: boolean): Part {
  return group(
    'user',
    [
      leaf('id', user.id),
      leaf('name', user.name),
      ...optional('defaultRegion', user.defaultRegion, { type: 'any', space: 'raxAuth' }),
      ...optional('domainId', user.domainId, { space: 'raxAuth' }),
      list('roles', user.roles.map(rolePart)),
    ],
    { required },
  );
}

/** `propagate` is in the XML samples alone (erratum E12). */
function rolePart({ id, name, description, tenantId }: RoleModel, index: number): Part {
  const propagate = ['true', 'false', '1', '0', undefined][index % 5];
  return group('role', [
    ...optional('id', id, { type: 'any' }),
    leaf('name', name),
    ...optional('description', description, { type: 'any' }),
    ...optional('tenantId', tenantId),
    ...optional('propagate', propagate, { type: 'any', space: 'raxAuth', only: 'xml' }),
  ]);
}

function servicePart({ name, type, endpoints }: ServiceModel): Part {
  return group('service', [
    leaf('name', name),
    leaf('type', type),
    list('endpoints', endpoints.map(endpointPart), { wrapped: false }),
  ]);
}

function endpointPart(endpoint: EndpointModel): Part {
  const version = [
    ...optional('id', endpoint.versionId),
    ...optional('info', endpoint.versionInfo, { type: 'uri' }),
    ...optional('list', endpoint.versionList, { type: 'uri' }),
  ];
  return group('endpoint', [
    ...optional('region', endpoint.region, { type: 'any' }),
    ...optional('tenantId', endpoint.tenantId),
    leaf('publicURL', endpoint.publicURL, { type: 'uri' }),
    ...optional('internalURL', endpoint.internalURL, { type: 'uri' }),
    ...optional('adminURL', endpoint.adminURL, { type: 'uri' }),
    ...(version.length > 0 ? [group('version', version, { flat: true, required: false })] : []),
  ]);
}
