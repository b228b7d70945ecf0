import { isObject } from '../../../src/identity/access';
import type { Exchange } from '../../../src/identity/exchange';
import type { Expectation } from '../check';
import { fail } from '../../../src/oracle/deviation';
import { shown } from '../../../src/oracle/received';
import { accessOf } from '../../../src/oracle/response-rule';

/** Every text beyond ASCII of the one response stands in the other as well. */
export const textSurvives: Expectation = {
  expects: 'the same texts beyond ASCII as in the response compared with',
  judge: ({ answer, others }) => {
    const here = textsOf(answer);
    for (const other of others) {
      const there = textsOf(other);
      if (there.size === 0 && here.size === 0)
        return 'This account has no text beyond ASCII, so there was nothing to compare.';
      const lost = [...there].find((text) => !here.has(text));
      const strange = [...here].find((text) => !there.has(text));
      if (lost !== undefined || strange !== undefined)
        fail({
          message: 'A text beyond ASCII is not the same in both formats.',
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
