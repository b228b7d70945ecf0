import { Refusal } from '../refusal';
import { sending } from './answer-changes';
import type { InjectedFault } from './injected-fault';
import { refusedWith, takenFor } from './refused-as';
import { serverErrorFaults } from './server-errors';
import { unreadableBodyFaults } from './unreadable-bodies';

const statusFaults: readonly InjectedFault[] = [
  {
    name: 'tokens-created',
    breaks: 'status.ok',
    what: 'a login is answered 201, since it creates a token',
    deviate: sending((answer) => (answer.status === 200 ? { ...answer, status: 201 } : answer)),
  },
  {
    name: 'xml-non-authoritative',
    breaks: 'status.ok',
    what: 'a login is answered 203 where the answer was turned into XML',
    deviate: sending((answer) =>
      answer.status === 200 && answer.headers['Content-Type'] === 'application/xml'
        ? { ...answer, status: 203 }
        : answer,
    ),
  },
  {
    name: 'api-key-logins-accepted-202',
    breaks: 'status.ok',
    what: 'a login by API key is answered 202',
    deviate: sending((answer, { body }) =>
      answer.status === 200 && Buffer.from(body).includes('apiKeyCredentials')
        ? { ...answer, status: 202 }
        : answer,
    ),
  },
  {
    name: 'missing-parameters-unprocessable',
    breaks: 'status.missing-parameters',
    what: 'a request without its required parameters is answered 422',
    deviate: refusedWith(422, 'parameterMissing'),
  },
  {
    name: 'empty-object-unauthorized',
    breaks: 'status.missing-parameters',
    what: 'an empty JSON object is answered 401, since nobody is authenticated',
    deviate: (standard) => ({
      ...standard,
      jsonAuth: (value) => {
        if (JSON.stringify(value) === '{}') throw new Refusal('secretWrong');
        return standard.jsonAuth(value);
      },
    }),
  },
  {
    name: 'empty-auth-element-unauthorized',
    breaks: 'status.missing-parameters',
    what: 'an auth element without children is answered 401, since nobody is authenticated',
    deviate: (standard) => ({
      ...standard,
      xmlAuth: (document) => {
        if (!document.documentElement?.firstChild) throw new Refusal('secretWrong');
        return standard.xmlAuth(document);
      },
    }),
  },
  {
    name: 'wrong-secret-forbidden',
    breaks: 'status.wrong-credentials',
    what: 'a wrong password or API key is answered 403',
    deviate: refusedWith(403, 'secretWrong'),
  },
  {
    name: 'unknown-user-not-found',
    breaks: 'status.wrong-credentials',
    what: 'an unknown user is answered 404',
    deviate: takenFor('pathUnknown', 'userUnknown'),
  },
  {
    name: 'unauthorized-with-200',
    breaks: 'status.wrong-credentials',
    what: 'the fault unauthorized is sent with the status 200',
    deviate: sending((answer) => (answer.status === 401 ? { ...answer, status: 200 } : answer)),
  },
  {
    name: 'any-password-accepted',
    breaks: 'status.wrong-credentials',
    what: 'the password of a known user is not compared',
    deviate: (standard) => ({
      ...standard,
      secretMatches: async (user, login) =>
        (user !== undefined && login.method === 'PASSWORD') || standard.secretMatches(user, login),
    }),
  },
  {
    name: 'any-api-key-accepted',
    breaks: 'status.wrong-credentials',
    what: 'the API key of a known user is not compared',
    deviate: (standard) => ({
      ...standard,
      secretMatches: async (user, login) =>
        (user !== undefined && login.method === 'APIKEY') || standard.secretMatches(user, login),
    }),
  },
  {
    name: 'locked-after-two-wrong-secrets',
    breaks: 'status.recovers',
    what: 'two wrong secrets lock their user out for good',
    deviate: lockingAfter(2, new Refusal('userDisabled')),
  },
  {
    name: 'wrong-secrets-throttled',
    breaks: 'status.recovers',
    what: 'after three wrong secrets even the right one is answered 413',
    deviate: lockingAfter(3, new Refusal('bodyTooLarge')),
  },
  {
    name: 'disabled-user-let-in',
    breaks: 'status.user-disabled',
    what: 'a disabled user is handed a token',
    deviate: (standard) => ({ ...standard, refuseDisabled: () => {} }),
  },
  {
    name: 'disabled-user-unauthorized',
    breaks: 'status.user-disabled',
    what: 'a disabled user is answered 401 as if the password were wrong',
    deviate: takenFor('secretWrong', 'userDisabled'),
  },
  {
    name: 'disabled-user-locked',
    breaks: 'status.user-disabled',
    what: 'a disabled user is answered 423',
    deviate: refusedWith(423, 'userDisabled'),
  },
];

/** Faults of the requirements of response-codes.yaml. */
export const responseCodeFaults: readonly InjectedFault[] = [
  ...statusFaults,
  ...unreadableBodyFaults,
  ...serverErrorFaults,
];

/** Counts the wrong secrets of each user, and refuses whoever has reached a number of them. */
function lockingAfter(allowed: number, refusal: Refusal): InjectedFault['deviate'] {
  return (standard) => {
    const wrong = new Map<string, number>();
    return {
      ...standard,
      secretMatches: async (user, login) => {
        const before = wrong.get(login.username) ?? 0;
        if (before >= allowed) throw refusal;
        const matches = await standard.secretMatches(user, login);
        if (!matches) wrong.set(login.username, (wrong.get(login.username) ?? 0) + 1);
        return matches;
      },
    };
  };
}
