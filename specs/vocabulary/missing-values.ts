import type { Configuration } from '../../src/identity/configuration';
import { needsOf } from '../../src/identity/token-request';
import { sendingsOf, type Check } from './check';
import { keyOf, type Sending } from './sending';
import { configuredValue } from './values';

/** What a configuration gives; other references are filled by the suite itself or by an answer. */
const configurable = /^(accounts\.|foreignTenantId$)/;

/**
 * The paths of the configuration that the requests of a check need and that have no value, each once and in order:
 * `accounts.user.password`. With one of them missing the check is not verified.
 */
export function missingValues(check: Check, configuration: Configuration): string[] {
  const needs = neededSendings(check).flatMap(({ request }) => needsOf(request));
  return [...new Set(needs)]
    .filter((path) => configurable.test(path) && configuredValue(configuration, path) === undefined)
    .sort();
}

const needed = new WeakMap<Check, readonly Sending[]>();

/** The sendings of a check and those that go before each, every one once. */
export function neededSendings(check: Check): readonly Sending[] {
  const known = needed.get(check);
  if (known) return known;
  const all = sendingsOf(check).flatMap(({ sending }) => withThoseBefore(sending));
  const distinct = [...new Map(all.map((sending) => [keyOf(sending), sending])).values()];
  needed.set(check, distinct);
  return distinct;
}

function withThoseBefore(sending: Sending): Sending[] {
  return sending.after ? [...withThoseBefore(sending.after), sending] : [sending];
}
