import type { Harness } from '../checks/harness';
import { login } from '../checks/sendings/logins';
import type { Exchange } from '../http/exchange/exchange';
import { Deviation } from '../oracle/deviation';
import { type AccountName, accountNames } from '../protocol/account';
import { type CredentialsType, credentialsTypes, secretNames } from '../protocol/auth';
import { challengeOf } from '../protocol/challenge';
import type { Fact } from './fact';

/** A login of one account, or why there was none. */
interface AccountFact extends Fact {
  readonly account: AccountName;
}

/**
 * Logs each account in once with each secret that a run will use. No passcode is used up.
 *
 * @param needs the paths of the configuration that the checks in scope need; other accounts are left alone
 * @param held why nothing may be sent, if so
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
    facts.push({ ...found, detail: `${configured.username} by ${secretNames[type]}: ${found.detail}` });
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
  const received = `${exchange.status}, ${resultTexts[result]}`;
  if (result === expectedResult[account]) return { status: 'ok', detail: `${received}, as expected` };
  const [meaning, remedy] = meaningOf(account, result, `accounts.${account}.${type}`);
  return { status: 'problem', detail: `${received}: ${meaning}`, remedy };
}

function unknown(detail: string): Omit<Fact, 'name'> {
  return { status: 'unknown', detail };
}

type LoginResult = 'access' | 'challenge' | 'unauthorized' | 'forbidden' | 'other';

/** The expected outcome of a correct login of each account. */
const expectedResult: Readonly<Record<AccountName, LoginResult>> = {
  user: 'access',
  secondUser: 'access',
  rcnUser: 'access',
  disabledUser: 'forbidden',
  mfaUser: 'challenge',
  mfaSetupUser: 'forbidden',
};

/** Results in words, to follow the status. */
const resultTexts: Readonly<Record<LoginResult, string>> = {
  access: 'access granted',
  challenge: 'a second factor required',
  unauthorized: 'unauthorized',
  forbidden: 'forbidden',
  other: 'neither access nor a refusal of the login',
};

function resultOf(exchange: Exchange): LoginResult {
  switch (exchange.status) {
    case 200:
      return exchange.access() ? 'access' : 'other';
    case 401:
      return challengeOf(exchange.header('www-authenticate')) ? 'challenge' : 'unauthorized';
    case 403:
      return 'forbidden';
    default:
      return 'other';
  }
}

/** What an unexpected result means, and what to do; `check` is the advice to check the credentials. */
type Meaning = readonly [meaning: string, remedy: string];

const check = 'Check the credentials';
const secondFactor: Meaning = [
  'the user has a second factor',
  'Name a user without a second factor, or turn it off for this user.',
];

const ordinary: Readonly<Partial<Record<LoginResult, Meaning>>> = {
  unauthorized: ['the credentials look wrong', check],
  challenge: secondFactor,
  forbidden: [
    'the user is disabled, or must set up a second factor first',
    'Name a user who can log in, or enable this one.',
  ],
};

const forbidden: Readonly<Partial<Record<LoginResult, Meaning>>> = {
  unauthorized: [
    'the credentials look wrong, unless the server responds with 401 where the document requires 403',
    check,
  ],
  challenge: secondFactor,
};

const meanings: Readonly<Record<AccountName, Readonly<Partial<Record<LoginResult, Meaning>>>>> = {
  user: ordinary,
  secondUser: ordinary,
  rcnUser: ordinary,
  disabledUser: {
    ...forbidden,
    access: ['the user is not disabled', 'Disable the user, or name another one.'],
  },
  mfaUser: {
    ...ordinary,
    access: ['the user has no second factor', 'Set one up for the user, or name another one.'],
    unauthorized: [
      'the credentials look wrong, unless the server leaves out the challenge (WWW-Authenticate: OS-MF)',
      check,
    ],
  },
  mfaSetupUser: {
    ...forbidden,
    access: [
      'the user does not have to set up a second factor',
      'Require it of the user, or name another one.',
    ],
  },
};

const nothingToSay: Meaning = [
  'the response says nothing about the account',
  'Look at the log of the server; a run shows the exchange.',
];

/**
 * What an unexpected outcome of a login means, and what to do.
 *
 * @param secret the path of the secret in the configuration, `accounts.user.password`
 */
function meaningOf(account: AccountName, result: LoginResult, secret: string): Meaning {
  const [meaning, remedy] = meanings[account][result] ?? nothingToSay;
  return [meaning, remedy === check ? `Check accounts.${account}.username and ${secret}.` : remedy];
}
