import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigurationError } from '../configuration/configuration';
import { compileSchemaFile } from '../contract/json-schema';
import { inProject } from '../contract/package-files';
import { headersOf, tokensPath } from '../http/token-request';
import { at, isObject } from '../protocol/access';
import { textOf } from '../protocol/body-text';
import { groupBy } from '../report/findings/findings';
import { recordedBody, type RecordedBody } from './recorded-body';
import type { Archive, LeftAside, RecordedExchange } from './recorded-exchange';

/**
 * The exchanges of the operation in an HTTP Archive (HAR 1.2). Entries are skipped one by one, so that an odd one does
 * not affect the others.
 *
 * @throws ConfigurationError if the file cannot be read, is not an archive, or has no such exchange
 */
export function readHar(file: string, directory: string): Archive {
  const entries = entriesOf(fileText(file, directory), file);
  const archive = archiveOf(entries);
  if (archive.exchanges.length === 0) {
    const reasons = archive.aside.map(({ why, entries: of }) => `${of.length} of ${entries.length}: ${why}`);
    throw new ConfigurationError([
      `${file} holds no request to ${tokensPath} with a response that can be judged${reasons.length > 0 ? ` (${reasons.join('; ')})` : ''}; record a login again, including the bodies of requests and responses.`,
    ]);
  }
  return archive;
}

function fileText(file: string, directory: string): string {
  try {
    return textOf(readFileSync(resolve(directory, file)));
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a directory' : code;
    throw new ConfigurationError([`${file} cannot be read: ${why}; name a HAR file.`]);
  }
}

function entriesOf(text: string, file: string): readonly unknown[] {
  let archive: unknown;
  try {
    archive = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new ConfigurationError([`${file} is not JSON; name a HAR file, as browsers and proxies save it.`]);
  }
  const entries = at(archive, 'log', 'entries');
  if (!Array.isArray(entries))
    throw new ConfigurationError([
      `${file} is not an HTTP Archive (HAR 1.2): the list log.entries is missing; record the traffic again.`,
    ]);
  return entries;
}

function archiveOf(entries: readonly unknown[]): Archive {
  const exchanges: RecordedExchange[] = [];
  const aside: { readonly why: string; readonly entry: number }[] = [];
  const seen = new Set<string>();
  entries.forEach((entry, index) => {
    const place = index + 1;
    const read = readEntry(entry, place);
    if ('why' in read) return void aside.push({ why: read.why, entry: place });
    const whole = createHash('sha256').update(JSON.stringify(entry)).digest('base64');
    if (seen.has(whole)) return void aside.push({ why: 'it is the same as an earlier entry', entry: place });
    seen.add(whole);
    exchanges.push(read);
  });
  return { entries: entries.length, exchanges: inOrder(exchanges), aside: byReason(aside) };
}

function byReason(aside: readonly { readonly why: string; readonly entry: number }[]): LeftAside[] {
  const groups = groupBy(aside, ({ why }) => why);
  return [...groups].map(([why, of]) => ({ why, entries: of.map(({ entry }) => entry) }));
}

/** An archive may begin with the newest; if an entry has no time, the order of the archive is kept. */
function inOrder(exchanges: readonly RecordedExchange[]): readonly RecordedExchange[] {
  const sentAt = ({ answer }: RecordedExchange) => (answer.receivedAt ?? NaN) - answer.durationMs;
  if (exchanges.some((exchange) => Number.isNaN(sentAt(exchange)))) return exchanges;
  return [...exchanges].sort((a, b) => sentAt(a) - sentAt(b));
}

type Pairs = readonly (readonly [string, string])[];
type Fields = readonly { readonly name: string; readonly value: string }[];

/** The part of an entry that is read (`schemas/har.schema.json`); programs write null for what they do not know. */
interface Entry {
  readonly startedDateTime?: string | null;
  readonly time?: number | null;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Fields;
    readonly bodySize?: number | null;
    readonly postData?: {
      readonly mimeType?: string | null;
      readonly text?: string | null;
      readonly encoding?: string | null;
      readonly _encoding?: string | null;
    } | null;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Fields;
    readonly content: {
      readonly size?: number | null;
      readonly text?: string | null;
      readonly encoding?: string | null;
    };
  };
}

/** An entry to judge, or one clause on why it is not judged. */
type ReadEntry = RecordedExchange | { readonly why: string };

/** Why an entry of any other traffic is not judged. */
const otherTraffic = `it is not a request to ${tokensPath}`;

/**
 * One entry of an HTTP Archive (HAR 1.2).
 *
 * @param place counted from 1
 */
