import { isDeepStrictEqual } from 'node:util';
import { parseXml } from '../contract/xml';
import type { XmlElement } from '../contract/xml/document';
import type { Exchange } from '../http/exchange/exchange';
import { filledRequest, outgoingOf, type ValueOf } from '../http/filled-request';
import type { Sender } from '../http/sender';
import { fingerprintOf, headersOf, needsOf, type TokenRequest } from '../http/token-request';
import { unverifiable } from '../oracle/deviation';
import { type Format, formatOf, mediaTypes } from '../protocol/format';
import { Secret } from '../protocol/secret';
import type { Masker } from '../secrets/masking';
import type { RecordedExchange, Recording } from './recorded-exchange';

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

/** Stands in a wanted body for any text that `fits`. */
export const anySecret = '\u{10FFFD}any secret\u{10FFFD}';

/** Whether a text may stand in the place of `anySecret`. */
type Fits = (text: string) => boolean;

/**
 * How near a recorded body is to a wanted one: 3 if it is the same text, 2 if it differs in white space between parts,
 * 1 if also in the order of members and attributes, or in a way of XML to write the same element, and otherwise 0. How
 * a value is escaped must not differ, and neither must the encoding with its byte order mark: a check may be about that.
 */
export type Likeness = 0 | 1 | 2 | 3;

/** @param recorded its bytes read as UTF-8, a byte order mark included */
export function likenessOf(wanted: string, recorded: string, format: Format, fits: Fits): Likeness {
  if (trimmed(wanted) === trimmed(recorded)) return 3;
  const compact = format === 'json' ? minified : compactXml;
  if (compact(wanted) === compact(recorded)) return 2;
  return (format === 'json' ? sameJson : sameXml)(wanted, recorded, fits) ? 1 : 0;
}

/** Without the white space of both formats at the ends; `trim` would take a byte order mark with it. */
function trimmed(text: string): string {
  const isSpace = (at: number) => ' \t\r\n'.includes(text.charAt(at));
  let [from, to] = [0, text.length];
  while (from < to && isSpace(from)) from += 1;
  while (to > from && isSpace(to - 1)) to -= 1;
  return text.slice(from, to);
}

function sameJson(wanted: string, recorded: string, fits: Fits): boolean {
  const [first, second] = [plainJson(wanted), plainJson(recorded)];
  return first !== undefined && second !== undefined && sameValue(first.value, second.value, fits);
}

/** The value of a JSON text in the usual form: no duplicate members, no unnecessary escapes. */
function plainJson(text: string): { readonly value: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return JSON.stringify(value) === minified(text) ? { value } : undefined;
  } catch {
    return undefined;
  }
}

/** Without the white space outside of strings. */
function minified(text: string): string {
  return text.replace(/("[^"\\]*(?:\\[^][^"\\]*)*(?:"|\\?$))|[ \t\r\n]+/g, '$1');
}

/** Without white space between tags, and with one space between attributes, where some is needed. */
function compactXml(text: string): string {
  return trimmed(text).replace(
    /("[^"]*"|'[^']*')|(?<=>)\s+(?=<)|\s+(?=\/?>)|(\s+)/g,
    (_all, value?: string, space?: string) => value ?? (space === undefined ? '' : ' '),
  );
}

function sameValue(wanted: unknown, recorded: unknown, fits: Fits): boolean {
  if (wanted === anySecret) return typeof recorded === 'string' && fits(recorded);
  if (Array.isArray(wanted) || Array.isArray(recorded)) return isDeepStrictEqual(wanted, recorded);
  if (typeof wanted !== 'object' || wanted === null || typeof recorded !== 'object' || recorded === null)
    return Object.is(wanted, recorded);
  const [first, second] = [Object.entries(wanted), new Map<string, unknown>(Object.entries(recorded))];
  return (
    first.length === second.size &&
    first.every(([name, value]) => second.has(name) && sameValue(value, second.get(name), fits))
  );
}

function sameXml(wanted: string, recorded: string, fits: Fits): boolean {
  if (!isPlainXml(wanted) || !isPlainXml(recorded)) return false;
  const [first, second] = [parseXml(wanted), parseXml(recorded)];
  return 'root' in first && 'root' in second && sameElement(first.root, second.root, fits);
}

/** Without numeric references, CDATA sections, comments, processing instructions and a byte order mark. */
function isPlainXml(text: string): boolean {
  return !/&#|<!|<\?(?!xml\s)|^\uFEFF/.test(text);
}

function sameElement(wanted: XmlElement, recorded: XmlElement, fits: Fits): boolean {
  const { name, namespace, prefix } = wanted;
  return (
    isDeepStrictEqual([name, namespace, prefix], [recorded.name, recorded.namespace, recorded.prefix]) &&
    wanted.text.trim() === recorded.text.trim() &&
    wanted.attributes.length === recorded.attributes.length &&
    wanted.attributes.every((attribute) => {
      const other = recorded.attributes.find(
        (each) => each.name === attribute.name && each.namespace === attribute.namespace,
      );
      return other !== undefined && sameValue(attribute.value, other.value, fits);
    }) &&
    wanted.children.length === recorded.children.length &&
    wanted.children.every((child, index) => {
      const other = recorded.children[index];
      return other !== undefined && sameElement(child, other, fits);
    })
  );
}
