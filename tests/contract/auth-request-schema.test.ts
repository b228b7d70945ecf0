import { validateJson } from '../../src/contract/json-schema';
import { validateXml } from '../../src/contract/xml';

const core = 'xmlns="http://docs.openstack.org/identity/api/v2.0"';
const raxAuth = 'xmlns:RAX-AUTH="http://docs.rackspace.com/identity/api/ext/RAX-AUTH/v1.0"';
const raxKskey = 'http://docs.rackspace.com/identity/api/ext/RAX-KSKEY/v1.0';

type Members = Record<string, unknown>;
const kinds = {
  passwordCredentials: { username: 'user', password: 'word' },
  'RAX-KSKEY:apiKeyCredentials': { username: 'user', apiKey: 'key' },
  'RAX-AUTH:passcodeCredentials': { passcode: '123456' },
} as const;
type Kind = keyof typeof kinds;
const kindNames = Object.keys(kinds) as Kind[];

const json = (auth: unknown): string[] =>
  validateJson('auth-request', { auth }).map(({ path, requirement }) => `${path} ${requirement}`);
const xml = (text: string): string[] =>
  validateXml(text, 'auth-request').map(({ path, requirement }) => `${path} ${requirement}`);

/** The same request as XML: members of auth and of the credentials become attributes. */
function asXml(auth: Members, namespace: string): string {
  const attributes = (members: Members): string =>
    Object.entries(members)
      .filter(([, value]) => typeof value === 'string')
      .map(([name, value]) => ` ${name}="${String(value)}"`)
      .join('');
  const children = Object.entries(auth)
    .filter(([, value]) => typeof value === 'object')
    .map(([name, value]) => {
      const written = attributes(value as Members);
      return name.startsWith('RAX-KSKEY:')
        ? `<apiKeyCredentials xmlns="${raxKskey}"${written}/>`
        : `<${name}${written}/>`;
    });
  return `<auth ${namespace} ${raxAuth}${attributes(auth)}>${children.join('')}</auth>`;
}

/** The core namespace, and none. */
const namespaces = [core, ''];

// Which requests are valid is held by tests/protocol/same-contract; here is what is said of those that are not.
describe.each(kindNames)('%s', (kind) => {
  const auth: Members = { [kind]: kinds[kind] };

  test.each(Object.keys(kinds[kind]))('need their %s, as a text that is not empty', (member) => {
    const requirement = {
      username: kind === 'passwordCredentials' ? 'auth.password.username' : 'auth.api-key.username',
      password: 'auth.password.password',
      apiKey: 'auth.api-key.api-key',
      passcode: 'mfa.passcode-required',
    }[member];
    const without: Members = { [kind]: { ...kinds[kind], [member]: undefined } };
    expect(json(JSON.parse(JSON.stringify(without)))).toEqual([`auth.${kind}.${member} ${requirement}`]);
    for (const wrong of [null, 7, true, ['x'], { x: 1 }, '']) {
      expect(json({ [kind]: { ...kinds[kind], [member]: wrong } })).toEqual([
        `auth.${kind}.${member} ${requirement}`,
      ]);
    }
    const empty = { [kind]: { ...kinds[kind], [member]: '' } };
    for (const namespace of namespaces) {
      for (const broken of [without, empty]) {
        const element = kind.startsWith('RAX-KSKEY') ? 'apiKeyCredentials' : kind;
        expect(xml(asXml(broken, namespace))).toContain(`/auth/${element}/@${member} ${requirement}`);
      }
    }
  });

  test.each(kindNames.filter((other) => other !== kind))('exclude %s', (other) => {
    const both = { ...auth, [other]: kinds[other] };
    expect(json(both)).toEqual(['auth auth.credentials-required']);
    for (const namespace of namespaces) {
      expect(xml(asXml(both, namespace))).toEqual(['/auth auth.credentials-required']);
    }
  });
});

test.each([
  ['no auth', {}],
  ['a null auth', { auth: null }],
  ['an auth that is a list', { auth: [] }],
  ['a list', []],
  ['a text', 'auth'],
])('%s is invalid', (_what, body) => {
  const [problem, ...others] = validateJson('auth-request', body);
  expect(problem?.requirement).toBe('auth.required');
  expect(others).toEqual([]);
});

test('an auth without credentials is invalid', () => {
  expect(json({})).toEqual(['auth auth.credentials-required']);
  for (const namespace of namespaces) {
    expect(xml(asXml({}, namespace))).toEqual(['/auth auth.credentials-required']);
  }
});

describe('tenantId and tenantName', () => {
  const credentials = ['passwordCredentials', 'RAX-KSKEY:apiKeyCredentials'] as const;
  const places = ['beside', 'in'] as const;
  const mixes = credentials.flatMap((kind) =>
    places.flatMap((id) => places.map((name) => ({ kind, id, name }))),
  );
  const request = (kind: Kind, beside: Members, within: Members): Members => ({
    [kind]: { ...kinds[kind], ...within },
    ...beside,
  });

  test.each(mixes)('exclude each other: tenantId $id, tenantName $name the $kind', ({ kind, id, name }) => {
    const members = (place: (typeof places)[number]): Members => ({
      ...(id === place && { tenantId: '1100111' }),
      ...(name === place && { tenantName: 'name' }),
    });
    const auth = request(kind, members('beside'), members('in'));
    expect(json(auth)).toEqual(['auth tenant.exclusive']);
    for (const namespace of namespaces) {
      expect(xml(asXml(auth, namespace))).toEqual(['/auth tenant.exclusive']);
    }
  });

  test('are texts that are not empty', () => {
    for (const wrong of [null, 1100111, '', {}]) {
      expect(json(request('passwordCredentials', { tenantId: wrong }, {}))).toEqual([
        'auth.tenantId tenant.id',
      ]);
    }
  });
});

test('the scope is SETUP-MFA and nothing else', () => {
  const auth = (scope: unknown): Members => ({
    'RAX-AUTH:scope': scope,
    passwordCredentials: kinds.passwordCredentials,
  });
  expect(json(auth('SETUP-MFA'))).toEqual([]);
  expect(xml(asXml(auth('SETUP-MFA'), core))).toEqual([]);
  for (const wrong of ['setup-mfa', '', null, 1]) {
    expect(json(auth(wrong))).toEqual(['auth.RAX-AUTH:scope setup.scope']);
  }
  expect(xml(asXml(auth('setup-mfa'), core))).toEqual(['/auth/@scope setup.scope']);
});

test('another root, and auth in another namespace, are no request', () => {
  expect(xml(`<access ${core}/>`)).toEqual(['/access sample.namespace']);
  expect(xml('<auth xmlns="urn:x"/>')).toEqual(['/auth sample.namespace']);
});

test('no value of the instance is in a message', () => {
  const secret = "hid'den: value";
  const auth = {
    passwordCredentials: { username: [secret], password: [secret] },
    'RAX-AUTH:scope': secret,
    tenantId: { secret },
  };
  expect(JSON.stringify(validateJson('auth-request', { auth }))).not.toContain('hid');
  const text = `<auth ${core} ${raxAuth} RAX-AUTH:scope="${secret}">${secret}<passwordCredentials password="${secret}"/></auth>`;
  expect(validateXml(text, 'auth-request').length).toBeGreaterThan(2);
  expect(JSON.stringify(validateXml(text, 'auth-request'))).not.toContain('hid');
});
