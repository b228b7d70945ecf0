import { Refusal } from '../refusal';
import type { TokensRequest } from './tokens-request';

const BOOLEANS = new Map([
  ['true', true],
  ['false', false],
]);

/**
 * The query parameter `apply_rcn_roles`, false by default (document lines 81-87). Of several, the last counts.
 *
 * @throws Refusal `queryInvalid` for a value that is no Boolean
 */
export function applyRcnRoles(request: TokensRequest): boolean {
  const value = request.query.getAll('apply_rcn_roles').at(-1) ?? 'false';
  const applied = BOOLEANS.get(value.toLowerCase());
  if (applied === undefined) throw new Refusal('queryInvalid');
  return applied;
}
