/** Milliseconds to wait if a server limits the rate without saying for how long. */
const unsaidMs = 1000;

/**
 * For a longer body, in bytes, a 413 is about the request and not about a rate (companion pages; RFC 9110, 15.5.14).
 */
const longRequest = 4096;

/**
 * How long a server asks to wait before the same request is sent again: with 429, which always means a rate limit (RFC
 * 6585, 4), and with 503 or 413 if it sends Retry-After (RFC 9110, 15.6.4; older gateways limit with 413).
 *
 * @param retryAfter the value of Retry-After
 * @returns milliseconds; undefined if the response is final
 */
function askedWaitMs(
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

/** How long one request is still held back when the server asks for it. */
export class Patience {
  #waitedMs = 0;
  #leastMs = 0;

  /** @param forMs milliseconds in all, limits.retryForMs; 0 never waits */
  constructor(readonly forMs: number) {}

  /**
   * What to do after a response: `undefined` if it is final, the milliseconds to wait before the request is sent again,
   * or one clause on why it is not sent again.
   */
  waitFor(status: number, retryAfter: string | undefined, requestBytes: number): number | string | undefined {
    const asked = askedWaitMs(status, retryAfter, requestBytes);
    if (asked === undefined) return undefined;
    const wait = Math.max(asked, this.#leastMs);
    if (this.forMs === 0 || this.#waitedMs + wait > this.forMs)
      return `the server responded with ${status} and asked to retry later than limits.retryForMs allows, ${this.forMs} ms`;
    this.#waitedMs += wait;
    // A server that always says "at once" would otherwise be asked forever.
    this.#leastMs = Math.max(unsaidMs, 2 * this.#leastMs);
    return wait;
  }
}
