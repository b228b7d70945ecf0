/** Milliseconds to wait where a server limits the rate and does not say for how long. */
const unsaidMs = 1000;

/** Bytes of a body beyond which a 413 speaks of the request and not of a rate (companion pages; RFC 9110, 15.5.14). */
const longRequest = 4096;

/**
 * How long a server asks to wait before the same request is sent again: with 429, which is always the limit of a
 * rate (RFC 6585, 4), and with 503 or 413 where it says when it will be back (RFC 9110, 15.6.4; 413 is the limit of
 * older gateways).
 *
 * @param retryAfter the value of Retry-After
 * @returns milliseconds; undefined where the response is the one to the request
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

/** How long one request is still held back for a server that asks for it. */
export class Patience {
  #waitedMs = 0;
  #leastMs = 0;

  /** @param forMs milliseconds in all, limits.retryForMs; 0 waits never */
  constructor(readonly forMs: number) {}

  /**
   * What comes of a response: `undefined` where it is the response to the request, the milliseconds to wait before it is
   * sent again where it asks for that, or one clause that says why it is not waited for.
   */
  waitFor(status: number, retryAfter: string | undefined, requestBytes: number): number | string | undefined {
    const asked = askedWaitMs(status, retryAfter, requestBytes);
    if (asked === undefined) return undefined;
    const wait = Math.max(asked, this.#leastMs);
    if (this.forMs === 0 || this.#waitedMs + wait > this.forMs)
      return `the server responded with ${status} and asked to retry later than limits.retryForMs allows, ${this.forMs} ms`;
    this.#waitedMs += wait;
    // A server that always says "at once" would else be asked without end.
    this.#leastMs = Math.max(unsaidMs, 2 * this.#leastMs);
    return wait;
  }
}
