import type { Exchange } from '../../http/exchange/exchange';
import { asksForSecondFactor, challengeOf } from '../../protocol/challenge';
import { fail } from '../deviation';
import type { ExchangeRule, Observed, ResponseRule } from './response-rule';

/** The challenge for a second factor gives a session id and names the factor PASSCODE (companion pages). */
export const challenged: ResponseRule = {
  expects: 'WWW-Authenticate: OS-MF with a sessionId and the factor PASSCODE',
  judge: (response) => {
    const header = response.header('www-authenticate');
    const challenge = challengeOf(header);
    const finding = {
      expected: `OS-MF sessionId='...', factor='PASSCODE'`,
      received: header ?? 'no WWW-Authenticate',
    };
    if (!challenge) fail({ message: 'The refusal has no session id for the second request.', ...finding });
    if (challenge.factor !== 'PASSCODE')
      fail({ message: 'The challenge does not name the factor PASSCODE.', ...finding });
  },
};

/** Whether a login succeeded as far as its password goes: with a token, or with the challenge for a second factor. */
export function isLetIn(response: Exchange): boolean {
  return response.status === 200 || challengeOf(response.header('www-authenticate')) !== undefined;
}

/** Whether a response means to challenge for a second factor. */
function challenges(response: Exchange): boolean {
  return response.status === 401 && asksForSecondFactor(response.header('www-authenticate'));
}

/** Whether a second factor is due, and the response says so by its status. */
export function isDue({ response, allowance }: Observed): boolean {
  return allowance.requirement === 'mfa.challenge' && !allowance.isOpen && response.status === 401;
}

/** What must hold for every challenge, whatever else its request asks for (erratum E31). */
export const challengeRules: readonly ExchangeRule[] = [
  {
    requirement: 'mfa.session',
    appliesTo: (observed) => isDue(observed) || challenges(observed.response),
    judge: ({ response }) => void challenged.judge(response),
  },
];
