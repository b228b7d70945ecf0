import { allowedFor } from '../../src/oracle/allowed/allowed';
import { judgeAll } from '../../src/oracle/judge-all';
import { asked, known, type Asked } from './known';
import { broken, fault, granted, nothing, seen } from './seen';

const charset = { headers: { 'Content-Type': 'application/json; charset=utf-8' } };
const byKey = { 'RAX-AUTH:authenticatedBy': ['APIKEY'] };

const ways: readonly (readonly [what: string, way: Asked, requirement: string])[] = [
  ['in chunks', { wire: 'chunked' }, 'http.chunked'],
  ['in two segments', { wire: 'two-segments' }, 'http.segments'],
  ['with a suffix', { path: '/v2.0/tokens.json' }, 'media.suffix'],
  ['with a charset', charset, 'media.charset'],
  ['for RCN roles', { path: '/v2.0/tokens?apply_rcn_roles=true' }, 'query.rcn-own'],
  ['without RCN roles', { path: '/v2.0/tokens?apply_rcn_roles=false' }, 'query.rcn-default'],
];

test.each(ways)('a login %s that is refused is held against that way', (_what, way, requirement) => {
  expect(broken(seen(way, fault(400, 'badRequest'))).failed).toContain(requirement);
});

test.each(ways)(
  'a login %s is refused for another reason where one in that way was accepted',
  (_what, way, requirement) => {
    const accepted = seen({ ...way, type: 'apiKey' }, granted({ token: byKey }));
    const { failed } = broken(accepted, seen(way, fault(400, 'badRequest')));
    expect(failed).toContain('op.password');
    expect(failed).not.toContain(requirement);
  },
);

test.each(ways.slice(0, 3))(
  '%s, where no login is accepted, a refusal of a wrong one proves nothing',
  (_what, way) => {
    const wrong = seen({ ...way, secret: 'invented' }, fault(401, 'unauthorized'));
    const unproved = (right: ReturnType<typeof seen>) =>
      judgeAll([right, wrong], known().users).tallies.get('status.wrong-credentials')?.unverifiable.length;
    expect(unproved(seen(way, fault(404, 'itemNotFound')))).toBe(1);
    expect(unproved(seen(way, granted()))).toBe(0);
  },
);

const scope = { scope: 'SETUP-MFA' };
const missing = { body: JSON.stringify({ auth: { passwordCredentials: { username: 'alice' } } }) };

test.each<[string, Asked, string, string]>([
  [
    'two tenants and a wrong password',
    { secret: 'invented', tenant: { auth: { tenantId: 'alice-id', tenantName: 'alice-tenant' } } },
    'tenant.exclusive',
    '400 or 401',
  ],
  [
    'a wrong password and a foreign tenant',
    { secret: 'invented', tenant: { auth: { tenantId: 'foreign-id' } } },
    'tenant.foreign',
    '401',
  ],
  ['another method and no password', { ...missing, method: 'PUT' }, 'op.other-methods', '4xx or 501 or 505'],
  [
    'a password of 10,000 characters and two tenants',
    { secret: 'x'.repeat(10_000), tenant: { auth: { tenantId: 'a', tenantName: 'b' } } },
    'auth.length',
    '4xx',
  ],
  [
    'a disabled user and a foreign tenant',
    { username: 'dave', tenant: { auth: { tenantId: 'foreign-id' } } },
    'tenant.foreign',
    '401 or 403',
  ],
  ['a scope, and a user who need not set anything up', scope, 'setup.scope', '200'],
])('of %s one defect decides, and each may be answered', (_what, request, requirement, words) => {
  const { requirement: decides, expected } = allowedFor(asked(request), known());
  expect([decides, expected.words]).toEqual([requirement, words]);
  expect([200, 302, 500].filter(expected.include)).toEqual(words === '200' ? [200] : []);
});

test('a login that says in another format what it asks for keeps all', () => {
  expect(broken(seen({ format: 'xml', headers: { Accept: 'application/json' } }, granted()))).toEqual(
    nothing,
  );
});

test.each(['charset=utf-8', 'Charset="UTF-8"', 'charset= utf-8', 'charset="utf-8"'])(
  '%s changes nothing in what is allowed',
  (charset) => {
    const headers = { 'Content-Type': `application/json; ${charset}` };
    const { expected, requirement } = allowedFor(asked({ secret: 'invented', headers }), known());
    expect([requirement, expected.words]).toEqual(['status.wrong-credentials', '401']);
  },
);

test('of another charset the document says nothing', () => {
  const headers = { 'Content-Type': 'application/json; charset=iso-8859-1' };
  expect(allowedFor(asked({ headers }), known()).expected.include(415)).toBe(true);
});

test.each(['chunked', 'two-segments', 'expect-continue'] as const)(
  'a body that cannot be read is refused with 400 where it comes %s, too',
  (wire) => {
    const { expected } = allowedFor(asked({ body: '{', wire }), known());
    expect([expected.include(200), expected.include(400)]).toEqual([false, true]);
  },
);
