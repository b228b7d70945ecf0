import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { Role, Service, Tenant } from './access';
import type { Login } from './credentials';

/** A user as the data files describe one, secrets in clear. */
export interface UserRecord {
  id: string;
  username: string;
  password: string;
  apiKey?: string;
  passcode?: string;
  /** True for an account that may not log in until its second factor is set up. */
  mustSetUpMfa?: boolean;
  disabled?: boolean;
  /** The first is the one that a login without a tenant is scoped to (erratum E23). */
  tenants: [Tenant, ...Tenant[]];
  defaultRegion: string;
  domainId: string;
  roles: Role[];
  serviceCatalog: Service[];
  /** What `apply_rcn_roles` adds. */
  rcn?: { roles: Role[]; serviceCatalog: Service[] };
}

/** A user as the server keeps one. */
export interface User extends Omit<UserRecord, 'password' | 'apiKey'> {
  password: HashedSecret;
  apiKey?: HashedSecret;
}

export class Directory {
  private constructor(
    private readonly users: ReadonlyMap<string, User>,
    /** Compared with when there is no such user, so that the response takes as long as for one that exists. */
    readonly nobodysSecret: HashedSecret,
  ) {}

  static async of(records: UserRecord[]): Promise<Directory> {
    const [nobodysSecret, ...users] = await Promise.all([hashSecret(''), ...records.map(withHashedSecrets)]);
    return new Directory(new Map(users.map((user) => [user.username, user])), nobodysSecret);
  }

  /** User names are compared exactly (erratum E14). */
  find(username: string): User | undefined {
    return this.users.get(username);
  }
}

async function withHashedSecrets(record: UserRecord): Promise<User> {
  return {
    ...record,
    password: await hashSecret(record.password),
    apiKey: record.apiKey === undefined ? undefined : await hashSecret(record.apiKey),
  };
}

const derive = promisify<string, Buffer, number, { N: number }, Buffer>(scrypt);

/** Low, so that a login takes milliseconds: the secrets kept here are published in this repository. */
const COST = { N: 1024 };
const KEY_LENGTH = 32;

/** A secret that cannot be read back. */
interface HashedSecret {
  salt: Buffer;
  key: Buffer;
}

async function hashSecret(secret: string): Promise<HashedSecret> {
  const salt = randomBytes(16);
  return { salt, key: await derive(secret, salt, KEY_LENGTH, COST) };
}

/** Compares exactly, character by character, in time that does not depend on where the two differ. */
export async function secretMatches(secret: string, hashed: HashedSecret): Promise<boolean> {
  return timingSafeEqual(await derive(secret, hashed.salt, KEY_LENGTH, COST), hashed.key);
}

/** The same for a passcode: too short and too short-lived for a salt to help. */
export function passcodeEquals(passcode: string, expected: string): boolean {
  return timingSafeEqual(digest(passcode), digest(expected));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

const LIFETIME_MS = 5 * 60 * 1000;
const WRONG_PASSCODES_ALLOWED = 3;

/** A multi-factor login between its password and its passcode. */
export interface Session {
  user: User;
  login: Login;
  endsAt: number;
  wrongPasscodes: number;
}

export class Sessions {
  private readonly open = new Map<string, Session>();

  /** @returns the id that `X-SessionId` must carry */
  start(user: User, login: Login): string {
    const id = randomBytes(24).toString('hex');
    this.open.set(id, { user, login, endsAt: Date.now() + LIFETIME_MS, wrongPasscodes: 0 });
    return id;
  }

  /** Undefined for a session that never was, was used up, or has ended. */
  find(id: string): Session | undefined {
    const session = this.open.get(id);
    return session && session.endsAt > Date.now() ? session : undefined;
  }

  end(id: string): void {
    this.open.delete(id);
  }

  /** The third wrong passcode ends the session: six digits must not be guessed at leisure. */
  countWrongPasscode(id: string): void {
    const session = this.open.get(id);
    if (session && ++session.wrongPasscodes >= WRONG_PASSCODES_ALLOWED) this.end(id);
  }
}
