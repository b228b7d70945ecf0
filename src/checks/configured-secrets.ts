import type { Configuration } from '../configuration/configuration';
import type { Exchange } from '../http/exchange/exchange';
import { fingerprintOf, type TokenRequest } from '../http/token-request';
import { unverifiable } from '../oracle/deviation';
import { isLetIn } from '../oracle/response/challenge-rules';
import type { AccountName } from '../protocol/account';
import { type CredentialsType, credentialsTypes, secretNames } from '../protocol/auth';
import { formats } from '../protocol/format';
import { login } from './sendings/logins';
import { keyOf, type Sending } from './sendings/sending';

/** Fewer refused logins say nothing about a secret. */
const fewest = 2;

/** The accounts of which a valid login gets another status than 401. */
const accounts: readonly AccountName[] = ['user', 'secondUser', 'disabledUser', 'rcnUser', 'mfaSetupUser'];

/** `accounts.user.password` as a request presents it: not one that is wrong in some way. */
const presented = /\$\{accounts\.(\w+)\.(password|apiKey)\}/;

/**
 * Whether a server accepts the secrets of the configuration. A stale one would fail every login of an account, which a
 * server may lock for that: before anything else is sent with a secret, plain logins with it are sent one at a time,
 * and if all are refused with 401, as many as failed login attempts may come in a row, nothing more is.
 */
export class ConfiguredSecrets {
  /** Plain logins that will be sent, by account and type of credentials. */
  readonly #logins = new Map<string, Sending[]>();
  readonly #verdicts = new Map<string, Promise<string | undefined>>();

  /** @param send sends a plain login, or gives the response to it */
  constructor(
    readonly limits: Configuration['limits'],
    readonly send: (sending: Sending) => Promise<Exchange>,
  ) {}

  /** Takes note of what will be sent. */
  plan(sendings: readonly Sending[]): void {
    for (const sending of sendings) {
      const kind = plainLogins().get(fingerprintOf(sending.request));
      if (kind === undefined || sending.after !== undefined || sending.occasion !== undefined) continue;
      const known = this.#logins.get(kind) ?? [];
      if (!known.some((other) => keyOf(other) === keyOf(sending)))
        this.#logins.set(kind, [...known, sending]);
    }
  }

  /** @throws Deviation if a request must not be sent, since the server refuses a secret of its account */
  async verify(sending: Sending): Promise<void> {
    const { request } = sending;
    const kinds = kindsOf(request);
    for (const kind of kinds) {
      const logins = (this.#logins.get(kind) ?? []).slice(0, this.limits.wrongPasswordAttempts);
      if (logins.length < fewest || logins.some((other) => keyOf(other) === keyOf(sending))) continue;
      const verdict = this.#verdicts.get(kind) ?? this.#verdictOf(kind, logins);
      this.#verdicts.set(kind, verdict);
      const problem = await verdict;
      if (problem !== undefined) unverifiable(problem);
    }
  }

  async #verdictOf(kind: string, logins: readonly Sending[]): Promise<string | undefined> {
    for (const each of logins) {
      const response = await this.send(each).catch(() => undefined);
      if (response?.status !== 401 || isLetIn(response)) return undefined;
    }
    const [account, type] = kind.split('.') as [AccountName, CredentialsType];
    return `Not sent: the server refuses the ${secretNames[type]} of accounts.${account} with 401 in ${logins.length} valid logins; correct it in the configuration.`;
  }
}

let plain: ReadonlyMap<string, string> | undefined;

/** The account and type of credentials of each plain login, by its fingerprint. */
function plainLogins(): ReadonlyMap<string, string> {
  plain ??= new Map(
    accounts.flatMap((account) =>
      credentialsTypes.flatMap((type) =>
        formats.flatMap((format) =>
          formats.map((answer) => [
            fingerprintOf(login({ account, type, format, answer })),
            `${account}.${type}`,
          ]),
        ),
      ),
    ),
  );
  return plain;
}

/** The secrets that a request presents as they are, and those of an account for which it presents a wrong one. */
function kindsOf({ body, wrongSecretFor }: TokenRequest): string[] {
  const account = wrongSecretFor?.replace('accounts.', '');
  if (account !== undefined) return credentialsTypes.map((type) => `${account}.${type}`);
  const [, owner, type] = presented.exec(String(body)) ?? [];
  return owner === undefined ? [] : [`${owner}.${type}`];
}
