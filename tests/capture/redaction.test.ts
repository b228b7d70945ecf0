import { doubtOf, redactionIn } from '../../src/capture/redaction';
import type { Judgement } from '../../src/oracle/judge-exchange';
import { accessOf, entry, faultOf, loginOf, type EntryParts } from './entries';
import { exchangesOf } from './read-entries';

const refused = faultOf('unauthorized', 401);
const accepted = (name: string, secret: string, token: string, parts: EntryParts = {}) =>
  entry(loginOf(name, secret), 200, accessOf(name, token), parts);
const rejected = (name: string, secret: string) => entry(loginOf(name, secret), 401, refused);
const session = (value: string): EntryParts => ({ headers: [{ name: 'X-SessionId', value }] });
const asXml: EntryParts = { headers: [{ name: 'Accept', value: 'application/xml' }] };

const passcode = (status: number, answered: object) =>
  entry(
    { auth: { 'RAX-AUTH:passcodeCredentials': { passcode: '123456' } } },
    status,
    answered,
    session('ses-1'),
  );
const ofNoSecret = (password?: null) =>
  entry({ auth: { passwordCredentials: { username: 'alice', password } } }, 200, accessOf('alice', 'tok-1'));

test.each<[string, readonly object[], readonly string[]]>([
  ['one login', [accepted('alice', 'secret-1', 'tok-1')], []],
  [
    'a login that is repeated',
    [accepted('alice', 'secret-1', 'tok-1'), accepted('alice', 'secret-1', 'tok-2')],
    [],
  ],
  [
    'a wrong secret and the right one',
    [rejected('alice', 'secret-2'), accepted('alice', 'secret-1', 'tok-1')],
    [],
  ],
  ['an empty secret that is refused', [rejected('alice', ''), accepted('alice', 'secret-1', 'tok-1')], []],
  [
    'a user whose token is always the same',
    [accepted('alice', 'secret-1', 'tok-1'), accepted('alice', 'secret-1', 'tok-1')],
    [],
  ],
  [
    'a marker for a secret',
    [accepted('alice', '[REDACTED]', 'tok-1')],
    ['it has placeholders such as REDACTED (entry 1)'],
  ],
  [
    'markers for secrets, tokens and sessions',
    [
      accepted('bob', 'secret-1', 'tok-1'),
      accepted('alice', '***', 'tok-2'),
      accepted('alice', 'secret-2', '[token]'),
      accepted('alice', 'secret-2', 'tok-3', session('xxxx')),
    ],
    ['it has placeholders such as REDACTED (entry 2 and 2 more)'],
  ],
  [
    'one request with two responses',
    [rejected('alice', 'hash-1'), accepted('alice', 'hash-1', 'tok-1'), rejected('bob', 'hash-1')],
    ['the same request has two different responses (entry 1 and 1 more)'],
  ],
  [
    'one login in two formats',
    [rejected('alice', 'hash-1'), accepted('alice', 'hash-1', 'tok-1', asXml)],
    [],
  ],
  [
    'one login with two tenants',
    [
      rejected('alice', 'hash-1'),
      entry(loginOf('alice', 'hash-1', { tenantId: '777001' }), 200, accessOf('alice', 'tok-1')),
    ],
    [],
  ],
  [
    'one token for several users',
    [
      accepted('alice', 'secret-1', 'tok-1'),
      rejected('carol', 'secret-3'),
      accepted('bob', 'secret-2', 'tok-1'),
    ],
    ['several users have the same token id (entry 1 and 1 more)'],
  ],
  [
    'one token for some users',
    [
      accepted('alice', 'secret-1', 'tok-1'),
      accepted('bob', 'secret-2', 'tok-1'),
      accepted('bob', 'secret-2', 'tok-2'),
    ],
    [],
  ],
  [
    'a token that was sent as a secret',
    [accepted('alice', 'same-for-all', 'same-for-all')],
    ['a token id is the same as a secret that was sent (entry 1)'],
  ],
  [
    'a token that was sent as a session',
    [accepted('alice', 'secret-1', 'same-for-all', session('same-for-all'))],
    ['a token id is the same as a secret that was sent (entry 1)'],
  ],
  [
    'no secret at all',
    [accepted('alice', '', 'tok-1'), rejected('bob', '')],
    ['no request has a secret (entry 1)'],
  ],
  ['null for every secret', [ofNoSecret(null)], ['no request has a secret (entry 1)']],
  ['no member for any secret', [ofNoSecret()], ['no request has a secret (entry 1)']],
  [
    'a token in a refusal, that was sent as a secret',
    [entry(loginOf('alice', 'same-for-all'), 401, accessOf('alice', 'same-for-all'))],
    [],
  ],
  [
    'a passcode that is refused at first',
    [passcode(401, refused), passcode(200, accessOf('mia', 'tok-1'))],
    [],
  ],
  ['no secret, and no login that was accepted', [rejected('alice', '')], []],
])('of an archive with %s it is said how one sees that it is redacted', (_what, entries, signs) => {
  expect(redactionIn(exchangesOf(...entries)).signs).toEqual(signs);
});

