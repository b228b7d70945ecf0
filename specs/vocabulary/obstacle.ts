import type { Configuration } from '../../src/identity/configuration';
import type { Check } from './check';
import { missingValues, neededSendings } from './missing-values';
import type { CheckResult } from './result';

/** Why a check cannot run with a configuration. */
export type Obstacle = Required<Pick<CheckResult, 'status' | 'message'>>;

/** The obstacle to a check, or undefined when it can run; what stands in the way of the checks that one covers is its own affair. */
export function obstacleTo(check: Check, configuration: Configuration): Obstacle | undefined {
  const out = check.profiles.filter((profile) => !configuration.profiles.includes(profile));
  if (out.length > 0)
    return {
      status: 'not-applicable',
      message: `${out.length > 1 ? 'The profiles' : 'The profile'} ${enumeration(out)} ${out.length > 1 ? 'are' : 'is'} left out by the configuration.`,
    };
  if (check.covers) return check.absent;
  const missing = missingValues(check, configuration);
  if (missing.length > 0)
    return { status: 'not-verified', message: `Configure ${enumeration(missing)} to verify this.` };
  return isRewritten(check, configuration)
    ? {
        status: 'not-verified',
        message:
          'Not sent: the proxy rewrites each request to an http server, so the server would not receive this one as it is; leave out the proxy, or test an https server.',
      }
    : undefined;
}

/**
 * Whether a check rests on how a request goes over the wire, and a proxy is on the way that reads requests and sends
 * its own: framing and version are for one connection (RFC 9112, 2.3 and 6.1). Through a tunnel they go as they are.
 */
export function isRewritten(check: Check, configuration: Configuration): boolean {
  return (
    isRewriting(configuration) && neededSendings(check).some(({ request }) => request.wire !== undefined)
  );
}

/** Whether a proxy is on the way that reads requests and sends its own. */
export function isRewriting({ baseUrl, connection }: Configuration): boolean {
  return connection.proxy !== undefined && baseUrl !== undefined && /^http:/i.test(baseUrl);
}

/** `a, b and c`. */
export function enumeration(names: readonly string[]): string {
  return new Intl.ListFormat('en-GB').format(names);
}
