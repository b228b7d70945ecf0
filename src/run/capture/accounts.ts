import { at } from '../../identity/access';
import { challengeOf } from '../../identity/challenge';
import type { Account, AccountName, Configuration } from '../../identity/configuration';
import { Exchange } from '../../identity/exchange';
import { KeptBytes } from '../../identity/kept-bytes';
import { headersOf } from '../../identity/header-list';
import { Secret } from '../../identity/secret';
import { credentialsIn } from './credentials';
import type { RecordedExchange } from './recorded-exchange';

type Texts = {
  -readonly [Member in 'password' | 'apiKey' | 'passcode' | 'tenantId' | 'tenantName']?: string;
};

interface KnownUser {
  readonly username: string;
  readonly texts: Texts;
  logins: number;
  challenged: boolean;
}

/**
 * The accounts that recorded answers vouch for: a secret is a user's right one where the server let it in or asked
 * for the second factor. Of an account that nothing vouches for, such as a disabled one, nothing is assumed.
 */
export function accountsIn(recorded: readonly RecordedExchange[]): Configuration['accounts'] {
  const users = new Map<string, KnownUser>();
  const sessions = new Map<string, KnownUser>();
  for (const exchange of recorded) learn(exchange, users, sessions);
  const byLogins = [...users.values()].sort((a, b) => b.logins - a.logins);
  const [user, secondUser] = byLogins.filter(({ challenged }) => !challenged);
  const mfaUser = byLogins.find(({ challenged }) => challenged);
  return Object.fromEntries(
    Object.entries({ user, secondUser, mfaUser }).flatMap(([name, known]) =>
      known ? [[name, accountOf(name as AccountName, known)]] : [],
    ),
  );
}

function learn(
  { headers, body, answer }: RecordedExchange,
  users: Map<string, KnownUser>,
  sessions: Map<string, KnownUser>,
): void {
  const { username, secrets } = credentialsIn(body);
  const access = accessOf(answer);
  const session = challengeOf(headersOf(answer.rawHeaders)['www-authenticate'])?.session.reveal();
  const challenged = answer.status === 401 && session !== undefined;
  if (username !== undefined && (access || challenged)) {
    const user = users.get(username) ?? { username, texts: {}, logins: 0, challenged: false };
    users.set(username, user);
    Object.assign(user.texts, secrets, access && tenantOf(access));
    user.logins += 1;
    user.challenged ||= challenged;
    if (session !== undefined) sessions.set(session, user);
  }
  const owner = sessions.get(headers['x-sessionid'] ?? '');
  if (owner && access && secrets.passcode !== undefined) owner.texts.passcode = secrets.passcode;
}

function accessOf(answer: RecordedExchange['answer']): unknown {
  if (answer.status !== 200) return undefined;
  const record = { id: '', request: { method: '', url: '', headers: {}, body: '' }, curl: '' };
  return new Exchange(record, { ...answer, body: new KeptBytes(answer.body) }, (text) => text).access();
}

/** The tenant to which an access is scoped is one that its user may name. */
function tenantOf(access: unknown): Texts {
  const [tenantId, tenantName] = ['id', 'name'].map((name) => at(access, 'token', 'tenant', name));
  return {
    ...(typeof tenantId === 'string' && tenantId !== '' ? { tenantId } : {}),
    ...(typeof tenantName === 'string' && tenantName !== '' ? { tenantName } : {}),
  };
}

function accountOf(name: AccountName, { username, texts }: KnownUser): Account {
  const { tenantId, tenantName, ...secrets } = texts;
  return {
    username,
    ...(tenantId === undefined ? {} : { tenantId }),
    ...(tenantName === undefined ? {} : { tenantName }),
    ...Object.fromEntries(
      Object.entries(secrets).map(([member, value]) => [
        member,
        new Secret(value, `accounts.${name}.${member}`),
      ]),
    ),
  };
}
