import type { Facets } from '../deviations/facets';
import type { Breaks } from '../deviations/effect';

/**
 * The requirements that a right login which is not accepted breaks: what it is besides a login decides which is the
 * first (lines 30-65, erratum E31), and any of those that say that such a login is accepted tells of it.
 */
export function acceptance(where: Partial<Facets>): Breaks {
  return [firstOf(where), ...everyWay];
}

function firstOf({ rcn, scope, tenant, account, type, placement, outcome }: Partial<Facets>): string {
  if (type === 'PASSCODE') return 'mfa.second-request';
  if (rcn === 'true') return 'query.rcn-own';
  if (rcn === 'false') return 'query.rcn-default';
  if (scope === 'setup') return 'setup.scope';
  if (placement === 'credentials') return 'tenant.table-placement';
  if (tenant === 'id') return 'tenant.id';
  if (tenant === 'name') return 'tenant.name';
  if (account === 'disabledUser') return 'status.user-disabled';
  if (account === 'mfaUser') return outcome === 'granted' ? 'mfa.second-request' : 'mfa.session';
  if (account === 'mfaSetupUser') return 'setup.required';
  return type === 'APIKEY' ? 'op.api-key' : 'op.password';
}

/** Every requirement by which a right login is accepted, or a right secret is told from a wrong one. */
export const everyWay = [
  ...['op.password', 'op.api-key', 'op.token-issued', 'op.again', 'tenant.id', 'tenant.name', 'tenant.optional'],
  ...['query.rcn-own', 'query.rcn-default', 'query.rcn-more', 'setup.scope', 'mfa.second-request', 'mfa.challenge'],
  ...['setup.required', 'status.user-disabled', 'tenant.table-placement', 'sample.namespace', 'sample.prefix'],
  ...['sample.password-json', 'sample.password-xml', 'sample.api-key-json', 'sample.api-key-xml', 'setup.second-factor'],
  'mfa.session',
];

/** Of a passcode, what is not understood or accepted is the second request. */
export function unlessPasscode(...breaks: readonly [string, ...string[]]) {
  return ({ type }: Partial<Facets>): Breaks => (type === 'PASSCODE' ? 'mfa.second-request' : breaks);
}

/** Of a user with a second factor, what is granted is the second request. */
export function unlessSecond(...breaks: readonly [string, ...string[]]) {
  return ({ type, account }: Partial<Facets>): Breaks => (type === 'PASSCODE' || account === 'mfaUser' ? 'mfa.second-request' : breaks);
}
