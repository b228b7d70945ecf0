import { at, isObject } from '../../../src/identity/access';
import { tokenFromJson } from '../../../src/identity/access-json';
import type { Exchange } from '../../../src/identity/exchange';
import { label, type Format } from '../../../src/identity/format';
import { firstDifference } from '../../../src/identity/parity';
import type { Expectation } from '../check';
import { fail, tolerate, unverifiable } from '../deviation';
import { failOnMember, type MemberRule } from './member';
import { memberRules } from './member-rules';
import { received, shown } from './received';
import { failOnFirst, problemsOf } from './schema-valid';

/** The setup token of an answer; `bare` when it stands without an access object around it (erratum E9). */
function setupTokenOf(answer: Exchange): { readonly token: unknown; readonly bare: boolean } | undefined {
  if (answer.status !== 200) return undefined;
  const token = at(answer.access(), 'token');
  if (token !== undefined) return { token, bare: false };
  const reading = answer.writtenIn === 'json' ? answer.json() : undefined;
  const bare = reading && 'content' in reading ? at(reading.content, 'token') : undefined;
  return isObject(bare) ? { token: tokenFromJson(bare), bare: true } : undefined;
}

function tokenToJudge(answer: Exchange): unknown {
  const found = setupTokenOf(answer);
  return found
    ? found.token
    : unverifiable(`There is no setup token to judge: the answer is ${received(answer)}.`);
}

/** The request is answered 200 with a setup token. */
export const setupAnswer: Expectation = {
  expects: '200 with a token in an access object',
  judge: ({ answer }) => {
    const found = setupTokenOf(answer);
    const finding = { expected: '200 with a token in an access object', received: received(answer) };
    if (!found) fail({ message: `A valid request is answered ${received(answer)}.`, ...finding });
    if (found.bare)
      tolerate({
        message: 'The token stands without an access object around it, which erratum E9 tolerates.',
        ...finding,
      });
  },
};

/** The setup token has an id and a date of expiry. */
export const setupToken: Expectation = {
  expects: 'a token with an id and a date of expiry',
  judge: ({ answer }) => keep(tokenToJudge(answer), memberRules['token.id'], memberRules['token.expires']),
};

/** The setup token keeps a rule, such as who authenticated it. */
export function setupTokenKeeps(rule: MemberRule): Expectation {
  return { expects: rule.expects, judge: ({ answer }) => keep(tokenToJudge(answer), rule) };
}

function keep(token: unknown, ...rules: readonly MemberRule[]): void {
  for (const rule of rules) {
    const problem = rule.problem({ token });
    if (problem) failOnMember(problem);
  }
}

/** The body is valid by the schema of the setup answer; one without an access object is judged by `setupAnswer`. */
export function setupSchema(format: Format): Expectation {
  return {
    expects: `a body valid by the setup-access schema for ${label[format]}`,
    judge: ({ answer }) => {
      tokenToJudge(answer);
      const problems = problemsOf(answer, 'setup-access', format);
      if (setupTokenOf(answer)?.bare)
        tolerate({
          message: 'The token stands without an access object around it, which erratum E9 tolerates.',
        });
      failOnFirst(problems);
    },
  };
}

/** No service catalogue comes with the setup token. */
export const noCatalogue: Expectation = {
  expects: 'no service catalogue',
  judge: ({ answer }) => {
    tokenToJudge(answer);
    const catalogue = answer.access()?.serviceCatalog;
    if (catalogue === undefined || (Array.isArray(catalogue) && catalogue.length === 0)) return;
    fail({
      message: 'The setup token comes with a service catalogue.',
      path: 'access.serviceCatalog',
      expected: 'nothing',
      received: shown(catalogue),
    });
  },
};

/** Two setup answers say the same about the token. */
export const setupAgreeing: Expectation = {
  expects: 'the same token as in the answer compared with',
  judge: ({ answer, others }) => {
    for (const other of others) {
      const difference = firstDifference(tokenToJudge(answer), tokenToJudge(other), 'access.token');
      if (difference)
        fail({
          message: `The answers part at ${difference.path}.`,
          path: difference.path,
          expected: shown(difference.right),
          received: shown(difference.left),
        });
    }
  },
};
