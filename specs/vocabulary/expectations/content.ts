import { at, type Access } from '../../../src/identity/access';
import { Secret } from '../../../src/identity/secret';
import type { Expectation } from '../check';
import { fail, tolerate, unverifiable } from '../../../src/oracle/deviation';
import { accessOf } from '../../../src/oracle/response-rule';
import { shown } from '../../../src/oracle/received';

/** The user of the response has the name that a reference gives (erratum E14). */
export function named(reference: string): Expectation {
  return {
    expects: 'access.user.name is the user name of the credentials',
    judge: ({ answer, valueOf }) => {
      const [asked, given] = [valueOf(reference), at(accessOf(answer), 'user', 'name')];
      if (given === asked) return;
      const finding = { path: 'access.user.name', expected: shown(asked), received: shown(given) };
      if (String(given).toLowerCase() === asked.toLowerCase())
        tolerate({
          message: 'The user name comes back in a different letter case, which erratum E14 tolerates.',
          ...finding,
        });
      fail({ message: 'The user in the response is not the one who authenticated.', ...finding });
    },
  };
}

/** A member has another value than in the responses compared with. */
export function otherThan(...path: readonly string[]): Expectation {
  const name = `access.${path.join('.')}`;
  const valueIn = (access: Access) => {
    const value = at(access, ...path) ?? unverifiable(`There is no ${name} to compare.`);
    return value instanceof Secret ? value.reveal() : value;
  };
  return {
    expects: `another ${name} than in the response compared with`,
    judge: ({ answer, others }) => {
      const value = valueIn(accessOf(answer));
      if (others.some((other) => valueIn(accessOf(other)) === value))
        fail({
          message: `Two users have the same ${name}.`,
          path: name,
          expected: 'two values',
          received: 'one value',
        });
    },
  };
}
