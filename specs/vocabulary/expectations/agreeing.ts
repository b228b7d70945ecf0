import { at, isObject, type Access } from '../../../src/identity/access';
import type { Exchange } from '../../../src/identity/exchange';
import type { Difference } from '../../../src/identity/parity';
import type { Expectation } from '../check';
import { differing } from './differing';
import { instantOf } from '../../../src/oracle/date-time';
import { fail, tolerate } from '../../../src/oracle/deviation';
import { accessOf } from '../../../src/oracle/response-rule';
import { received, shown } from '../../../src/oracle/received';
import { expectSame } from '../../../src/oracle/same-parts';
import { saidIn } from '../../../src/oracle/said-in-a-fault';

const parts = {
  token: (access: Access) => access.token,
  user: ({ user }: Access) =>
    isObject(user) ? Object.fromEntries(Object.entries(user).filter(([name]) => name !== 'roles')) : user,
  'user.roles': (access: Access) => at(access, 'user', 'roles'),
  serviceCatalog: (access: Access) => access.serviceCatalog,
} as const;

/** The parts of the access object that are compared one by one; `user` is the user without its roles. */
export type Part = keyof typeof parts;

/** The first response and those compared with it say the same about parts of the access object. */
export function agreeing(...names: readonly Part[]): Expectation {
  return {
    expects: `the same ${names.join(' and ')} as in the response compared with`,
    judge: ({ answer, others }) => {
      for (const other of others) {
        if (names.includes('token')) sameLifetime(answer, other);
        for (const name of names) {
          const isAcross = answer.writtenIn !== other.writtenIn;
          const [left, right] = [answer, other].map((each) => parts[name](accessOf(each)));
          const finding = (difference: Difference) => differing(answer, other, difference);
          expectSame({ path: `access.${name}`, left, right, finding, isAcross });
        }
      }
    },
  };
}

/** Milliseconds by which the lifetimes of two tokens may differ. */
const minute = 60_000;

/** Tokens that are handed out for the same login live as long, each by the clock of its own response. */
function sameLifetime(answer: Exchange, other: Exchange): void {
  const instants = [answer, other].map((each) => instantOf(String(at(accessOf(each), 'token', 'expires'))));
  const [here = NaN, there = NaN] = instants;
  const apart = Math.abs(here - answer.date - (there - other.date));
  // A token that is kept for a user expires when it does, however often it is handed out.
  if (apart > minute && Math.abs(here - there) > minute)
    fail({
      message: `The tokens have different lifetimes: access.token.expires is ${new Date(here).toISOString()} here, ${new Date(there).toISOString()} in the response compared with.`,
      path: 'access.token.expires',
      expected: 'a difference of a minute at most',
      received: `${Math.round(apart / 1000)} seconds`,
    });
}

/** One request in two formats is refused with the same status; another name, code or message of the fault is a warning. */
export const sameRefusal: Expectation = {
  expects: 'the status and the fault of the response compared with',
  judge: ({ answer, others }) => {
    for (const other of others) {
      if (other.status !== answer.status)
        fail({
          message: `The response to the request is ${received(answer)}, to the same request in the other format ${received(other)}.`,
          expected: String(other.status),
          received: String(answer.status),
        });
      const [here, there] = [answer.fault(), other.fault()];
      for (const [member, said] of compared)
        if (here && there && said(answer) !== said(other))
          tolerate({
            message: `The ${member} of the fault is ${shown(here[member])} in one format and ${shown(there[member])} in the other.`,
            path: member,
            expected: shown(there[member]),
            received: shown(here[member]),
          });
    }
  },
};

const compared = [
  ['name', (refusal: Exchange) => refusal.fault()?.name],
  ['code', (refusal: Exchange) => String(refusal.fault()?.code)],
  ['message', saidIn],
] as const;