test('what stands for several secrets is a marker, and what stands beside it is none', () => {
  const { isMarker } = redactionIn(
    exchangesOf(
      rejected('alice', 'hash-1'),
      accepted('alice', 'hash-1', 'tok-1'),
      accepted('bob', 'secret-2', 'tok-1'),
    ),
  );
  const values = ['hash-1', 'tok-1', '[REDACTED]', 'alice', 'bob', 'secret-2', '', undefined, 777];
  expect(values.filter(isMarker)).toEqual(['hash-1', 'tok-1', '[REDACTED]']);
});

test('a token that was sent as a secret is a marker, as is no secret where none has one', () => {
  const same = redactionIn(exchangesOf(accepted('alice', 'same-for-all', 'same-for-all')));
  expect(same.isMarker('same-for-all')).toBe(true);
  const none = redactionIn(exchangesOf(accepted('alice', '', 'tok-1')));
  expect([none.isMarker(''), none.isMarker('tok-1')]).toEqual([true, false]);
});

const named = (name: string, value: string): EntryParts => ({
  response: { headers: [{ name, value }] },
});
const failed = (path: string): Pick<Judgement, 'kind' | 'finding'> => ({
  kind: 'failed',
  finding: { message: 'No.', path },
});
const kept: Pick<Judgement, 'kind'> = { kind: 'kept' };
const noSecret = accepted('alice', '***', 'tok-1');
const noTenant = entry(loginOf('alice', 'secret-1', { tenantId: '***' }), 200, accessOf('alice', 'tok-1'));
const noName = accepted('[user]', 'secret-1', 'tok-1');
const noSession = accepted('alice', 'secret-1', 'tok-1', session('***'));
const noToken = accepted('alice', 'secret-1', '***');
const noHeader = accepted('alice', 'secret-1', 'tok-1', named('WWW-Authenticate', `OS-MF sessionId='***'`));
const wholeHeader = accepted('alice', 'secret-1', 'tok-1', named('X-Own', '[password removed]'));
const xmlToken = accepted('alice', 'secret-1', 'tok-1', {
  response: { headers: [{ name: 'Content-Type', value: 'application/xml' }] },
  content: { text: '<access><token id="***" expires="2026-03-02T12:00:00Z"/></access>' },
});

test.each<[string, object, string, Pick<Judgement, 'kind' | 'finding'>, boolean]>([
  ['a login', noSecret, 'op.password', kept, true],
  ['the status of a login', noSecret, 'status.wrong-credentials', kept, true],
  ['a login without a name', noName, 'user.authenticated', kept, true],
  ['a login without a tenant', noTenant, 'tenant.id', kept, true],
  ['a login without a session', noSession, 'mfa.second-request', kept, true],
  ['a secret that is echoed', noSecret, 'fault.no-secret', kept, true],
  ['a server error', noSecret, 'status.no-server-error', kept, false],
  ['the form of a token', noSecret, 'token.id', failed('access.token.id'), false],
  ['a header that says who asks', noHeader, 'mfa.challenge', kept, true],
  ['a whole header', wholeHeader, 'mfa.challenge', kept, true],
  ['a header in another matter', noHeader, 'op.password', kept, false],
  ['a member that was taken out', noToken, 'token.id', failed('access.token.id'), true],
  ['such a member in a list', noToken, 'token.id', failed('access.token.id[0]'), true],
  ['an attribute that was taken out', xmlToken, 'token.id', failed('/access/token/@id'), true],
  ['another attribute', xmlToken, 'token.expires', failed('/access/token/@expires'), false],
  ['such a member where nothing is wrong', noToken, 'token.id', kept, false],
  ['another member', noToken, 'token.expires', failed('access.token.expires'), false],
  ['no member', noToken, 'token.expires', { kind: 'failed' }, false],
])(
  'of %s with a marker it is known whether it proves anything',
  (_what, recorded, requirement, found, doubted) => {
    const read = exchangesOf(recorded);
    const [exchange] = read;
    const doubt = exchange && doubtOf(exchange, redactionIn(read));
    expect(doubt?.({ requirement, ...found }) !== undefined).toBe(doubted);
  },
);

test('nothing is doubted of an exchange without a marker', () => {
  const read = exchangesOf(accepted('alice', 'secret-1', 'tok-1'));
  expect(read.map((each) => doubtOf(each, redactionIn(read)))).toEqual([undefined]);
});
