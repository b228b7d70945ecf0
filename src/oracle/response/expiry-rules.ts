import type { Exchange } from '../../http/exchange/exchange';
import { at } from '../../protocol/access';
import { fail, inapplicable, shown } from '../deviation';
import { instantOf } from './date-time';
import { accessOf, type ResponseRule } from './response-rule';
import { setupTokenOf } from './setup-rules';

const day = 24 * 60 * 60 * 1000;
const path = 'access.token.expires';

/** Milliseconds; the resolution of Date. */
const second = 1000;

/** A token can be used (lines 272-278), so it has not expired when it is issued. */
export const unexpired: ResponseRule = {
  expects: `${path} is later than the response`,
  judge: (response) => {
    const { text, left } = lifetimeOf(response);
    // An expiry within the second of the response counts as expired.
    if (left <= 0 || (left < second && response.header('date') !== undefined))
      fail({
        message: `The token has already expired when it is issued: ${path} is ${shown(text)} in a response of ${new Date(response.date).toISOString()}.`,
        path,
        expected: 'a date later than the response',
        received: shown(text),
      });
  },
};

/** A token is for a working session: one that lasts for many years has a mistaken date. */
export const reasonableLifetime: ResponseRule = {
  expects: `${path} is at most ten years ahead`,
  judge: (response) => {
    const { text, left } = lifetimeOf(response);
    if (left >= 3653 * day)
      fail({
        message: `The token is valid for more than ten years: ${path} is ${shown(text)}.`,
        path,
        expected: 'a date within ten years',
        received: shown(text),
      });
  },
};

/** Milliseconds until a token (or setup token) expires, by the clock of its response (erratum E37). */
function lifetimeOf(response: Exchange): { readonly text: unknown; readonly left: number } {
  const text = at(setupTokenOf(response)?.token ?? accessOf(response).token, 'expires');
  const left = typeof text === 'string' ? instantOf(text) - response.date : NaN;
  if (Number.isNaN(left)) inapplicable(`${path} is not a date, which another check reports.`);
  return { text, left };
}
