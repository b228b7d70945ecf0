import type { Login } from '../login/credentials';
import type { RefusalReason } from '../login/refusal';
import { accountRecords } from '../users';
import type { Condition, Facets } from './conditions';
import {
  all,
  begun,
  type Breaks,
  crash,
  type Effect,
  given,
  giving,
  going,
  granted,
  onlyBy,
  refuse,
  refusedByVersion,
  sendingAccess,
  type Steps,
  table,
  unconditionally,
  underAnyCondition,
  where,
} from './effect';

/**
 * The requirements that a right login which is not accepted breaks: what it is besides a login decides which is the
 * first (lines 30-65, erratum E31), and any of those that say that such a login is accepted tells of it.
 */
function acceptance(where: Partial<Facets>): Breaks {
  return [firstOf(where), ...everyWay];
}

function firstOf({ rcn, scope, tenant, account, type, placement, outcome }: Partial<Facets>): string {
  if (type === 'PASSCODE') return 'mfa.second-request';
  if (rcn === 'true') return 'query.rcn-own';
  if (rcn === 'false') return 'query.rcn-default';
  if (scope === 'setup') return 'setup.scope';
  if (placement === 'credentials') return 'tenant.table-placement';
  if (tenant === 'id') return 'tenant.id';
  if (tenant === 'name') return 'tenant.name';
  if (account === 'disabledUser') return 'status.user-disabled';
  if (account === 'mfaUser') return outcome === 'granted' ? 'mfa.second-request' : 'mfa.session';
  if (account === 'mfaSetupUser') return 'setup.required';
  return type === 'APIKEY' ? 'op.api-key' : 'op.password';
}

/** Every requirement by which a right login is accepted, or a right secret is told from a wrong one. */
export const everyWay = [
  ...['op.password', 'op.api-key', 'op.token-issued', 'op.again', 'tenant.id', 'tenant.name', 'tenant.optional'],
  ...['query.rcn-own', 'query.rcn-default', 'query.rcn-more', 'setup.scope', 'mfa.second-request', 'mfa.challenge'],
  ...['setup.required', 'status.user-disabled', 'tenant.table-placement', 'sample.namespace', 'sample.prefix'],
  ...['sample.password-json', 'sample.password-xml', 'sample.api-key-json', 'sample.api-key-xml', 'setup.second-factor'],
  'mfa.session',
];

/** Of a passcode, what is not understood or accepted is the second request. */
export function unlessPasscode(...breaks: readonly [string, ...string[]]) {
  return ({ type }: Partial<Facets>): Breaks => (type === 'PASSCODE' ? 'mfa.second-request' : breaks);
}

/** Of a user with a second factor, what is granted is the second request. */
export function unlessSecond(...breaks: readonly [string, ...string[]]) {
  return ({ type, account }: Partial<Facets>): Breaks => (type === 'PASSCODE' || account === 'mfaUser' ? 'mfa.second-request' : breaks);
}

const wrong = { secret: 'wrong' } as const;
const right = { secret: 'right' } as const;

/** The secrets of a user as a server has them that keeps them in clear: the one that counts, and the other. */
function secretsOf({ method, username }: Login): (string | undefined)[] {
  const record = Object.values(accountRecords).find((known) => known.username === username);
  return method === 'APIKEY' ? [record?.apiKey, record?.password] : [record?.password, record?.apiKey];
}

/** A secret is right where two texts are equal in a way of the server's own. */
const comparing = (equal: (given: string, kept: string, login: Login) => boolean) =>
  going('secretMatches', (_go, _user, login) => {
    const [kept] = secretsOf(login);
    return Promise.resolve(kept !== undefined && equal(login.secret, kept, login));
  });

/** A password or an API key is read as another one. */
const takenAs = (change: (secret: string) => string) =>
  giving('credentialsOf')((found) =>
    typeof found.secret === 'string' && found.method !== 'PASSCODE' ? { ...found, secret: change(found.secret) } : found,
  );

const refusing = (reason: RefusalReason) => (): ReturnType<Steps> => ({ findUser: refuse(reason), sessionIdOf: refuse(reason) });

