import type { Configuration } from '../../src/identity/configuration';
import { needsOf } from '../../src/identity/token-request';
import { sendingsOf, type Check } from './check';
import { rightLoginAfter } from './right-login';
import { keyOf, type Sending } from './sending';
import { configuredValue } from './values';

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

/** A wrong secret is made of the right one: `accounts.user.password` of `accounts.user.password.one-more`. */
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
