import type { Exchange } from '../../http/exchange/exchange';
import { at, isObject, tokenFromJson } from '../../protocol/access';
import { type Format, label } from '../../protocol/format';
import { fail, received, shown, tolerate, unverifiable } from '../deviation';
import { keepRule, type MemberRule } from './member';
import { memberRules } from './member-rules';
import type { ResponseRule } from './response-rule';
import { failOnFirst, problemsOf } from './format-rules';

/** The setup token of a response; `bare` if it is not inside an access object (erratum E9). */
export function setupTokenOf(
  response: Exchange,
): { readonly token: unknown; readonly bare: boolean } | undefined {
  if (response.status !== 200) return undefined;
  const token = at(response.access(), 'token');
  if (token !== undefined) return { token, bare: false };
  const reading = response.writtenIn === 'json' ? response.json() : undefined;
  const bare = reading && 'content' in reading ? at(reading.content, 'token') : undefined;
  return isObject(bare) ? { token: tokenFromJson(bare), bare: true } : undefined;
}

/** @throws Deviation if there is no setup token */
export function setupTokenToJudge(response: Exchange): unknown {
  const found = setupTokenOf(response);
  return found
    ? found.token
    : unverifiable(`There is no setup token to judge: the response is ${received(response)}.`);
}

/** The response is 200 with a setup token. */
export const setupAnswer: ResponseRule = {
  expects: '200 with a token in an access object',
  judge: (response) => {
    const found = setupTokenOf(response);
    const finding = { expected: '200 with a token in an access object', received: received(response) };
    if (!found)
      fail({
        message: `A valid request should have been accepted; the response is ${received(response)}.`,
        ...finding,
      });
    if (found.bare)
      tolerate({
        message: 'The token is not inside an access object, which erratum E9 tolerates.',
        ...finding,
      });
  },
};

/** The setup token has an id and an expiry date. */
export const setupToken: ResponseRule = {
  expects: 'a token with an id and an expiry date',
  judge: (response) => {
    const token = setupTokenToJudge(response);
    for (const rule of [memberRules['token.id'], memberRules['token.expires']]) keepRule(rule, { token });
  },
};

/** The setup token keeps a rule, such as who authenticated it. */
export function setupTokenKeeps(rule: MemberRule): ResponseRule {
  return {
    expects: rule.expects,
    judge: (response) => keepRule(rule, { token: setupTokenToJudge(response) }),
  };
}

/** The body is valid by the schema of the setup answer; one without an access object is judged by `setupAnswer`. */
export function setupSchema(format: Format): ResponseRule {
  return {
    expects: `a body that is valid against the setup-access schema for ${label[format]}`,
    judge: (response) => {
      setupTokenToJudge(response);
      const problems = problemsOf(response, 'setup-access', format);
      if (setupTokenOf(response)?.bare)
        tolerate({
          message: 'The token is not inside an access object, which erratum E9 tolerates.',
        });
      failOnFirst(problems);
    },
  };
}

/** Whether an access object comes with services. */
export function hasCatalogue(response: Exchange): boolean {
  const catalogue = response.access()?.serviceCatalog;
  return catalogue !== undefined && !(Array.isArray(catalogue) && catalogue.length === 0);
}

/** No service catalogue comes with the setup token. */
export const noCatalogue: ResponseRule = {
  expects: 'no service catalogue',
  judge: (response) => {
    setupTokenToJudge(response);
    if (hasCatalogue(response))
      fail({
        message: 'The setup token comes with a service catalogue.',
        path: 'access.serviceCatalog',
        expected: 'nothing',
        received: shown(response.access()?.serviceCatalog),
      });
  },
};

/** The scope never replaces the second factor of a user who has one (erratum E30). */
export const secondFactorKept: ResponseRule = {
  expects: '401 or 403',
  judge: (response) => {
    const finding = { expected: '401 or 403', received: received(response) };
    if ([401, 403].includes(response.status)) return;
    if (response.status !== 200) fail({ message: `The response is ${received(response)}.`, ...finding });
    if (hasCatalogue(response))
      fail({
        message:
          'The password with the scope SETUP-MFA yields a full token, which bypasses the second factor.',
        ...finding,
      });
    tolerate({
      message: 'A setup token is issued to a user who has a second factor, which erratum E30 tolerates.',
      ...finding,
    });
  },
};
