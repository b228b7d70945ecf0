import type { Exchange } from '../../http/exchange/exchange';
import { fail, shown, unverifiable } from '../../oracle/deviation';
import { judgeName } from '../../oracle/response/access-rules';
import { accessOf } from '../../oracle/response/response-rule';
import { type Access, at, isObject } from '../../protocol/access';
import { Secret } from '../../protocol/secret';
import type { Expectation } from '../check';

/** The user of the response has the name that a reference gives (errata E14 and E33). */
export function named(reference: string): Expectation {
  return {
    expects: 'access.user.name is the user name of the credentials',
    judge: ({ answer, valueOf }) => {
      judgeName(valueOf(reference), at(accessOf(answer), 'user', 'name'));
    },
  };
}

/** A member has a different value from that in the compared responses. */
export function otherThan(...path: readonly string[]): Expectation {
  const name = `access.${path.join('.')}`;
  const valueIn = (access: Access) => {
    const value = at(access, ...path) ?? unverifiable(`${name} is missing, so there is nothing to compare.`);
    return value instanceof Secret ? value.reveal() : value;
  };
  return {
    expects: `a different ${name} from that in the compared response`,
    judge: ({ answer, others }) => {
      const value = valueIn(accessOf(answer));
      if (others.some((other) => valueIn(accessOf(other)) === value))
        fail({
          message: `Two users have the same ${name}.`,
          path: name,
          expected: 'different values',
          received: 'the same value',
        });
    },
  };
}

/** Both responses have the same non-ASCII text. */
export const textSurvives: Expectation = {
  expects: 'the same non-ASCII text as in the compared response',
  judge: ({ answer, others }) => {
    const here = textsOf(answer);
    for (const other of others) {
      const there = textsOf(other);
      if (there.size === 0 && here.size === 0)
        return 'This account has no non-ASCII text, so there was nothing to compare.';
      const lost = [...there].find((text) => !here.has(text));
      const strange = [...here].find((text) => !there.has(text));
      if (lost !== undefined || strange !== undefined)
        fail({
          message: 'Non-ASCII text differs between the formats.',
          expected: shown(lost),
          received: shown(strange),
        });
    }
    return undefined;
  },
};

function textsOf(answer: Exchange): Set<string> {
  return new Set(strings(accessOf(answer)).filter((text) => /[^\x00-\x7f]/.test(text)));
}

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(strings);
  return isObject(value) ? Object.values(value).flatMap(strings) : [];
}
