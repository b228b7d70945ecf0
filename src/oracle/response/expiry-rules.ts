import type { Exchange } from '../../http/exchange/exchange';
import { at } from '../../protocol/access';
import { fail, inapplicable, shown } from '../deviation';
import { instantOf } from './member';
import { accessOf, type ResponseRule } from './response-rule';
import { setupTokenOf } from './setup-rules';

const day = 24 * 60 * 60 * 1000;
const path = 'access.token.expires';

/** Milliseconds; the grain of Date. */
const second = 1000;

/** A token can be used (lines 272-278), so that it has not expired when it is handed out. */
export const unexpired: ResponseRule = {
  expects: `${path} is later than the response`,
  judge: (response) => {
    const { text, left } = lifetimeOf(response);
    // Within the second of the response it has expired as it is handed out.
    if (left <= 0 || (left < second && response.header('date') !== undefined))
      fail({
        message: `The token has expired when it is handed out: ${path} is ${shown(text)} in a response of ${new Date(response.date).toISOString()}.`,
        path,
        expected: 'a date later than the response',
        received: shown(text),
      });
  },
};

/** A token is for a session of work: one that lasts for years is a mistake of its date. */
export const reasonableLifetime: ResponseRule = {
  expects: `${path} is a year ahead at most`,
  judge: (response) => {
    const { text, left } = lifetimeOf(response);
    if (left >= 366 * day)
      fail({
        message: `The token lives for more than a year: ${path} is ${shown(text)}.`,
        path,
        expected: 'a date within a year',
        received: shown(text),
      });
  },
};

/** Milliseconds that a token, that of a setup included, has left, by the clock of its response (erratum E37). */
function lifetimeOf(response: Exchange): { readonly text: unknown; readonly left: number } {
  const text = at(setupTokenOf(response)?.token ?? accessOf(response).token, 'expires');
  const left = typeof text === 'string' ? instantOf(text) - response.date : NaN;
  if (Number.isNaN(left)) inapplicable(`There is no date in ${path}, as another check says.`);
  return { text, left };
}
