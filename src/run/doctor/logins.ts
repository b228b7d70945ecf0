import { Deviation } from '../../oracle/deviation';
import type { Harness } from '../../../specs/vocabulary/harness';
import { login } from '../../../specs/vocabulary/logins';
import { credentialsTypes, type CredentialsType } from '../../identity/auth';
import { accountNames, type AccountName } from '../../identity/configuration';
import type { Exchange } from '../../identity/exchange';
import { expectedResult, meaningOf, resultOf, resultWords } from './expected-logins';
import type { Fact } from './fact';

/** A login of one account, or why there was none. */
export interface AccountFact extends Fact {
  readonly account: AccountName;
}

const typeWords: Readonly<Record<CredentialsType, string>> = { password: 'password', apiKey: 'API key' };

/**
 * Logs each account in once by each secret that a run will use. A second factor is not spent.
 *
 * @param needs the paths of the configuration that the checks in scope need; other accounts are left alone
 * @param held why nothing is to be sent, if so
 */
export async function examineLogins(
  harness: Harness,
  needs: ReadonlySet<string>,
  held?: string,
): Promise<AccountFact[]> {
  const facts: AccountFact[] = [];
  // One after the other: a server may take failing logins that come all at once for an attack.
  for (const account of accountNames)
    for (const fact of await examineAccount(harness, account, needs, held))
      facts.push({ account, name: `accounts.${account}`, ...fact });
  return facts;
}

async function examineAccount(
  harness: Harness,
  account: AccountName,
  needs: ReadonlySet<string>,
  held: string | undefined,
): Promise<Omit<Fact, 'name'>[]> {
  const configured = harness.configuration.accounts[account];
  if (!needs.has(`accounts.${account}.username`)) return [unknown('nothing in scope needs it')];
  if (!configured) return [unknown('not configured')];
  const usable = credentialsTypes.filter(
    (type) => configured[type] && needs.has(`accounts.${account}.${type}`),
  );
  if (usable.length === 0) return [unknown('it has no secret that a check in scope uses')];
  if (held !== undefined) return [unknown(held)];
  const facts: Omit<Fact, 'name'>[] = [];
  for (const type of usable) {
    const found = await logIn(harness, account, type);
    facts.push({ ...found, detail: `${configured.username} by ${typeWords[type]}: ${found.detail}` });
  }
  return facts;
}

async function logIn(
  harness: Harness,
  account: AccountName,
  type: CredentialsType,
): Promise<Omit<Fact, 'name'>> {
  try {
    return judge(account, type, await harness.exchange({ request: login({ account, type }) }));
  } catch (error) {
    if (error instanceof Deviation) return unknown(error.message);
    throw error;
  }
}

function judge(account: AccountName, type: CredentialsType, exchange: Exchange): Omit<Fact, 'name'> {
  if (exchange.failure)
    return {
      status: 'problem',
      detail: `no response: ${exchange.failure}`,
      remedy: 'Check that the server is up, and limits.timeoutMs.',
    };
  const result = resultOf(exchange);
  const received = `${exchange.status}, ${resultWords[result]}`;
  if (result === expectedResult[account]) return { status: 'ok', detail: `${received}, as expected` };
  const [meaning, remedy] = meaningOf(account, result, `accounts.${account}.${type}`);
  return { status: 'problem', detail: `${received}: ${meaning}`, remedy };
}

function unknown(detail: string): Omit<Fact, 'name'> {
  return { status: 'unknown', detail };
}
