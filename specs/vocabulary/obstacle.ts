import type { Configuration } from '../../src/identity/configuration';
import type { Check } from './check';
import { missingValues, neededSendings } from './missing-values';
import type { CheckResult } from './result';

/** Why a check cannot run with a configuration. */
export type Obstacle = Required<Pick<CheckResult, 'status' | 'message'>>;

/** The obstacle to a check, or undefined when it can run; a sweep can when one of the checks that it covers can. */
export function obstacleTo(check: Check, configuration: Configuration): Obstacle | undefined {
  if (check.covers) {
    const obstacles = check.covers.map((covered) => obstacleTo(covered, configuration));
    if (obstacles.includes(undefined)) return undefined;
    return obstacles.find((obstacle) => obstacle?.status === 'not-verified') ?? obstacles[0];
  }
  const out = check.profiles.filter((profile) => !configuration.profiles.includes(profile));
  if (out.length > 0)
    return {
      status: 'not-applicable',
      message: `${out.length > 1 ? 'The profiles' : 'The profile'} ${enumeration(out)} ${out.length > 1 ? 'are' : 'is'} left out by the configuration.`,
    };
  const missing = missingValues(check, configuration);
  if (missing.length > 0)
    return { status: 'not-verified', message: `Configure ${enumeration(missing)} to verify this.` };
  return isRewritten(check, configuration)
    ? {
        status: 'not-verified',
        message:
          'Not sent: the proxy writes each request to an http server anew, so that the server does not get this one as it is; leave the proxy out, or test an https server.',
      }
    : undefined;
}

/**
 * Whether a check rests on how a request goes over the wire, and a proxy is on the way that reads requests and sends
 * its own: framing and version are for one connection (RFC 9112, 2.3 and 6.1). Through a tunnel they go as they are.
 */
export function isRewritten(check: Check, { baseUrl, connection }: Configuration): boolean {
  if (!connection.proxy || baseUrl === undefined || !/^http:/i.test(baseUrl)) return false;
  return neededSendings(check).some(({ request }) => request.wire !== undefined);
}

/** `a, b and c`. */
export function enumeration(names: readonly string[]): string {
  return new Intl.ListFormat('en-GB').format(names);
}
