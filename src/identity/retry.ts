/** How often, and milliseconds for how long in all, a server that asks for it is waited for. */
export const patience = { times: 2, forMs: 10_000 };

/** Milliseconds to wait where a server limits the rate and does not say for how long. */
const unsaidMs = 1000;

/** Bytes of a body beyond which a 413 speaks of the request and not of a rate (companion pages; RFC 9110, 15.5.14). */
const longRequest = 4096;

/**
 * How long a server asks to wait before the same request is sent again: with 429, which is always the limit of a
 * rate (RFC 6585, 4), and with 503 or 413 where it says when it will be
 * back (RFC 9110, 15.6.4; 413 is the limit of older gateways).
 *
 * @param retryAfter the value of Retry-After
 * @returns milliseconds; undefined where the answer is an answer
 */
export function askedWaitMs(
  status: number,
  retryAfter: string | undefined,
  requestBytes: number,
): number | undefined {
  if (status === 429) return retryAfterMs(retryAfter) ?? unsaidMs;
  if (status === 413 && requestBytes > longRequest) return undefined;
  return status === 503 || status === 413 ? retryAfterMs(retryAfter) : undefined;
}

/** Retry-After holds seconds or a date (RFC 9110, 10.2.3). */
function retryAfterMs(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}
