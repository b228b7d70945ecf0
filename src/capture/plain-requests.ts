import type { Check } from '../checks/check';
import { fingerprintOf, type TokenRequest } from '../http/token-request';
import { likenessOf } from './same-body';

/**
 * The twin of each request that differs from it only in how its body is written, by the fingerprint of that request. A
 * record of the twin shows nothing about the other notation, though both mean the same.
 */
export function plainRequests(checks: readonly Check[]): ReadonlyMap<string, TokenRequest> {
  return new Map(
    checks.flatMap(({ send: { request }, twin }): [string, TokenRequest][] =>
      twin && fingerprintOf(request) !== fingerprintOf(twin.request) && meansTheSame(request, twin.request)
        ? [[fingerprintOf(request), twin.request]]
        : [],
    ),
  );
}

function meansTheSame(one: TokenRequest, other: TokenRequest): boolean {
  return (
    fingerprintOf({ ...one, body: '' }) === fingerprintOf({ ...other, body: '' }) &&
    typeof one.body === 'string' &&
    typeof other.body === 'string' &&
    likenessOf(one.body, other.body, one.format, () => false) > 0
  );
}
