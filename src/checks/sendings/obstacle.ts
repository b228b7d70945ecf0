import type { Configuration } from '../../configuration/configuration';
import { needsOf } from '../../http/token-request';
import { type Check, Obstacle, sendingsOf } from '../check';
import { rightLoginAfter } from './logins';
import { keyOf, type Sending } from './sending';
import { configuredValue } from './values';

/** The obstacle to a check, or undefined if it can run; obstacles to the checks that it covers do not count. */
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
 * Whether a check depends on how a request is sent over the wire, and a proxy in between reads requests and sends
 * its own: framing and version are for one connection (RFC 9112, 2.3 and 6.1). Through a tunnel they go as they are.
 */
export function isRewritten(check: Check, configuration: Configuration): boolean {
  return (
    isRewriting(configuration) && neededSendings(check).some(({ request }) => request.wire !== undefined)
  );
}

/** Whether a proxy in between reads requests and sends its own. */
export function isRewriting({ baseUrl, connection }: Configuration): boolean {
  return connection.proxy !== undefined && baseUrl !== undefined && /^http:/i.test(baseUrl);
}

/** `a, b and c`. */
export function enumeration(names: readonly string[]): string {
  return new Intl.ListFormat('en-GB').format(names);
}

/** What a configuration gives; other references are filled by the suite itself or by a response. */
const configurable = /^(accounts\.|foreignTenantId$)/;

/**
 * The paths of the configuration that the requests of a check need and that have no value, each once and in order:
 * `accounts.user.password`. With one of them missing the check is not verified.
 */
export function missingValues(check: Check, configuration: Configuration): string[] {
  const needs = neededSendings(check)
    .flatMap(({ request }) => needsOf(request))
    .map(configuredPath);
  return [...new Set(needs)]
    .filter((path) => configurable.test(path) && configuredValue(configuration, path) === undefined)
    .sort();
}

/** A wrong secret is derived from the right one: `accounts.user.password` of `accounts.user.password.one-more`. */
function configuredPath(path: string): string {
  return path.startsWith('accounts.') ? path.split('.').slice(0, 3).join('.') : path;
}

const needed = new WeakMap<Check, readonly Sending[]>();

/** The sendings of a check, those that go before each, and the right login after a failed login attempt, each once. */
export function neededSendings(check: Check): readonly Sending[] {
  const known = needed.get(check);
  if (known) return known;
  const all = sendingsOf(check).flatMap(({ sending }) => withThoseBefore(sending));
  const distinct = [...new Map(all.map((sending) => [keyOf(sending), sending])).values()];
  needed.set(check, distinct);
  return distinct;
}

function withThoseBefore(sending: Sending): Sending[] {
  const before = sending.after ? withThoseBefore(sending.after) : [];
  const followed = sending.request.wrongSecretFor === undefined ? undefined : rightLoginAfter(sending);
  return [...before, sending, ...(followed ? withThoseBetween(followed, sending) : [])];
}

/** A sending and those before it, back to another one. */
function withThoseBetween(sending: Sending, start: Sending): Sending[] {
  const { after } = sending;
  return after && keyOf(after) !== keyOf(start) ? [...withThoseBetween(after, start), sending] : [sending];
}
