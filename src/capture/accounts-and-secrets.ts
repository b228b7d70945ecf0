import type { Configuration } from '../configuration/configuration';
import { parseXml } from '../contract/xml';
import { headersOf } from '../http/token-request';
import { loginOf } from '../oracle/allowed/presented-user';
import { asksForSetup, credentialsOf, tenantAskedBy } from '../oracle/auth-request';
import { at } from '../protocol/access';
import type { Account, AccountName } from '../protocol/account';
import {
  credentialsElement,
  credentialsMember,
  type CredentialsType,
  credentialsTypes,
} from '../protocol/auth';
import type { Visit } from '../protocol/body-members';
import { textOf } from '../protocol/body-text';
import { challengeOf } from '../protocol/challenge';
import { Secret } from '../protocol/secret';
import { looksLikeCredential } from '../secrets/credential-shapes';
import { kindOf, secretsInHeader, secretsOf, visitText } from '../secrets/response-secrets';
import type { ReadExchange, RecordedExchange } from './recorded-exchange';
import type { Redaction } from './redaction';

type SecretName = CredentialsType | 'passcode';

class KnownUser {
  /** How often each secret was accepted. */
  readonly #confirmed = new Map<SecretName, Map<string, number>>();
  tenant: Pick<Account, 'tenantId' | 'tenantName'> = {};
  logins = 0;
  challenges = 0;
  setups = 0;
  disabled = 0;

  constructor(readonly username: string) {}

  confirm(name: SecretName, secret: string | undefined): void {
    if (secret === undefined) return;
    const counts = this.#confirmed.get(name) ?? new Map<string, number>();
    counts.set(secret, (counts.get(secret) ?? 0) + 1);
    this.#confirmed.set(name, counts);
  }

  /** The account in a configuration; even if a server accepts any secret, the correct one is accepted most often. */
  as(name: AccountName): Account {
    const secrets = [...this.#confirmed].flatMap(([member, counts]) => {
      const [most] = [...counts].sort(([, a], [, b]) => b - a);
      return most ? [[member, new Secret(most[0], `accounts.${name}.${member}`)] as const] : [];
    });
    return { username: this.username, ...this.tenant, ...Object.fromEntries(secrets) };
  }
}

/**
 * The accounts that recorded responses confirm: a secret is correct if the server accepted it, asked for the second
 * factor, or said that the user is disabled. Nothing is learnt from placeholders.
 */
export function accountsIn(
  exchanges: readonly ReadExchange[],
  { isMarker }: Redaction,
): Configuration['accounts'] {
  const users = new Map<string, KnownUser>();
  const sessions = new Map<string, KnownUser>();
  for (const exchange of exchanges) learn(exchange, { users, sessions, isMarker });
  const all = [...users.values()].sort((a, b) => b.logins - a.logins);
  const [user, secondUser] = all.filter(({ logins, challenges }) => logins > 0 && challenges === 0);
  const found: Partial<Record<AccountName, KnownUser | undefined>> = {
    user,
    secondUser,
    mfaUser: all.find(({ challenges }) => challenges > 0),
    mfaSetupUser: all.find(({ setups, logins, challenges }) => setups > 0 && logins + challenges === 0),
    disabledUser: all.find(({ disabled, logins }) => disabled > 0 && logins === 0),
  };
  return Object.fromEntries(
    Object.entries(found).flatMap(([name, known]) => (known ? [[name, known.as(name as AccountName)]] : [])),
  );
}

interface Learnt extends Pick<Redaction, 'isMarker'> {
  readonly users: Map<string, KnownUser>;
  readonly sessions: Map<string, KnownUser>;
}

function learn({ request, response }: ReadExchange, { users, sessions, isMarker }: Learnt): void {
  const access = response.status === 200 ? response.access() : undefined;
  const challenge = challengeOf(response.header('www-authenticate'))?.session.reveal();
  const isChallenged = response.status === 401 && challenge !== undefined;
  const isDisabled = response.status === 403 && response.fault()?.name === 'userDisabled';
  const login = loginOf(request);
  if (login && !isMarker(login.username) && (access || isChallenged || isDisabled)) {
    const user = users.get(login.username) ?? new KnownUser(login.username);
    users.set(login.username, user);
    user.confirm(login.type, isMarker(login.secret) ? undefined : login.secret);
    if (isDisabled) user.disabled += 1;
    if (isChallenged) user.challenges += 1;
    if (access && asksForSetup(request)) user.setups += access.serviceCatalog === undefined ? 1 : 0;
    else if (access) {
      user.logins += 1;
      user.tenant = { ...user.tenant, ...tenantOf(access, request, isMarker) };
    }
    if (isChallenged) sessions.set(challenge, user);
  }
  const owner = sessions.get(request.session ?? '');
  const { type, secret } = credentialsOf(request) ?? {};
  if (owner && access && type === 'passcode' && typeof secret === 'string' && !isMarker(secret))
    owner.confirm('passcode', secret);
}

