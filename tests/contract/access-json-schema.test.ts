import { validateJson } from '../../src/contract/json-schema';

type Members = Record<string, unknown>;

const json = (body: unknown): string[] =>
  validateJson('access', body).map(({ path, requirement }) => `${path} ${requirement}`);
const copy = (value: unknown): Members => JSON.parse(JSON.stringify(value)) as Members;

/** A small response that has every member the document names. */
const answer = {
  access: {
    token: {
      id: 't',
      expires: '2015-06-05T16:24:57.637Z',
      tenant: { id: '123456', name: '123456' },
      'RAX-AUTH:authenticatedBy': ['APIKEY'],
    },
    user: {
      id: '172157',
      name: 'user',
      roles: [{ id: '5', name: 'role', description: 'A role', tenantId: 'MossoCloudFS_9c24' }],
      'RAX-AUTH:defaultRegion': 'DFW',
      'RAX-AUTH:domainId': '123456',
    },
    serviceCatalog: [
      {
        name: 'cloudServers',
        type: 'compute',
        endpoints: [
          {
            publicURL: 'https://servers.example/v1',
            internalURL: 'https://internal.example/v1',
            adminURL: 'https://admin.example/v1',
            region: 'DFW',
            tenantId: '123456',
            versionId: '1.0',
            versionInfo: 'https://servers.example/v1',
            versionList: 'https://servers.example/',
          },
        ],
      },
    ],
  },
};

/** The response with the value at a path changed; undefined takes the member away. */
function changed(path: string, value: unknown): Members {
  const body = copy(answer);
  const keys = path.match(/[^.[\]]+/g) ?? [];
  const last = keys.pop() ?? '';
  let parent: Members = body;
  for (const key of keys) parent = parent[key] as Members;
  if (value === undefined) Reflect.deleteProperty(parent, last);
  else parent[last] = value;
  return body;
}

const endpoint = 'access.serviceCatalog[0].endpoints[0]';
const required = [
  ['access', 'access.required'],
  ['access.token', 'access.token'],
  ['access.user', 'access.user'],
  ['access.serviceCatalog', 'access.service-catalog'],
  ['access.token.id', 'token.id'],
  ['access.token.expires', 'token.expires'],
  ['access.token.RAX-AUTH:authenticatedBy', 'token.authenticated-by'],
  ['access.user.id', 'user.id'],
  ['access.user.name', 'user.name'],
  ['access.user.roles', 'user.roles'],
  ['access.user.roles[0].name', 'role.name'],
  ['access.serviceCatalog[0].name', 'service.name'],
  ['access.serviceCatalog[0].type', 'service.type'],
  ['access.serviceCatalog[0].endpoints', 'service.endpoints'],
  [`${endpoint}.publicURL`, 'endpoint.public-url'],
] as const;
const optional = [
  ['access.token.tenant', 'token.tenant'],
  ['access.token.tenant.id', 'token.tenant'],
  ['access.token.tenant.name', 'token.tenant'],
  ['access.user.RAX-AUTH:defaultRegion', 'user.default-region'],
  ['access.user.RAX-AUTH:domainId', 'user.domain'],
  ['access.user.roles[0].id', 'role.members'],
  ['access.user.roles[0].description', 'role.members'],
  ['access.user.roles[0].tenantId', 'role.members'],
  [`${endpoint}.internalURL`, 'endpoint.members'],
  [`${endpoint}.adminURL`, 'endpoint.members'],
  [`${endpoint}.region`, 'endpoint.members'],
  [`${endpoint}.tenantId`, 'endpoint.members'],
  [`${endpoint}.versionId`, 'endpoint.version'],
  [`${endpoint}.versionInfo`, 'endpoint.version'],
  [`${endpoint}.versionList`, 'endpoint.version'],
] as const;

// Which responses are valid is held by tests/protocol/same-contract; here is what is said of those that are not.
describe('the JSON Schema of the response', () => {
  test('accepts a response with every member', () => {
    expect(json(answer)).toEqual([]);
  });

  test.each(required)('demands %s', (path, requirement) => {
    expect(json(changed(path, undefined))).toEqual([`${path} ${requirement}`]);
  });

  test.each([...required, ...optional])('refuses another type of %s', (path, requirement) => {
    for (const wrong of [null, 17, false]) {
      expect(json(changed(path, wrong))).toEqual([`${path} ${requirement}`]);
    }
  });

  test.each([
    ['access.token.id', ''],
    ['access.token.expires', '2015-06-05'],
    ['access.token.RAX-AUTH:authenticatedBy', []],
    [`${endpoint}.publicURL`, '/v1'],
  ])('refuses %s as %j', (path, value) => {
    expect(new Set(json(changed(path, value)).map((problem) => problem.split(' ')[0]))).toEqual(
      new Set([path]),
    );
  });

  test('lets in a service without endpoints, and what stands beside the access object', () => {
    expect(json(changed('access.serviceCatalog[0].endpoints', []))).toEqual([]);
    expect(json({ ...answer, trust: {} })).toEqual([]);
  });

  test('names the place of the constraint in the schema', () => {
    const [problem] = validateJson('access', changed('access.token.id', ''));
    expect(problem).toEqual({
      path: 'access.token.id',
      message: 'The text must not be empty.',
      schemaLocation: 'schemas/json/access.json#/$defs/token/properties/id/minLength',
      requirement: 'token.id',
    });
  });
});
