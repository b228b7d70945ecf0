import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { Role, Service, Tenant } from './access';

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

/** The users of one server. */
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
export interface HashedSecret {
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
