import { accountsIn } from '../../src/capture/accounts-and-secrets';
import { redactionIn } from '../../src/capture/redaction';
import { Secret } from '../../src/protocol/secret';
import { accessOf, entry, faultOf, loginOf, type EntryParts } from './entries';
import { exchangesOf } from './read-entries';

let tokens = 0;
const granted = (name: string, tenant?: string) => accessOf(name, `tok-${(tokens += 1)}`, tenant);
const refused = faultOf('unauthorized', 401);
const login = (name: string, secret = `${name}-secret`, more: object = {}) => loginOf(name, secret, more);
const accepted = (name: string, secret?: string, more: object = {}) =>
  entry(login(name, secret, more), 200, granted(name));
const rejected = (name: string, secret?: string) => entry(login(name, secret), 401, refused);
const disabled = (name: string, fault = 'userDisabled', status = 403) =>
  entry(login(name), status, faultOf(fault, status));

const challengeBy = (value: string): EntryParts => ({
  response: { headers: [{ name: 'WWW-Authenticate', value }] },
});
const challenged = (name: string, session: string, status = 401) =>
  entry(login(name), status, refused, challengeBy(`OS-MF sessionId='${session}', factor='PASSCODE'`));
const passcode = (session: string, value: string, status = 200) =>
  entry(
    { auth: { 'RAX-AUTH:passcodeCredentials': { passcode: value } } },
    status,
    status === 200 ? granted('mia') : refused,
    { headers: [{ name: 'X-SessionId', value: session }] },
  );

const asking = { 'RAX-AUTH:scope': 'SETUP-MFA' };
function scoped(name: string) {
  const { token, user } = granted(name).access;
  return entry(login(name, undefined, asking), 200, { access: { token, user } });
}

const apiKey = (name: string, key: string) =>
  entry({ auth: { 'RAX-KSKEY:apiKeyCredentials': { username: name, apiKey: key } } }, 200, granted(name));

/** The accounts that entries confirm, in the words of a configuration, secrets in plain. */
function accounts(...entries: readonly object[]) {
  const read = exchangesOf(...entries);
  return JSON.parse(
    JSON.stringify(
      accountsIn(read, redactionIn(read)),
      function (this: Record<string, unknown>, name, value) {
        const own = this[name];
        return own instanceof Secret ? own.reveal() : (value as unknown);
      },
    ),
  ) as unknown;
}

const tenant = { tenantId: '777001', tenantName: '777001' };
const alice = { username: 'alice', password: 'alice-secret', ...tenant };
const bob = { username: 'bob', password: 'bob-secret', ...tenant };

