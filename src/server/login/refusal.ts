import type { OutgoingHttpHeaders } from 'node:http';
import type { TokensRequest } from '../messages/message';

/**
 * Thrown by any step of the operation to end it with a fault. It carries nothing of the request, so that no
 * fault can repeat what a client sent.
 */
export class Refusal extends Error {
  constructor(
    readonly reason: RefusalReason,
    /** The session that a passcode continues; only with `passcodeRequired`. */
    readonly sessionId?: string,
  ) {
    super(reason);
    this.name = 'Refusal';
  }
}

/** A refusal in the words of the wire: `message` never repeats anything of the request. */
export interface Fault {
  status: number;
  name: string;
  message: string;
}

const unauthorized: Fault = {
  status: 401,
  name: 'unauthorized',
  message: 'Unable to authenticate with the credentials provided.',
};

/**
 * The fault of each reason: statuses from the document's table (lines 34-68), names from the service's
 * published faults. An unknown user and a wrong secret share one, so that nobody can probe for user names.
 */
export const faults = {
  pathUnknown: { status: 404, name: 'itemNotFound', message: 'There is no resource at this path.' },
  methodNotAllowed: { status: 405, name: 'badMethod', message: 'This resource accepts POST only.' },
  mediaTypeUnsupported: {
    status: 415,
    name: 'badMediaType',
    message: 'Send the body as application/json or application/xml, and name its type in Content-Type.',
  },
  bodyTooLarge: { status: 413, name: 'overLimit', message: 'The body is larger than this server accepts.' },
  bodyUnreadable: badRequest('The body cannot be read in the format that Content-Type names.'),
  parameterMissing: badRequest('A required parameter is missing or empty.'),
  parameterInvalid: badRequest('A parameter has a value that it cannot have.'),
  credentialsConflict: badRequest('Give either password credentials or API key credentials, once.'),
  tenantsConflict: badRequest('Give either one tenant ID or one tenant name.'),
  scopeUnknown: badRequest('The scope is not one that this server knows.'),
  queryInvalid: badRequest('The query parameter apply_rcn_roles is true or false.'),
  userUnknown: unauthorized,
  secretWrong: unauthorized,
  userDisabled: { status: 403, name: 'userDisabled', message: 'This user is disabled.' },
  setupRequired: {
    status: 403,
    name: 'forbidden',
    message: 'Set up multi-factor authentication for this user first.',
  },
  passcodeRequired: {
    status: 401,
    name: 'unauthorized',
    message: 'Additional authentication credentials are required.',
  },
  passcodeWrong: unauthorized,
  sessionUnknown: unauthorized,
  tenantForeign: unauthorized,
  serviceFault: { status: 500, name: 'identityFault', message: 'The service is not available.' },
} satisfies Record<string, Fault>;

/** Why a request is refused. */
export type RefusalReason = keyof typeof faults;

/**
 * Headers that go with a fault: the challenge of a 401 (RFC 9110, section 11.6.1), for a passcode the one
 * that carries the session, and the methods allowed with a 405 (section 15.5.6).
 */
export function faultHeaders(refusal: Refusal, fault: Fault, request: TokensRequest): OutgoingHttpHeaders {
  if (refusal.reason === 'methodNotAllowed') return { Allow: 'POST' };
  if (refusal.reason === 'passcodeRequired') {
    return { 'WWW-Authenticate': `OS-MF sessionId='${refusal.sessionId}', factor='PASSCODE'` };
  }
  return fault.status === 401 ? { 'WWW-Authenticate': `Keystone uri="${request.baseUrl}"` } : {};
}

function badRequest(message: string): Fault {
  return { status: 400, name: 'badRequest', message };
}
