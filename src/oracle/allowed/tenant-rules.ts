import { asksForSetup, type AuthRequest, credentialsOf, membersOf, tenantAskedBy } from '../auth-request';
import { type Known, type Rule, statuses, successOrClientError } from './allowance';
import { userOf } from './presented-user';

/** Which responses are allowed for a request with a tenant (lines 43-45 and 115-145). */
export const tenantRules: readonly Rule[] = [
  /** Both the tenant name and ID (lines 43-45), wherever each of them is placed (E4). */
  (request) => {
    const members = (membersOf(request)?.tenants ?? []).map(({ member }) => member);
    return new Set(members).size > 1
      ? { requirement: 'tenant.exclusive', expected: statuses(400) }
      : undefined;
  },

  /** The document does not say what one member in two places means. */
  (request) => {
    const members = (membersOf(request)?.tenants ?? []).map(({ member }) => member);
    return members.length > 1 && new Set(members).size === 1
      ? { requirement: 'tenant.table-placement', expected: successOrClientError }
      : undefined;
  },

  /** A token is for the specified tenant (lines 272-278): there is none for one that the user does not have (E21). */
  (request, known) => {
    if (!isForeignAsked(request, known)) return undefined;
    const tolerated = { ...statuses(400, 403, 404), by: 'E21' };
    const rule = { requirement: 'tenant.foreign', expected: statuses(401), tolerated };
    // If the placement may be ignored, the body of a 200 shows whether the tenant was granted.
    return mayBeIgnored(request) ? { ...rule, expected: statuses(200, 401) } : rule;
  },

  /** Whether the user has a tenant is unknown if the configuration does not mention that tenant. */
  (request, known) => {
    const asked = tenantAskedBy(request);
    const user = userOf(request, known);
    if (!asked || !user || typeof asked.value !== 'string') return undefined;
    const member = asked.member === 'tenantId' ? 'id' : 'name';
    const isOwn = user.tenants.some((tenant) => tenant[member] === asked.value);
    return isOwn || isForeignAsked(request, known)
      ? undefined
      : {
          requirement: asked.member === 'tenantId' ? 'tenant.id' : 'tenant.name',
          expected: successOrClientError,
          isOpen: true,
        };
  },

  /** The placement of the table may be refused with 400, that of other samples with any 4xx (E4). */
  (request) => {
    const asked = tenantAskedBy(request);
    if (!asked || !mayBeIgnored(request)) return undefined;
    if (request.contentType === 'xml')
      return asked.placement === 'auth'
        ? { requirement: 'tenant.auth-attribute', expected: successOrClientError }
        : undefined;
    return asked.placement === 'credentials'
      ? { requirement: 'tenant.table-placement', expected: statuses(200, 400) }
      : undefined;
  },
];

/** Whether a request asks for a tenant that its user is known not to have (E21). */
export function isForeignAsked(request: AuthRequest, known: Known): boolean {
  const asked = tenantAskedBy(request);
  const user = userOf(request, known);
  return (
    user !== undefined &&
    typeof asked?.value === 'string' &&
    known.users.isForeign(user, asked.member, asked.value)
  );
}

/**
 * Whether a tenant is where no sample has one (such as in the second request of a multi-factor login), or accompanies a
 * scope whose token needs none (E4, E30).
 */
export function mayBeIgnored(request: AuthRequest): boolean {
  const asked = tenantAskedBy(request);
  if (!asked) return false;
  const sampled = request.contentType === 'xml' ? 'credentials' : 'auth';
  return asked.placement !== sampled || asksForSetup(request) || credentialsOf(request)?.type === 'passcode';
}
