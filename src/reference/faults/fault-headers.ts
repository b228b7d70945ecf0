import type { OutgoingHttpHeaders } from 'node:http';
import type { Behaviour } from '../behaviour';
import { withFault } from './changed-fault';
import type { InjectedFault } from './injected-fault';

/** Faults in the format and the challenge of a refusal, and in what a stranger learns from it. */
export const faultHeaderFaults: readonly InjectedFault[] = [
  {
    name: 'fault-always-json',
    breaks: 'fault.format',
    what: 'every refusal is in JSON',
    deviate: (standard) => ({ ...standard, faultFormat: () => 'json' }),
  },
  {
    name: 'fault-always-xml',
    breaks: 'fault.format',
    what: 'every refusal is in XML',
    deviate: (standard) => ({ ...standard, faultFormat: () => 'xml' }),
  },
  {
    name: 'fault-as-plain-text',
    breaks: 'fault.format',
    what: 'the Content-Type of a refusal is text/plain',
    deviate: (standard) => withHeaders(standard, () => ({ 'Content-Type': 'text/plain' })),
  },
  {
    name: 'fault-as-problem-json',
    breaks: 'fault.format',
    what: 'a refusal in JSON is said to be application/problem+json',
    deviate: (standard) =>
      withHeaders(standard, (type) =>
        type === 'application/json' ? { 'Content-Type': 'application/problem+json' } : {},
      ),
  },
  {
    name: 'fault-xml-as-json',
    breaks: 'fault.format',
    what: 'a refusal in XML is said to be JSON',
    deviate: (standard) => withHeaders(standard, () => ({ 'Content-Type': 'application/json' })),
  },
  {
    name: 'fault-without-challenge',
    breaks: 'fault.challenge',
    what: 'a 401 carries no WWW-Authenticate',
    deviate: (standard) => ({
      ...standard,
      faultHeaders: (refusal, fault, request) =>
        refusal.reason === 'passcodeRequired' ? standard.faultHeaders(refusal, fault, request) : {},
    }),
  },
  {
    name: 'fault-without-challenge-in-xml',
    breaks: 'fault.challenge',
    what: 'a 401 in XML carries no WWW-Authenticate',
    deviate: (standard) => ({
      ...standard,
      faultHeaders: (refusal, fault, request) =>
        refusal.reason !== 'passcodeRequired' && standard.faultFormat(request, refusal) === 'xml'
          ? {}
          : standard.faultHeaders(refusal, fault, request),
    }),
  },
  {
    name: 'fault-tells-unknown-user',
    breaks: 'fault.indistinct',
    what: 'the message of a 401 says that there is no such user',
    deviate: (standard) => withFault(standard, 'userUnknown', { message: 'There is no such user.' }),
  },
  {
    name: 'fault-unknown-user-404',
    breaks: 'fault.indistinct',
    what: 'an unknown user is refused with 404, a wrong password with 401',
    deviate: (standard) => withFault(standard, 'userUnknown', { status: 404, name: 'itemNotFound' }),
  },
];

/** The behaviour with other headers for a refusal, by the Content-Type that it should have. */
function withHeaders(standard: Behaviour, change: (contentType: string) => OutgoingHttpHeaders): Behaviour {
  return {
    ...standard,
    faultHeaders: (refusal, fault, request) => ({
      ...standard.faultHeaders(refusal, fault, request),
      ...change(`application/${standard.faultFormat(request, refusal)}`),
    }),
  };
}
