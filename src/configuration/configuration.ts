import type { Profile } from '../contract/catalogue';
import { type Connection, Limits } from '../http/settings';
import { Account, AccountName } from '../protocol/account';
import type { Secret } from '../protocol/secret';
import type { DocumentCopy } from './members/document';

/** The settings of a run: file, environment and flags in one validated whole. */
export interface Configuration {
  /** The service URL without its trailing slash, path prefix kept; undefined means the embedded server. */
  readonly baseUrl?: string;
  readonly profiles: readonly Profile[];
  readonly accounts: Readonly<Partial<Record<AccountName, Account>>>;
  /** A tenant that exists and is not the user's. */
  readonly foreignTenantId?: string;
  readonly limits: Limits;
  readonly connection: Connection;
  /** Headers to add to every request; the values of those that carry credentials are secrets. */
  readonly headers: Readonly<Record<string, string | Secret>>;
  /** The user's copy of the document, for reports to quote. */
  readonly document?: DocumentCopy;
}

/** A configuration that cannot be used: one sentence per problem, none of which repeats a configured value. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly problems: readonly string[];

  /** Its message has a line for each problem, up to a screenful. */
  constructor(problems: readonly string[]) {
    const more = problems.length - mostLines;
    super([...problems.slice(0, mostLines), ...(more > 0 ? [`and ${more} more.`] : [])].join('\n'));
    this.problems = problems;
  }
}

const mostLines = 20;

/** Collects the problems of independent parts, so that one message names them all. */
export class Problems {
  readonly #found: string[] = [];

  add(...problems: readonly string[]): void {
    this.#found.push(...problems);
  }

  /** What `read` returns, or undefined if it found a problem, which is kept. */
  attempt<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      this.add(...error.problems);
      return undefined;
    }
  }

  throwIfAny(): void {
    if (this.#found.length > 0) throw new ConfigurationError([...new Set(this.#found)]);
  }
}

/** The way from the top of a configuration to one of its members. */
export type MemberPath = readonly (string | number)[];

/** `accounts.user.password`, `profiles[1]`; the top is `the configuration`. */
export function formatPath(path: MemberPath): string {
  if (path.length === 0) return 'the configuration';
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index > 0 ? '.' : ''}${step}`))
    .join('');
}

/** Reads a JSON pointer, `/profiles/1`; the value is needed to tell array indices from member names. */
export function pathOfPointer(pointer: string, value: unknown): MemberPath {
  const path: (string | number)[] = [];
  let at = value;
  for (const step of pointer.split('/').slice(1)) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(Array.isArray(at) ? Number(name) : name);
    at = (at as Record<string, unknown> | undefined)?.[name];
  }
  return path;
}
