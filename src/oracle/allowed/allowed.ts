import { asksForSetup, type AuthRequest, membersOf, tenantAskedBy } from '../auth-request';
import type { Observed } from '../response/response-rule';
import {
  type Allowance,
  anyDefectFirst,
  anyOf,
  anyRefusal,
  type Known,
  type Rule,
  statuses,
  type Statuses,
  waysOf,
} from './allowance';
import { bodyRules, messageRules } from './body-rules';
import { credentialRules } from './credential-rules';
import { loginOf, presentedUser } from './presented-user';
import { tenantRules } from './tenant-rules';

const rules: readonly Rule[] = [...messageRules, ...bodyRules, ...tenantRules, ...credentialRules];

/**
 * What the document allows for the status of the response to a request. This is the one place that decides it, whatever
 * the request was sent for. It knows the users of the configuration and the sessions seen so far.
 */
export function allowedFor(request: AuthRequest, known: Known): Allowance {
  const found = rules.flatMap((rule) => rule(request, known) ?? []);
  const [first, ...others] = found;
  const base = first ? anyDefectFirst([first, ...others]) : acceptanceOf(request, known);
  const latitude = latitudeOf(request);
  const decisive = { ...base, requirement: meansRequirement(request, base, known) ?? base.requirement };
  return latitude ? { ...decisive, expected: anyOf(base.expected, latitude) } : decisive;
}

/**
 * If a request should succeed, an unusual way of sending it decides the requirement: the document says nothing about
 * suffixes and versions. A way that another accepted login used is not to blame for a refusal.
 */
function meansRequirement(
  { wire, suffix, withCharset }: AuthRequest,
  { expected, isOpen }: Allowance,
  { workingMeans }: Known,
): string | undefined {
  if (isOpen || !expected.include(200)) return undefined;
  if (wire && !workingMeans?.has(wire)) return wireRequirements[wire];
  if (suffix && !workingMeans?.has(suffix)) return 'media.suffix';
  const isUnproved = withCharset !== undefined && !workingMeans?.has(`charset in ${withCharset}`);
  return isUnproved ? 'media.charset' : undefined;
}

/** Whether nothing about a request justifies a refusal, so that the response must be 200. */
function mustSucceed(request: AuthRequest, known: Known): boolean {
  return rules.every((rule) => {
    const found = rule(request, known);
    if (found === undefined) return true;
    const { expected, isOpen } = found;
    return !isOpen && expected.include(200) && ![400, 401, 403].some(expected.include);
  });
}

/** A request without a defect is accepted; which requirement says so depends on what it has besides its credentials. */
function acceptanceOf(request: AuthRequest, known: Known): Allowance {
  return { requirement: acceptedBy(request, known), expected: statuses(200) };
}

function acceptedBy(request: AuthRequest, { workingMeans }: Known): string {
  const { applyRcnRoles } = request;
  if (request.body.kind === 'read' && request.body.spelling)
    return request.body.spelling === 'prefix' ? 'sample.prefix' : 'sample.namespace';
  if (membersOf(request)?.hasNullTenant) return 'tenant.null';
  const login = loginOf(request);
  if (!login) return 'mfa.second-request';
  if (asksForSetup(request)) return 'setup.scope';
  if (applyRcnRoles === 'true' && !workingMeans?.has('rcn true')) return 'query.rcn-own';
  if (applyRcnRoles === 'false' && !workingMeans?.has('rcn false')) return 'query.rcn-default';
  const tenant = tenantAskedBy(request);
  if (tenant) return tenant.member === 'tenantId' ? 'tenant.id' : 'tenant.name';
  return login.type === 'password' ? 'op.password' : 'op.api-key';
}

const wireRequirements: Readonly<Record<NonNullable<AuthRequest['wire']>, string>> = {
  'http-1.0': 'http.version-1-0',
  'lower-case-names': 'http.field-names',
  chunked: 'http.chunked',
  'two-segments': 'http.segments',
  'expect-continue': 'http.expect-continue',
  'without-length': 'http.length-missing',
  'length-too-small': 'http.length-too-small',
};

/** Statuses with which HTTP lets a server refuse the way a request is sent, whatever its content (erratum E34). */
function latitudeOf({ wire, responseFormat }: AuthRequest): Statuses | undefined {
  const [first, ...others] = [
    // A server need not support other formats that Accept names (RFC 9110, 12.4.1).
    ...(responseFormat === undefined ? [statuses(406)] : []),
    ...(wire === 'http-1.0' ? [anyRefusal] : []),
    ...(wire === 'chunked' ? [statuses(411)] : []),
    ...(wire === 'expect-continue' ? [statuses(417)] : []),
  ];
  return first && anyOf(first, ...others);
}

/**
 * Whether the server supports what a request uses beyond the operation itself: a suffix, a way over the wire, a scope. A
 * feature is unsupported if no valid login with it was accepted; refusals of other requests with it then prove nothing.
 * The document has the scope, so that a server error is no refusal of it.
 */
export function supportIn(exchanges: readonly Observed[]): (observed: Observed) => boolean {
  const seen = new Map<string, boolean>();
  for (const observed of exchanges)
    if (mustSucceed(observed.request, observed.known))
      for (const means of supportedFeaturesOf(observed))
        seen.set(means, seen.get(means) === true || showsSupport(observed));
  return (observed) => supportedFeaturesOf(observed).every((means) => seen.get(means) !== false);
}

function showsSupport({ request, response }: Observed): boolean {
  const hasWays = waysOf(request).length > 0;
  return response.status === 200 || (!hasWays && asksForSetup(request) && response.status >= 500);
}

function supportedFeaturesOf({ request, known }: Observed): string[] {
  const isDue = presentedUser(request, known)?.user.state === 'setup-required';
  return [...waysOf(request), ...(asksForSetup(request) ? [isDue ? 'scope where it is due' : 'scope'] : [])];
}
