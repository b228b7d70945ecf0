import type { AccountName } from '../../identity/configuration';
import { challengeOf } from '../../identity/challenge';
import type { Exchange } from '../../identity/exchange';

/** What a login came to. */
export type LoginResult = 'access' | 'challenge' | 'unauthorized' | 'forbidden' | 'other';

/** What a right login of each account comes to. */
export const expectedResult: Readonly<Record<AccountName, LoginResult>> = {
  user: 'access',
  secondUser: 'access',
  rcnUser: 'access',
  disabledUser: 'forbidden',
  mfaUser: 'challenge',
  mfaSetupUser: 'forbidden',
};

/** Results in words, to follow the status. */
export const resultWords: Readonly<Record<LoginResult, string>> = {
  access: 'access granted',
  challenge: 'a second factor required',
  unauthorized: 'unauthorized',
  forbidden: 'forbidden',
  other: 'neither access nor a refusal of the login',
};

/** The outcome of a login. */
export function resultOf(exchange: Exchange): LoginResult {
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

/** What an unexpected result means, and what to do; `check` stands for looking the credentials up. */
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
    'the credentials look wrong, unless the server responds with 401 where the document has 403',
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
    access: ['the user need not set up a second factor', 'Require it of the user, or name another one.'],
  },
};

const nothingToSay: Meaning = [
  'it says nothing about the account',
  'Look at the log of the server; a run shows the exchange.',
];

/**
 * What it means when the login of an account comes to something else than expected, and what to do.
 *
 * @param secret the path of the secret in the configuration, `accounts.user.password`
 */
export function meaningOf(account: AccountName, result: LoginResult, secret: string): Meaning {
  const [meaning, remedy] = meanings[account][result] ?? nothingToSay;
  return [meaning, remedy === check ? `Check accounts.${account}.username and ${secret}.` : remedy];
}
