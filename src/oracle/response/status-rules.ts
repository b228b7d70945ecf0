import { fail, inapplicable, received, tolerate, whyTolerated } from '../deviation';
import type { ExchangeRule, Observed } from './response-rule';

/** The status of a response, by the requirement that decides it (lines 30-68), whatever its body. */
export const ofStatusAlone: readonly ExchangeRule[] = [
  {
    requirement: ({ allowance }) => allowance.requirement,
    appliesTo: () => true,
    judge: ({ response, allowance: { expected, tolerated, isOpen } }) => {
      const { status } = response;
      if (isOpen && expected.include(status))
        inapplicable('The document leaves open how the server responds to this.');
      if (expected.include(status)) return;
      const finding = { expected: expected.words, received: received(response) };
      if (tolerated?.include(status))
        tolerate({
          message: `The response is ${received(response)}; expected ${expected.words}, but ${whyTolerated(tolerated.by)}.`,
          ...finding,
        });
      if (status >= 500) inapplicable('Another check reports the server error.');
      const refused = !expected.include(200);
      if (refused && status < 300)
        fail({
          message: `The request should have been refused; the response is ${received(response)}.`,
          ...finding,
        });
      fail({
        message: refused
          ? `The request is refused with ${received(response)}; expected ${expected.words}.`
          : `A valid request should have been accepted; the response is ${received(response)}.`,
        ...finding,
      });
    },
  },

  /** Service is not available (lines 66-68): nothing that a client sends justifies it. */
  {
    requirement: 'status.no-server-error',
    appliesTo: () => true,
    accompanies: true,
    judge: ({ response, allowance }) => {
      const { status } = response;
      if (status < 500 || allowance.expected.include(status)) return;
      fail({
        message: `The request causes a server error: ${received(response)}.`,
        expected: 'no 5xx',
        received: received(response),
      });
    },
  },
];

/** Rules for the status of a response, and for what a refusal must not contain. */
export const statusRules: readonly ExchangeRule[] = [
  ...ofStatusAlone,

  /** A refusal issues no token. */
  {
    requirement: ({ allowance }) =>
      allowance.requirement === 'mfa.challenge' ? 'mfa.no-token' : allowance.requirement,
    appliesTo: ({ response, allowance }) => response.status >= 400 && !allowance.isOpen,
    judge: ({ response }) => {
      const place = placeOfToken(response);
      if (place)
        fail({
          message: `The response refuses the request but contains a token in ${place}: ${received(response)}.`,
          expected: 'no token',
          received: `a token in ${place}`,
        });
    },
  },
];

/** Where a response holds a token: in its body or in its headers. */
function placeOfToken(response: Observed['response']): string | undefined {
  if (response.access()?.token !== undefined) return 'its body';
  const header = ['X-Auth-Token', 'X-Subject-Token'].find((name) => response.header(name) !== undefined);
  return header && `the header ${header}`;
}