function readEntry(entry: unknown, place: number): ReadEntry {
  const url = isObject(entry) && isObject(entry['request']) ? entry['request']['url'] : undefined;
  const to = typeof url === 'string' ? placeOf(url) : undefined;
  if (!to) return { why: otherTraffic };
  const [problem] = compileSchemaFile(inProject('schemas', 'har.schema.json'), '#/$defs/entry')(entry);
  if (problem) return { why: `it breaks HAR 1.2: at ${problem.path}, ${problem.message.replace(/\.$/, '')}` };
  return exchangeOf(entry as Entry, place, to);
}

function exchangeOf(
  { request, response, time, startedDateTime }: Entry,
  entry: number,
  to: Pick<RecordedExchange, 'baseUrl' | 'path'>,
): ReadEntry {
  const method = request.method.toUpperCase();
  if (method === 'OPTIONS') return { why: 'it is a preflight request (OPTIONS) of a browser' };
  if (response.status < 100) return { why: 'its response was not recorded' };
  const headers = headersOf(pairs(request.headers));
  const body = requestBody(request, headers);
  if ('problem' in body) return { why: `the body of its request ${body.problem}` };
  const rawHeaders = pairs(response.headers);
  const received = responseBody(method, response, headersOf(rawHeaders));
  const durationMs = Math.max(0, Math.round(time ?? 0));
  return {
    entry,
    ...to,
    method,
    headers,
    body: body.bytes,
    answer: {
      status: response.status,
      rawHeaders,
      body: 'bytes' in received ? received.bytes : Buffer.alloc(0),
      durationMs,
      receivedAt: Date.parse(startedDateTime ?? '') + durationMs,
      ...('problem' in received ? { unreadable: `it ${received.problem}` } : {}),
    },
    ...('problem' in received ? { unknownBody: received.problem } : {}),
  };
}

function requestBody({ postData, bodySize, method }: Entry['request'], headers: Headers): RecordedBody {
  const { text, encoding, _encoding } = postData ?? {};
  // A request with a media type has a body, unless it or the archive says that it has none.
  const mediaType = headers['content-type'] ?? postData?.mimeType ?? '';
  const isEmpty = bodySize === 0 || Number(headers['content-length'] ?? NaN) === 0;
  const saysWhat = method.toUpperCase() === 'POST' && mediaType !== '' && !isEmpty;
  return recordedBody({
    text: text ?? undefined,
    encoding: encoding ?? _encoding ?? undefined,
    contentEncoding: headers['content-encoding'],
    size: undefined,
    isAnnounced:
      (bodySize ?? 0) > 0 ||
      isAnnounced(headers) ||
      headers['transfer-encoding'] !== undefined ||
      (saysWhat && typeof text !== 'string'),
  });
}

/** A response shows that it has no body by its status, the method of its request, or a length of 0 (RFC 9112, 6.3). */
function responseBody(
  method: string,
  { status, content }: Entry['response'],
  headers: Headers,
): RecordedBody {
  const hasNone = method === 'HEAD' || status < 200 || status === 204 || status === 304;
  const isEmpty = hasNone || Number(headers['content-length'] ?? NaN) === 0;
  return recordedBody({
    text: content.text ?? undefined,
    encoding: content.encoding ?? undefined,
    contentEncoding: headers['content-encoding'],
    size: content.size ?? undefined,
    // An empty text that is present needs no other sign that the body is empty.
    isAnnounced:
      !isEmpty && (typeof content.text !== 'string' || (content.size ?? 0) > 0 || isAnnounced(headers)),
  });
}

type Headers = Readonly<Record<string, string>>;

function isAnnounced(headers: Headers): boolean {
  return Number(headers['content-length'] ?? 0) > 0;
}

/** Pseudo-header fields of HTTP/2 and 3 begin with a colon (RFC 9113, 8.3). */
function pairs(headers: Fields): Pairs {
  return headers.filter(({ name }) => !name.startsWith(':')).map(({ name, value }) => [name, value]);
}

function placeOf(text: string): Pick<RecordedExchange, 'baseUrl' | 'path'> | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, host, pathname, search } = new URL(text);
  const at = pathname.lastIndexOf(tokensPath);
  const rest = pathname.slice(at + tokensPath.length);
  if (at < 0 || !/^https?:$/.test(protocol) || !/^(?:\.\w+)?$/.test(rest)) return undefined;
  return { baseUrl: `${protocol}//${host}${pathname.slice(0, at)}`, path: `${tokensPath}${rest}${search}` };
}
