import type { Exchange } from '../../http/exchange/exchange';
import { fail, type Finding, received, shown, shownOrMissing, tolerate } from '../../oracle/deviation';
import { saidIn } from '../../oracle/response/fault-rules';
import { instantOf } from '../../oracle/response/date-time';
import { accessOf } from '../../oracle/response/response-rule';
import { setupTokenToJudge } from '../../oracle/response/setup-rules';
import { expectSame, without } from '../../oracle/same-parts';
import { type Access, at } from '../../protocol/access';
import { type Difference, firstDifference } from '../../protocol/parity';
import type { Expectation } from '../check';

const parts = {
  token: (access: Access) => access.token,
  user: ({ user }: Access) => without(user, 'roles'),
  'user.roles': (access: Access) => at(access, 'user', 'roles'),
  serviceCatalog: (access: Access) => access.serviceCatalog,
} as const;

/** The parts of the access object that are compared one by one; `user` is the user without its roles. */
type Part = keyof typeof parts;

/** The first response and the compared ones agree in parts of the access object. */
export function agreeing(...names: readonly Part[]): Expectation {
  return {
    expects: `the same ${names.join(' and ')} as in the compared response`,
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

/** Tokens that are issued for the same login are valid equally long, each by the clock of its own response. */
function sameLifetime(answer: Exchange, other: Exchange): void {
  const instants = [answer, other].map((each) => instantOf(String(at(accessOf(each), 'token', 'expires'))));
  const [here = NaN, there = NaN] = instants;
  const apart = Math.abs(here - answer.date - (there - other.date));
  // A token that the server reuses for a user expires at the same time, however often it is issued.
  if (apart > minute && Math.abs(here - there) > minute)
    fail({
      message: `The tokens have different lifetimes: access.token.expires is ${new Date(here).toISOString()} here, ${new Date(there).toISOString()} in the compared response.`,
      path: 'access.token.expires',
      expected: 'a difference of at most a minute',
      received: `${Math.round(apart / 1000)} seconds`,
    });
}

/** One request in two formats is refused with the same status; another name, code or message of the fault is a warning. */
export const sameRefusal: Expectation = {
  expects: 'the same status and fault as in the compared response',
  judge: ({ answer, others }) => {
    for (const other of others) {
      if (other.status !== answer.status)
        fail({
          message: `The response is ${received(answer)}, but ${received(other)} to the same request in the other format.`,
          expected: String(other.status),
          received: String(answer.status),
        });
      const [here, there] = [answer.fault(), other.fault()];
      for (const [member, said] of compared)
        if (here && there && said(answer) !== said(other))
          tolerate({
            message: `The ${member} of the fault is ${shownOrMissing(here[member])} in one format and ${shownOrMissing(there[member])} in the other.`,
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

const named = { json: 'JSON', xml: 'XML' } as const;

function nameOf({ writtenIn }: Exchange): string {
  return String(writtenIn && named[writtenIn]);
}

/** A difference between two responses, either of which may be correct. */
function differing(one: Exchange, other: Exchange, { path, left, right }: Difference): Finding {
  const isAcross = one.writtenIn !== other.writtenIn;
  const [who, first, second] = isAcross
    ? ['JSON and XML', nameOf(one), nameOf(other)]
    : ['The responses', 'this response', 'the compared response'];
  return {
    message: `${who} differ at ${path}: ${first} has ${shown(left)}, ${second} has ${shown(right)}.`,
    path,
    expected: 'the same in both',
    received: `${first}: ${shown(left)}\n${second}: ${shown(right)}`,
  };
}

/** Two setup responses say the same about the token. */
export const setupAgreeing: Expectation = {
  expects: 'the same token as in the compared response',
  judge: ({ answer, others }) => {
    for (const other of others) {
      const difference = firstDifference(setupTokenToJudge(answer), setupTokenToJudge(other), 'access.token');
      if (difference) fail(differing(answer, other, difference));
    }
  },
};
