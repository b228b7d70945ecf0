import type { Exchange } from '../http/exchange/exchange';
import { filledRequest, outgoingOf, type ValueOf } from '../http/filled-request';
import { fingerprintOf, headersOf, needsOf, type TokenRequest } from '../http/token-request';
import type { Sender } from '../http/sender';
import { unverifiable } from '../oracle/deviation';
import { type Format, formatOf, mediaTypes } from '../protocol/format';
import { Secret } from '../protocol/secret';
import type { Masker } from '../secrets/masking';
import type { RecordedExchange, Recording } from './recorded-exchange';
import { anySecret, type Likeness, likenessOf } from './same-body';

/**
 * The wrong secret of a failed login attempt, which in a recorded request may be any:
 * `accounts.user.password.one-more`.
 */
const wrongSecret = /^(accounts\.\w+\.(?:password|apiKey))\.[\w-]+$/;

/** Responds to requests from a recording, each recorded exchange once; others cannot be verified. */
export class Replay implements Sender {
  readonly settings: Sender['settings'];
  readonly #unused: Set<Recording>;

  constructor(
    baseUrl: string,
    readonly masker: Masker,
    readonly recordings: readonly Recording[],
    /** By the fingerprint of a request whose point is how it is written: the same one as it is usually written. */
    readonly plainOf: ReadonlyMap<string, TokenRequest> = new Map(),
  ) {
    this.settings = { baseUrl };
    // Responses without a known body are judged only by status, with every exchange.
    this.#unused = new Set(recordings.filter(({ recorded }) => recorded.unknownBody === undefined));
  }

  get sent(): number {
    return this.recordings.length - this.#unused.size;
  }

  /** Rejects with a Deviation if the recording has no such request. */
  async send(request: TokenRequest, valueOf: ValueOf): Promise<Exchange> {
    const likeness = likenessTo(request, valueOf);
    const plain = this.plainOf.get(fingerprintOf(request));
    const ofPlain = plain && likenessTo(plain, valueOf);
    const found =
      likeness &&
      [...this.#unused].find(({ recorded }) => {
        const own = likeness(recorded);
        // A text that is as near to the usual one does not show the other notation.
        return own > 0 && (!ofPlain || own > ofPlain(recorded));
      });
    if (!found) unverifiable('The capture has no such request.');
    this.#unused.delete(found);
    return Promise.resolve(found.exchange);
  }

  close(): void {
    this.#unused.clear();
  }
}

/** How near a recorded request is to the wanted one; undefined if an archive cannot show that. */
function likenessTo(
  request: TokenRequest,
  valueOf: ValueOf,
): ((recorded: RecordedExchange) => Likeness) | undefined {
  if (Buffer.isBuffer(request.body)) return undefined;
  // An archive does not show how requests went over the wire.
  if (request.wire) return undefined;
  const needs = needsOf(request);
  if (needs.some((path) => path.startsWith('invented.'))) return undefined;
  const wrong = needs.filter((path) => wrongSecret.test(path));
  const right = wrong.map((path) => rightSecretFor(path, valueOf));
  if (right.includes(undefined)) return undefined;
  const { method, path, headers, body } = outgoingOf(
    filledRequest(request, { userAgent: '', headers: {} }, (name) =>
      wrong.includes(name) ? anySecret : valueOf(name),
    ),
  );
  const text = body.toString('utf8');
  return (recorded) =>
    method === recorded.method && path === recorded.path && sameHeaders(headers, recorded)
      ? likenessOf(text, recorded.body.toString('utf8'), request.format, (secret) => !right.includes(secret))
      : 0;
}

/** The correct secret that a wrong one replaces; undefined if it is not known. */
function rightSecretFor(path: string, valueOf: ValueOf): string | undefined {
  try {
    const value = valueOf(path.replace(wrongSecret, '$1'));
    return value instanceof Secret ? value.reveal() : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whether a recorded request asks for what a wanted one does, by the headers that matter to the operation. A client
 * that accepts several formats counts as one that asks for the format of the response.
 *
 * @param wanted names in any case
 */
function sameHeaders(
  wanted: Readonly<Record<string, string>>,
  { headers, answer }: RecordedExchange,
): boolean {
  const own = headersOf(Object.entries(wanted));
  const answered = formatOf(headersOf(answer.rawHeaders)['content-type']);
  return (
    sameContentType(own['content-type'], headers['content-type']) &&
    sameAccept(own['accept'], headers['accept'], answered) &&
    own['x-sessionid'] === headers['x-sessionid']
  );
}

/** `charset=utf-8` is redundant (RFC 8259, 8.1). */
function sameContentType(wanted: string | undefined, recorded: string | undefined): boolean {
  if (plain(wanted) === plain(recorded)) return true;
  return formatOf(wanted) !== undefined && plain(recorded) === `${plain(wanted)};charset=utf-8`;
}

function sameAccept(
  wanted: string | undefined,
  recorded: string | undefined,
  answered: Format | undefined,
): boolean {
  if (plain(wanted) === plain(recorded)) return true;
  const asked = Object.values(mediaTypes).find((mediaType) => mediaType === wanted);
  return asked !== undefined && formatOf(asked) === answered && admits(recorded, asked);
}

/**
 * Whether an Accept header lists a media type, itself or by a range (RFC 9110, 12.5.1); without one, all are accepted.
 */
function admits(accept: string | undefined, mediaType: string): boolean {
  if (accept === undefined) return true;
  const [type] = mediaType.split('/');
  return plain(accept)
    .split(',')
    .filter((range) => !/;q=0(?:\.0*)?$/.test(range))
    .some((range) => [mediaType, `${type}/*`, '*/*'].includes(range.split(';')[0] ?? ''));
}

function plain(value = ''): string {
  return value.toLowerCase().replace(/[\s"]/g, '');
}
