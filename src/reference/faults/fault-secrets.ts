import type { Behaviour } from '../behaviour';
import type { TokensRequest } from '../http/tokens-request';
import type { InjectedFault } from './injected-fault';

/** Faults by which a refusal gives away what the client sent. */
export const faultSecretFaults: readonly InjectedFault[] = [
  {
    name: 'secret-in-service-fault',
    breaks: 'fault.no-secret',
    what: 'every login ends in a service fault that repeats its body',
    deviate: (standard) => {
      const failing = () => {
        throw new Error('the token store is not there');
      };
      return repeating({ ...standard, issueToken: failing, startSession: failing }, textOf);
    },
  },
  {
    name: 'secret-in-dump',
    breaks: 'fault.no-secret',
    what: 'a refusal ends with a dump of the request',
    deviate: (standard) => repeating(standard, textOf),
  },
  {
    name: 'secret-in-message',
    breaks: 'fault.no-secret',
    what: 'the message of a refusal names the password that was given',
    deviate: (standard) => {
      const told = (request: TokensRequest) => `Unable to authenticate by "${secretIn(request)}".`;
      return {
        ...standard,
        faultToJson: (fault, request) => standard.faultToJson({ ...fault, message: told(request) }, request),
        faultToXml: (fault, request) => standard.faultToXml({ ...fault, message: told(request) }, request),
      };
    },
  },
  {
    name: 'secret-in-header',
    breaks: 'fault.no-secret',
    what: 'a refusal repeats the secret in a header for tracing',
    deviate: (standard) => ({
      ...standard,
      faultHeaders: (refusal, fault, request) => ({
        ...standard.faultHeaders(refusal, fault, request),
        'X-Trace': encodeURIComponent(secretIn(request)),
      }),
    }),
  },
  {
    name: 'secret-in-parser-message',
    breaks: 'fault.no-secret',
    what: 'the refusal of a body that cannot be read quotes the body',
    deviate: (standard) => repeating(standard, textOf, standard.faults.bodyUnreadable.message),
  },
];

/** The behaviour whose refusals, or those with one message, have a text of the request behind them. */
function repeating(standard: Behaviour, text: (request: TokensRequest) => string, message = ''): Behaviour {
  return {
    ...standard,
    send: (answer, outgoing, request) => {
      const body = Buffer.from(answer.body).toString('utf8');
      const repeats = answer.status >= 400 && body.includes(message);
      const told = repeats ? { ...answer, body: `${body}\n<!-- ${text(request)} -->` } : answer;
      return standard.send(told, outgoing, request);
    },
  };
}

function textOf(request: TokensRequest): string {
  return Buffer.from(request.body).toString('utf8');
}

/** The secret of a login as it was written in JSON or in XML, escapes and all. */
function secretIn(request: TokensRequest): string {
  return /(?:password|apiKey|passcode)"?\s*[:=]\s*"((?:[^"\\]|\\.)*)"/.exec(textOf(request))?.[1] ?? '';
}
