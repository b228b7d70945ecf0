import { loadFixtures } from '../../contract/fixtures';
import { tokenRequest, type TokenRequest, type TokenRequestParts } from '../../http/token-request';
import type { AccountName } from '../../protocol/account';
import {
  type Auth,
  authJson,
  authOf,
  authXml,
  type CredentialsType,
  type TenantMembers,
  writeJson,
  writeXml,
} from '../../protocol/auth';
import { type Format, mediaTypes } from '../../protocol/format';
import { reference } from '../../protocol/reference';
import { sessionOf } from '../expectations/refused';
import { nearSecretReference } from './nearly-right-secrets';
import { afterWrongPassword, secondRequest } from './second-request';
import { followedBy, following, type Sending } from './sending';

/** A value that is longer than any name or secret. */
export const longValue = 'x'.repeat(10_000);

/** A login in the document's terms: account, type of credentials, formats, tenant. */
interface Login extends Partial<Omit<TokenRequestParts, 'body' | 'accept'>> {
  readonly account?: AccountName;
  readonly type?: CredentialsType;
  readonly format?: Format;
  /** The format to ask for; that of the request by default. */
  readonly answer?: Format;
  readonly accept?: string | null;
  readonly tenant?: Auth['tenant'];
  readonly scope?: string;
  /** Values instead of the account's own. */
  readonly username?: string;
  readonly secret?: string;
}

/** The request of a login; by default the user's, by password, in JSON. If the document has a sample of it, the sample is sent. */
export function login(wanted: Login = {}): TokenRequest {
  const { account = 'user', type = 'password', format = 'json', answer = format, ...parts } = wanted;
  const known = authOf(account, type);
  const auth: Auth = {
    ...known,
    username: wanted.username ?? known.username,
    secret: wanted.secret ?? known.secret,
    tenant: wanted.tenant,
    scope: wanted.scope,
  };
  return tokenRequest({
    accept: mediaTypes[answer],
    ...parts,
    format,
    body: sampled(auth, format) ?? written(auth, format),
  });
}

/**
 * A failed login attempt. A run makes few of them for one user, as limits.wrongPasswordAttempts says; the
 * one by password in XML is the second user's.
 */
export function wrongSecret(type: CredentialsType, format: Format): TokenRequest {
  const account = ownerOfWrong(type, format);
  return login({
    type,
    format,
    account,
    secret: nearSecretReference(account, type, format === 'json' ? 'one-more' : 'white-space'),
    wrongSecretFor: `accounts.${account}`,
  });
}

/** The accepted twin of a failed login attempt. */
export function rightSecret(type: CredentialsType, format: Format): TokenRequest {
  return login({ type, format, account: ownerOfWrong(type, format) });
}

function ownerOfWrong(type: CredentialsType, format: Format): AccountName {
  return type === 'password' && format === 'xml' ? 'secondUser' : 'user';
}

/**
 * The login of an unknown user, whose password or name has characters that databases and encodings mishandle: the same
 * in both formats, whose refusals are compared.
 */
export function unknownUser(type: CredentialsType, format: Format): TokenRequest {
  const [username, secret] = type === 'password' ? ['username', 'oddPassword'] : ['oddUsername', 'apiKey'];
  return login({
    type,
    format,
    username: reference(`invented.${username}.${type}-${format}`),
    secret: reference(`invented.${secret}`),
  });
}

/** The user's correct password with a name that a server would take for the user's if it matches names loosely. */
export function nearUsername(format: Format): TokenRequest {
  return login({
    format,
    username: reference(`accounts.user.username.${format === 'json' ? 'one-more' : 'underscore'}`),
  });
}

/** A login with a secret of 10,000 characters, for an account that exists. */
export function overLongSecret(type: CredentialsType, format: Format): TokenRequest {
  const account = ownerOfLong(type);
  return login({ type, format, account, secret: longValue, wrongSecretFor: `accounts.${account}` });
}

export function ownerOfLong(type: CredentialsType): AccountName {
  return type === 'password' ? 'secondUser' : 'user';
}

/** The authentication request of a document sample, with references where the sample has its values. */
export function sample(id: string, account: AccountName = 'user'): TokenRequest {
  const fixture = loadFixtures().find((known) => known.id === id);
  if (!fixture) throw new Error(`fixtures/index.yaml has no sample ${id}`);
  let body = fixture.text;
  for (const [member, literal] of Object.entries(fixture.values ?? {}))
    body = body.replaceAll(`"${literal}"`, `"${reference(`accounts.${account}.${member}`)}"`);
  return tokenRequest({ format: fixture.format, body });
}

function written(auth: Auth, format: Format): string {
  return format === 'json' ? writeJson(authJson(auth)) : writeXml(authXml(auth));
}

