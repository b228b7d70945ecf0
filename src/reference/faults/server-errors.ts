import { headerOf } from '../http/tokens-request';
import { Refusal } from '../refusal';
import { crash } from './crash';
import type { InjectedFault } from './injected-fault';
import { refusedWith, takenFor } from './refused-as';

/** Faults of status.no-server-error: requests that end in a 5xx. */
export const serverErrorFaults: readonly InjectedFault[] = [
  {
    name: 'out-of-order',
    breaks: 'status.no-server-error',
    what: 'every request is answered 500',
    deviate: (standard) => ({ ...standard, admit: crash }),
  },
  {
    name: 'every-tenth-answer-fails',
    breaks: 'status.no-server-error',
    what: 'every tenth request is answered 500, whatever it asks for',
    deviate: (standard) => {
      let requests = 0;
      return {
        ...standard,
        admit: (request) => {
          standard.admit(request);
          if (++requests % 10 === 0) crash();
        },
      };
    },
  },
  {
    name: 'other-methods-unimplemented',
    breaks: 'status.no-server-error',
    what: 'another method on the path of the operation is answered 501',
    deviate: refusedWith(501, 'methodNotAllowed'),
  },
  {
    name: 'unknown-user-crashes',
    breaks: 'status.no-server-error',
    what: 'looking up the password of an unknown user is answered 500',
    deviate: (standard) => ({ ...standard, findUser: (username) => standard.findUser(username) ?? crash() }),
  },
  {
    name: 'rcn-roles-unreachable',
    breaks: 'status.no-server-error',
    what: 'a request with apply_rcn_roles=true is answered 500',
    deviate: (standard) => ({
      ...standard,
      applyRcnRoles: (request) => standard.applyRcnRoles(request) && crash(),
    }),
  },
  {
    name: 'over-long-values-crash',
    breaks: 'status.no-server-error',
    what: 'a user name that does not fit into its column is answered 500',
    deviate: (standard) => ({
      ...standard,
      requiredParameter: (value, name) =>
        name === 'username' && String(value).length > 255 ? crash() : standard.requiredParameter(value, name),
    }),
  },
  {
    name: 'unknown-tenant-crashes',
    breaks: 'status.no-server-error',
    what: 'a tenant that is not among those of the user is answered 500',
    deviate: takenFor('serviceFault', 'tenantForeign'),
  },
  {
    name: 'unknown-media-type-crashes',
    breaks: 'status.no-server-error',
    what: 'a body of an unknown media type is answered 500',
    deviate: takenFor('serviceFault', 'mediaTypeUnsupported'),
  },
  {
    name: 'unknown-accept-crashes',
    breaks: 'status.no-server-error',
    what: 'a request that accepts neither JSON nor XML is answered 500',
    deviate: (standard) => ({
      ...standard,
      admit: (request) => {
        standard.admit(request);
        if (headerOf(request, 'Accept') === 'text/plain') crash();
      },
    }),
  },
  {
    name: 'unknown-session-crashes',
    breaks: 'status.no-server-error',
    what: 'a passcode for a session that is unknown is answered 500',
    deviate: takenFor('serviceFault', 'sessionUnknown'),
  },
  {
    name: 'unknown-scope-crashes',
    breaks: 'status.no-server-error',
    what: 'an unknown scope is answered 500',
    deviate: takenFor('serviceFault', 'scopeUnknown'),
  },
  {
    name: 'xml-answers-unavailable',
    breaks: 'status.no-server-error',
    what: 'a login that asks for XML is answered 503',
    deviate: (standard) => ({
      ...standard,
      faults: { ...standard.faults, serviceFault: unavailable },
      accessToXml: () => {
        throw new Refusal('serviceFault');
      },
    }),
  },
];

const unavailable = { status: 503, name: 'serviceUnavailable', message: 'Try again later.' };
