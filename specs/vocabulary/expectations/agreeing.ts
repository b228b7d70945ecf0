import { at, isObject, type Access } from '../../../src/identity/access';
import { firstDifference } from '../../../src/identity/parity';
import type { Expectation } from '../check';
import { fail } from '../deviation';
import { accessOf } from './accepted';
import { received, shown } from './received';

const parts = {
  token: (access: Access) => access.token,
  user: ({ user }: Access) =>
    isObject(user) ? Object.fromEntries(Object.entries(user).filter(([name]) => name !== 'roles')) : user,
  'user.roles': (access: Access) => at(access, 'user', 'roles'),
  serviceCatalog: (access: Access) => access.serviceCatalog,
} as const;

/** The parts of the access object that are compared one by one; `user` is the user without its roles. */
export type Part = keyof typeof parts;

/** The first answer and those compared with it say the same about parts of the access object. */
export function agreeing(...names: readonly Part[]): Expectation {
  return {
    expects: `the same ${names.join(' and ')} as in the answer compared with`,
    judge: ({ answer, others }) => {
      for (const other of others)
        for (const name of names) {
          const part = parts[name];
          const difference = firstDifference(part(accessOf(answer)), part(accessOf(other)), `access.${name}`);
          if (!difference) continue;
          const [here, there] = [shown(difference.left), shown(difference.right)];
          fail({
            message: `The answers part at ${difference.path}: this one says ${here}, the one compared with ${there}.`,
            path: difference.path,
            expected: there,
            received: here,
          });
        }
    },
  };
}

/** Two requests, or one in two formats, are answered with the same status. */
export const sameStatus: Expectation = {
  expects: 'the status of the answer compared with',
  judge: ({ answer, others }) => {
    for (const other of others)
      if (other.status !== answer.status)
        fail({
          message: `One request is answered ${received(answer)}, the same one in the other format ${received(other)}.`,
          expected: String(other.status),
          received: String(answer.status),
        });
  },
};