/** The document's samples of logins; those of the setup of a second factor have a scope. */
const samples: Readonly<Record<string, readonly string[]>> = {
  none: [
    'password-json',
    'password-xml',
    'api-key-json',
    'api-key-xml',
    'password-tenant-xml',
    'api-key-tenant-json',
  ],
  'SETUP-MFA': ['setup-json', 'setup-xml'],
};

/** The body of the document's sample for the same login, if it has one, so that the samples themselves are sent. */
function sampled(auth: Auth, format: Format): string | undefined {
  const owner = auth.scope === undefined ? 'user' : 'mfaSetupUser';
  return (samples[auth.scope ?? 'none'] ?? [])
    .map((id) => sample(id, owner))
    .find((request) => request.format === format && sameLogin(String(request.body), auth, format))
    ?.body.toString();
}

function sameLogin(body: string, auth: Auth, format: Format): boolean {
  const plain = (text: string) =>
    text
      .match(/\$\{[^}]*\}/g)
      ?.sort()
      .join() ?? '';
  const tenants = Object.values(auth.tenant ?? {}).flatMap((members): unknown[] => Object.values(members));
  if (plain(body) !== [auth.username, auth.secret, ...tenants].sort().join()) return false;
  const placed = auth.tenant?.[sampledPlacement[format]];
  return tenants.length === 0 || Object.keys(placed ?? {}).length === tenants.length;
}

/** Where the samples put a tenant (erratum E4): next to the JSON credentials, on the XML ones. */
export const sampledPlacement = { json: 'auth', xml: 'credentials' } as const;

/** A tenant of the account in the placement of the samples. */
export function tenantOf(
  account: AccountName,
  format: Format,
  ...names: readonly (keyof TenantMembers)[]
): Auth['tenant'] {
  return { [sampledPlacement[format]]: tenantMembers(account, ...names) };
}

export function tenantMembers(
  account: AccountName,
  ...names: readonly (keyof TenantMembers)[]
): TenantMembers {
  return Object.fromEntries(names.map((name) => [name, reference(`accounts.${account}.${name}`)]));
}

/**
 * The valid login after a failed login attempt: the one that the sending names, or else the plain one of the account. After
 * a passcode there is only a named one, since a passcode may have to be waited for.
 */
export function rightLoginAfter(sending: Sending): Sending | undefined {
  const { request, followedBy, unfollowed } = sending;
  if (unfollowed) return undefined;
  if (followedBy || request.headers['X-SessionId'] !== undefined) return followedBy;
  return plainLoginAfter(sending);
}

/** When the plainest valid login is sent to see whether a user is locked out. */
export const afterRefusedLogin = 'after a failed login attempt and a refused valid login';

/** Occasions of requests that no check asks for, which follow from responses. */
export const unaskedOccasions: readonly (string | undefined)[] = [afterRefusedLogin, afterWrongPassword];

/** The plainest valid login after a failed login attempt; with the scope if the account is accepted only with it. */
export function plainLoginAfter(sending: Sending): Sending {
  const { request } = sending;
  const account = (request.wrongSecretFor ?? '').replace('accounts.', '') as AccountName;
  const scope = account === 'mfaSetupUser' ? { scope: 'SETUP-MFA' } : {};
  const type = account === 'mfaUser' || account === 'mfaSetupUser' ? 'password' : typeOf(request);
  return {
    ...following(sending, login({ account, type, ...scope })),
    occasion: 'after a failed login attempt',
  };
}

/** A wrong passcode and the whole multi-factor login that follows it, since a server may count wrong passcodes. */
export function thenCompleted(wrongPasscode: Sending): Sending {
  return followedBy(wrongPasscode, (failed) => {
    const begun = { ...following(failed, login({ account: 'mfaUser' })), occasion: 'after a wrong passcode' };
    return following(begun, secondRequest('json'), sessionOf);
  });
}

function typeOf({ body }: TokenRequest): CredentialsType {
  return body.includes('apiKeyCredentials') ? 'apiKey' : 'password';
}

/** A multi-factor login: its format, the request that begins it, and the one that completes it. */
type MultiFactorLogin = readonly [format: Format, begun: Sending, completed: Sending];

/** One after the other, and before other logins of the user: a service may keep only one pending session for a user. */
export function multiFactorLogins(): readonly [MultiFactorLogin, MultiFactorLogin] {
  const inJson: Sending = { request: login({ account: 'mfaUser', format: 'json' }) };
  const completedInJson = following(inJson, secondRequest('json'), sessionOf);
  const inXml: Sending = {
    request: login({ account: 'mfaUser', format: 'xml' }),
    settled: [completedInJson],
  };
  return [
    ['json', inJson, completedInJson],
    ['xml', inXml, following(inXml, secondRequest('xml'), sessionOf)],
  ];
}
