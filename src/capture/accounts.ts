import type { Configuration } from '../configuration/configuration';
import { loginOf } from '../oracle/allowed/presented-user';
import { asksForSetup, credentialsOf, tenantAskedBy } from '../oracle/auth-request';
import { at } from '../protocol/access';
import type { Account, AccountName } from '../protocol/account';
import type { CredentialsType } from '../protocol/auth';
import { challengeOf } from '../protocol/challenge';
import { Secret } from '../protocol/secret';
import type { ReadExchange } from './recorded-exchange';
import type { Redaction } from './redaction';

type SecretName = CredentialsType | 'passcode';

/** What the responses say about a user. */
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
