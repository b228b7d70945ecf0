import type { Behaviour } from '../behaviour';
import { CORE } from '../messages/read-xml';
import type { JsonObject } from '../messages/json';
import type { Variation } from './variation';

/** Other words and headers of a refusal. */
export const faultVariations: readonly Variation[] = [
  {
    name: 'fault-details',
    what: 'every fault has details, behind its message',
    vary: (standard) => withDetails(standard, 'See the documentation: "Authenticate" & more'),
  },
  { name: 'fault-details-empty', what: 'every fault has details, and they are empty', vary: (standard) => withDetails(standard, '') },
  {
    name: 'fault-messages-translated',
    what: 'the messages of faults are in another language, on several lines',
    vary: (standard) => withMessages(standard, 'Die Anmeldung ist <nicht> möglich.\nお問い合わせ & mehr'),
  },
  {
    name: 'fault-messages-long',
    what: 'the messages of faults have ten thousand characters',
    vary: (standard) => withMessages(standard, 'Refused. '.repeat(1200)),
  },
  {
    name: 'fault-disabled-is-forbidden',
    what: 'the 403 of a disabled user is named forbidden',
    vary: (standard) => ({ ...standard, faults: { ...standard.faults, userDisabled: { ...standard.faults.userDisabled, name: 'forbidden' } } }),
  },
  {
    name: 'fault-without-www-authenticate',
    what: 'a 401 has no challenge, but for a second factor',
    vary: (standard) => ({
      ...standard,
      faultHeaders: (refusal, fault, request) => (refusal.reason === 'passcodeRequired' ? standard.faultHeaders(refusal, fault, request) : {}),
    }),
  },
  {
    name: 'fault-several-challenges',
    what: 'a 401 has challenges of several schemes, each in a header of its own',
    vary: (standard) => ({
      ...standard,
      faultHeaders: (refusal, fault, request) => {
        const headers = standard.faultHeaders(refusal, fault, request);
        const challenge = headers['WWW-Authenticate'];
        if (challenge === undefined) return headers;
        const others = ['Basic realm="cloud, one"', `Keystone uri='${request.baseUrl}'`];
        return { ...headers, 'WWW-Authenticate': [others[0], challenge, others[1]].map(String) };
      },
    }),
  },
];

function withMessages(standard: Behaviour, message: string): Behaviour {
  return {
    ...standard,
    faultToJson: (fault, request) => standard.faultToJson({ ...fault, message }, request),
    faultToXml: (fault, request) => standard.faultToXml({ ...fault, message }, request),
  };
}

function withDetails(standard: Behaviour, details: string): Behaviour {
  return {
    ...standard,
    faultToJson: (fault, request) => {
      const body = standard.faultToJson(fault, request);
      return { [fault.name]: { ...(body[fault.name] as JsonObject), details } };
    },
    faultToXml: (fault, request) => {
      const document = standard.faultToXml(fault, request);
      const element = document.createElementNS(CORE, 'details');
      element.appendChild(document.createTextNode(details));
      document.documentElement?.appendChild(element);
      return document;
    },
  };
}