/** The tenant that an access is scoped to: its user may name it, unless another one was requested. */
function tenantOf(
  access: unknown,
  request: ReadExchange['request'],
  isMarker: Redaction['isMarker'],
): KnownUser['tenant'] {
  const given = {
    tenantId: at(access, 'token', 'tenant', 'id'),
    tenantName: at(access, 'token', 'tenant', 'name'),
  };
  const asked = tenantAskedBy(request);
  if (asked && given[asked.member] !== asked.value) return {};
  return Object.fromEntries(
    Object.entries(given).filter(
      ([, value]) => typeof value === 'string' && value !== '' && !isMarker(value),
    ),
  );
}

/** Headers of a request that carry credentials. */
const secretHeader = /auth|token|session|cookie|secret|api-?key/i;

/** A shorter value could not be distinguished from ordinary text. */
const shortest = 4;

/** The member that holds all others, and the prefix of its extensions: its value is not secret for its name. */
const container = /^(?:\w+-)?auth$/i;

/** JSON values that are never secrets. */
const literal = /^(?:null|true|false|-?\d+(?:\.\d+)?e[-+]?\d+)$/i;

/** One repeated character, more than anyone types: it is sent to test a length, and is not secret. */
const filler = /^(.)\1{39,}$/su;

/** Every credential in a capture, each with its own mask, whoever it belongs to. */
export function secretsIn(capture: readonly RecordedExchange[]): Secret[] {
  const presented = new Set<string>();
  const others = capture.flatMap(({ path, headers, body: bytes, answer }) => {
    const body = textOf(bytes);
    for (const value of credentialsIn(body)) presented.add(value);
    for (const text of [path, body, packedIn(body)])
      for (const value of presentedIn(text)) presented.add(value);
    return [
      ...Object.entries(headers)
        .filter(([name, value]) => secretHeader.test(name) || looksLikeCredential(name, value))
        .flatMap(([name, value]) => secretsInHeader(name, new Secret(value, `captured ${name}`))),
      ...secretsOf(headers, ''),
      ...secretsOf(headersOf(answer.rawHeaders), textOf(answer.body)),
    ];
  });
  const credentials = [...presented]
    .filter((value) => !filler.test(value))
    .map((value, index) => new Secret(value, `captured credential${index > 0 ? ` ${index + 1}` : ''}`));
  return [...credentials, ...others];
}

/**
 * Values in a request under a name that announces a secret, even if it is malformed, misspelled or in the URL: people
 * record what went wrong.
 */
function presentedIn(text: string): readonly string[] {
  const found: string[] = [];
  const add: Visit = (path, name, value) => {
    const isSecret = kindOf(path, name) !== undefined && !container.test(name) && !literal.test(value);
    if (isSecret && value.length >= shortest) found.push(value);
  };
  visitText(text, add, { words: true });
  return found;
}

/** The text of a body that is all base64, though the archive does not say so. */
function packedIn(body: string): string {
  const text = body.replace(/\s+/g, '');
  return text.length >= shortest && /^[A-Za-z0-9+/_-]+={0,2}$/.test(text)
    ? Buffer.from(text, 'base64').toString('utf8')
    : '';
}

/** The secrets of the credentials in a body, in either format; none in one that cannot be read. */
function credentialsIn(body: string): readonly string[] {
  const types = [...credentialsTypes, 'passcode'] as const;
  const valueOf = body.trimStart().startsWith('<') ? inXml(body) : inJson(body);
  return types.map(valueOf).filter((value) => typeof value === 'string');
}

type ValueOf = (type: CredentialsType | 'passcode') => unknown;

function inJson(body: string): ValueOf {
  let auth: unknown;
  try {
    auth = at(JSON.parse(body), 'auth');
  } catch {
    return () => undefined;
  }
  return (type) =>
    at(auth, type === 'passcode' ? 'RAX-AUTH:passcodeCredentials' : credentialsMember[type], type);
}

function inXml(body: string): ValueOf {
  const result = parseXml(body);
  if ('problem' in result) return () => undefined;
  return (type) => {
    const name = type === 'passcode' ? 'passcodeCredentials' : credentialsElement[type];
    const element = result.root.children.find((child) => child.name === name);
    return element?.attributes.find((attribute) => attribute.name === type)?.value;
  };
}