const noneRight: Steps = () => ({ secretMatches: () => Promise.resolve(false), passcodeMatches: () => false });
const crashes = { breaks: unlessPasscode('status.no-server-error', ...everyWay), about: granted };
const created = { breaks: unlessSecond('status.ok', ...everyWay), about: granted };
const ofDisabled = { breaks: 'status.user-disabled', about: { account: 'disabledUser' } } as const;
const anybodys = (given: string, login: Login) =>
  Object.values(accountRecords).some(({ username }) => secretsOf({ ...login, username })[0] === given);
const unescaped = (text: string) => text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
const anyCase = (given: string, kept: string) => given.toLowerCase() === kept.toLowerCase();

/** A body that came before is refused. */
function refusingReplays(): Steps {
  const seen = new Set<string>();
  const isSeen = ({ body }: { body: Uint8Array }) => seen.size === seen.add(Buffer.from(body).toString('latin1')).size;
  return where('requestFormat', isSeen, refuse('secretWrong'));
}

/** Two wrong secrets lock their user out. */
function locking(): Steps {
  const wrong: string[] = [];
  return giving('secretMatches')(async (matches, _, { username }) => {
    if (!(await matches)) wrong.push(username);
    return (await matches) && wrong.filter((one) => one === username).length < 2;
  });
}

/** Effects on who may log in, and by what. */
export const credentialEffects: readonly Effect[] = [
  // Secrets are compared whole and exactly (lines 46-50, erratum E32).
  ...table({ breaks: 'status.wrong-credentials', about: wrong, by: comparing }, [
    ['secret-not-compared', 'the secret of a known user is not compared', () => true, underAnyCondition],
    ['secret-by-its-head', 'of a secret eight characters count', (it, kept) => it.slice(0, 8) === kept.slice(0, 8)],
    ['secret-with-a-tail', 'what is behind a secret does not count', (it, kept) => it.startsWith(kept)],
    ['secret-without-its-last', 'the last character of a secret may be missing', (it, kept) => kept.startsWith(it) && kept.length - it.length < 2],
    ['secret-trimmed', 'white space around a secret does not count', (it, kept) => it.trim() === kept],
    ['secret-of-the-other-kind', 'either secret of the user is right', (it, _, login) => secretsOf(login).includes(it)],
    ['secret-of-anybody', 'the secret of any user is right', (it, _, login) => anybodys(it, login)],
    ['password-in-any-case', 'passwords are compared without letter case', anyCase, { about: { type: 'PASSWORD' } }],
    ['api-key-in-any-case', 'API keys are compared without letter case', anyCase, { about: { type: 'APIKEY' }, tolerated: 'E32' }],
  ]),
  // What JSON, XML and form encodings must escape arrives as it was sent (lines 17-18).
  ...table({ breaks: acceptance, about: right, by: takenAs }, [
    ['secret-percent-decoded', 'percent signs in a secret are read as escapes', unescaped],
    ['secret-plus-as-blank', 'a plus sign in a secret is read as a blank', (text) => text.replaceAll('+', ' ')],
    ['secret-in-latin-1', 'a secret is read as ISO 8859-1', (text) => Buffer.from(text).toString('latin1')],
    ['secret-decoded-twice', 'references in a secret are replaced twice', (text) => text.replaceAll('&amp;', '&')],
    ['secret-without-markup', 'what looks like a tag in a secret is dropped', (text) => text.replace(/<[^>]*>/g, '')],
    ['secret-cut-at-16', 'a secret ends after sixteen characters', (text) => text.slice(0, 16)],
    ['secret-in-small-letters', 'capitals of a secret are read as small letters', (text) => text.toLowerCase()],
  ]),
  ...table({ breaks: acceptance, about: right, ...underAnyCondition }, [
    ['right-secret-refused', 'a right secret is taken for a wrong one', noneRight, { tolerated: refusedByVersion }],
    ['login-crashes', 'a right login is answered 500', () => ({ tenantFor: crash }), crashes],
    ['disabled-user-let-in', 'a disabled user is handed a token', () => ({ refuseDisabled: () => undefined }), ofDisabled],
  ]),
  ...table({ ...created, ...underAnyCondition }, [
    ['login-answered-201', 'a login is answered 201', sendingAccess((answer) => ({ ...answer, status: 201 }))],
  ]),
  ...table({ breaks: acceptance, about: granted, by: refusing, tolerated: refusedByVersion }, [
    ['login-refused-400', 'a right login is refused with 400', 'parameterMissing', underAnyCondition],
    ['login-refused-403', 'a right login is refused with 403', 'setupRequired'],
  ]),
  ...table({ breaks: ['op.again', ...everyWay], about: {}, by: begun, ...onlyBy('request') }, [
    ['requests-only-once', 'a body that came before is refused as a replay', refusingReplays, { about: { ...granted, wire: 'usual' } }],
    ['user-locked', 'two failed logins lock their user out for good', locking, { breaks: 'status.recovers', tolerated: 'E39' }],
  ]),
];