test.each<[string, readonly object[], object]>([
  ['a login that was accepted', [accepted('alice')], { user: alice }],
  ['a login that was refused', [rejected('alice')], {}],
  ['a refusal of the other secret', [rejected('alice', 'wrong-one'), accepted('alice')], { user: alice }],
  ['a status of 200 without an access', [entry(login('alice'), 200, {})], {}],
  ['an access in a refusal', [entry(login('alice'), 401, granted('alice'))], {}],
  [
    'two users, the one with more logins first',
    [accepted('bob'), accepted('alice'), accepted('alice', undefined, { tenantId: '777001' })],
    { user: alice, secondUser: bob },
  ],
  [
    'two users with as many, in their order',
    [accepted('bob'), accepted('alice')],
    { user: bob, secondUser: alice },
  ],
  [
    'a server that takes any secret',
    [
      accepted('alice', 'any-secret'),
      accepted('alice'),
      accepted('alice', undefined, { tenantId: '777001' }),
    ],
    { user: alice },
  ],
  ['both secrets', [accepted('alice'), apiKey('alice', 'key-1')], { user: { ...alice, apiKey: 'key-1' } }],
  [
    'an API key alone',
    [apiKey('alice', 'key-1')],
    { user: { username: 'alice', apiKey: 'key-1', ...tenant } },
  ],
  ['a challenge', [challenged('mia', 'ses-1')], { mfaUser: { username: 'mia', password: 'mia-secret' } }],
  ['a challenge with another status', [challenged('mia', 'ses-1', 400)], {}],
  [
    'a challenge and its second step',
    [challenged('mia', 'ses-1'), passcode('ses-1', '123456')],
    { mfaUser: { username: 'mia', password: 'mia-secret', passcode: '123456' } },
  ],
  [
    'a second step that was refused',
    [challenged('mia', 'ses-1'), passcode('ses-1', '123456', 401)],
    { mfaUser: { username: 'mia', password: 'mia-secret' } },
  ],
  [
    'a second step of another session',
    [challenged('mia', 'ses-1'), passcode('ses-2', '123456')],
    { mfaUser: { username: 'mia', password: 'mia-secret' } },
  ],
  [
    'a login of a user who is challenged elsewhere',
    [challenged('mia', 'ses-1'), accepted('mia', undefined, { tenantId: '777001' }), accepted('alice')],
    { user: alice, mfaUser: { username: 'mia', password: 'mia-secret', ...tenant } },
  ],
  [
    'a user who is disabled',
    [disabled('dave')],
    { disabledUser: { username: 'dave', password: 'dave-secret' } },
  ],
  ['a user who is disabled, and lets in', [disabled('alice'), accepted('alice')], { user: alice }],
  ['another refusal with 403', [disabled('dave', 'forbidden')], {}],
  ['the fault of a disabled user with another status', [disabled('dave', 'userDisabled', 401)], {}],
  [
    'a token to set up a second factor',
    [scoped('seth')],
    { mfaSetupUser: { username: 'seth', password: 'seth-secret' } },
  ],
  ['such a token of a user who logs in', [scoped('alice'), accepted('alice')], { user: alice }],
  [
    'such a token of a user who is challenged, and logs in',
    [scoped('mia'), challenged('mia', 'ses-1'), accepted('mia', undefined, { tenantId: '777001' })],
    { mfaUser: { username: 'mia', password: 'mia-secret', ...tenant } },
  ],
  [
    'such a token of a user who is challenged',
    [scoped('mia'), challenged('mia', 'ses-1')],
    { mfaUser: { username: 'mia', password: 'mia-secret' } },
  ],
  ['a full token in the place of such a one', [accepted('alice', undefined, asking)], {}],
])('of %s the accounts are learnt', (_what, entries, expected) => {
  expect(accounts(...entries)).toEqual(expected);
});

test.each<[string, readonly object[], object]>([
  ['of a secret', [accepted('alice', '[REDACTED]')], { user: { username: 'alice', ...tenant } }],
  ['of a name', [accepted('[REDACTED]')], {}],
  [
    'of a tenant',
    [entry(login('alice'), 200, granted('alice', '***'))],
    { user: { username: 'alice', password: 'alice-secret' } },
  ],
  [
    'of a passcode',
    [challenged('mia', 'ses-1'), passcode('ses-1', 'XXXXXX')],
    { mfaUser: { username: 'mia', password: 'mia-secret' } },
  ],
])('nothing is learnt where a marker stands in the place %s', (_what, entries, expected) => {
  expect(accounts(...entries)).toEqual(expected);
});

test.each<[string, object, string, object]>([
  ['that was asked for', { tenantId: '777001' }, '777001', tenant],
  ['that was asked for by name', { tenantName: '777001' }, '777001', tenant],
  ['other than was asked for', { tenantId: '999' }, '777001', {}],
  ['without a name', {}, '', {}],
])('a tenant %s is learnt if it is the right one', (_what, more, given, expected) => {
  expect(accounts(entry(login('alice', undefined, more), 200, granted('alice', given)))).toEqual({
    user: { username: 'alice', password: 'alice-secret', ...expected },
  });
});

test('the secrets of an account are named as those of a configuration', () => {
  const read = exchangesOf(accepted('alice'), disabled('dave'));
  const { user, disabledUser } = accountsIn(read, redactionIn(read));
  expect([String(user?.password), String(disabledUser?.password)]).toEqual([
    '[masked accounts.user.password]',
    '[masked accounts.disabledUser.password]',
  ]);
});