const passcode = { type: 'PASSCODE', account: 'mfaUser' } as const;
const setup = { account: 'mfaSetupUser', type: 'PASSWORD', secret: 'right' } as const;
const first = { account: 'mfaUser', type: 'PASSWORD', secret: 'right' } as const;

const challenge = (change: (challenge: string) => object) =>
  giving('faultHeaders')((headers, { reason }) =>
    reason === 'passcodeRequired' ? { ...headers, ...change(String(headers['WWW-Authenticate'])) } : headers,
  );
const challenged = (change: (challenge: string) => string) => challenge((it) => ({ 'WWW-Authenticate': change(it) }));
/** With the scope, a setup token in its stead is a warning. */
const asSetup = ({ facets }: Condition) => (facets.scope === 'setup' ? 'E30' : undefined);
const tenantSuffices = giving('passcodeIsDue')((isDue, _, { tenant }) => isDue && tenant === undefined);
const constant = { breaks: 'mfa.session-unique', ...unconditionally };
const reused = { breaks: 'mfa.session-used', ...unconditionally };
const unasked = { about: { scope: 'none' }, ...underAnyCondition } as const;
const withSetup = { breaks: 'setup.no-catalogue', about: { scope: 'setup' } } as const;
const withoutScope = given('buildAccess')((grant) => ({ ...grant, scope: undefined }));
const passwordSuffices: Steps = () => ({ passcodeIsDue: () => false });
const unrequired: Steps = () => ({ refuseWithoutSetup: () => undefined });

/** The login with a second factor, and its setup (lines 20-28, 52-55, 62-65, 101-107 and 950-963, errata E7 to E9, E15, E29 and E30). */
export const multiFactorEffects: readonly Effect[] = [
  ...table({ breaks: ['mfa.no-token', 'mfa.challenge', 'setup.second-factor'], about: first, ...underAnyCondition }, [
    ['second-factor-not-asked', 'a password suffices where a second factor is due', passwordSuffices, { tolerated: asSetup }],
    ['second-factor-not-asked-with-tenant', 'a password suffices where a second factor is due and a tenant is asked for', tenantSuffices],
  ]),
  ...table({ breaks: ['setup.second-factor', 'mfa.no-token'], about: first }, [
    ['token-in-challenge', 'the challenge brings a token', challenge(() => ({ 'X-Auth-Token': '0f1e2d3c4b5a69788796a5b4c3d2e1f0' }))],
    ['scope-spares-factor', 'SETUP-MFA with a password gives a full token', all(passwordSuffices, withoutScope), { about: { scope: 'setup' } }],
  ]),
  ...table({ breaks: 'mfa.session', about: first, by: challenged, ...onlyBy('request', 'answer') }, [
    ['session-not-given', 'the challenge gives no session', (it) => it.replace(/sessionId='[^']*', /, '')],
    ['session-constant', 'every challenge has one session', (it) => it.replace(/(sessionId=)'[^']*'/, "$1'a1'"), constant],
  ]),
  ...table({ breaks: 'mfa.wrong-passcode', about: passcode, ...onlyBy('request', 'answer') }, [
    ['any-passcode', 'any passcode is right', () => ({ passcodeMatches: () => true }), { about: { secret: 'wrong' } }],
    ['session-never-ends', 'a session can be used again and again', () => ({ endSession: () => undefined }), reused],
  ]),
  ...table({ breaks: 'setup.required', about: setup }, [
    ['setup-not-required', 'a user who must set up a second factor logs in without', unrequired, unasked],
    ['setup-with-catalogue', 'the setup token comes with the catalogue', withoutScope, withSetup],
  ]),
];
