import { parseXml } from '../../contract/xml';
import type { XmlElement } from '../../contract/xml/document';
import { type Access, accessFromJson, accessFromXml } from '../../protocol/access';
import { isHtmlPage, textOf } from '../../protocol/body-text';
import { type Fault, faultFromJson, faultFromXml } from '../../protocol/fault';
import { type Format, formatOf } from '../../protocol/format';
import { isNestedDeeper } from '../../protocol/json-scanner';
import type { Outgoing } from '../token-request';
import { decodedBody, type DecodedBody } from './decoded-body';
import { Cached, type KeptResponse } from './kept-bytes';

/** What a body turned out to be: its content, or one sentence on why it cannot be read. */
type Reading<T> = { readonly content: T } | { readonly problem: string };

/**
 * One request and its response. The response's bytes stay inside: what is shown is `record`, masked; what is
 * judged is read through the methods, which never throw for what a server sent.
 */
export class Exchange {
  readonly #decoded = new Cached<DecodedBody>();
  readonly #json = new Cached<Reading<unknown>>();
  readonly #xml = new Cached<Reading<XmlElement>>();
  readonly #access = new Cached<{ readonly is: Access | undefined }>();
  readonly #fault = new Cached<{ readonly is: Fault | undefined }>();

  constructor(
    readonly record: ExchangeRecord,
    private readonly raw: KeptResponse | undefined,
    /** Masks a text by the secrets of the run. */
    readonly mask: (text: string) => string,
    /** The request as sent, with secrets in clear: only for judging. */
    readonly sent?: Outgoing,
    /** Whether a request without a response got one when it was repeated; undefined if it was not repeated. */
    readonly answeredWhenRepeated?: boolean,
  ) {}

  get id(): string {
    return this.record.id;
  }

  /** Why no response came, or undefined when one did. */
  get failure(): string | undefined {
    return this.record.failure;
  }

  /** The HTTP status; 0 when no response came. */
  get status(): number {
    return this.raw?.status ?? 0;
  }

  /** Whether the server did not send 100 Continue when it was expected. */
  get bodyUnasked(): boolean {
    return this.raw?.bodyUnasked ?? false;
  }

  /** All values of a header, joined as RFC 9110 (5.3) joins them; undefined when it is absent. */
  header(name: string): string | undefined {
    const values = (this.raw?.rawHeaders ?? []).filter(
      ([header]) => header.toLowerCase() === name.toLowerCase(),
    );
    return values.length === 0 ? undefined : values.map(([, value]) => value).join(', ');
  }

  /** The values of all headers, a line each. */
  get headerText(): string {
    return (this.raw?.rawHeaders ?? []).map(([, value]) => value).join('\n');
  }

  /** The time of the response by the server's own clock (RFC 9110, 6.6.1), else that of its arrival; see erratum E37. */
  get date(): number {
    const date = Date.parse(this.header('date') ?? '');
    return Number.isNaN(date) ? (this.raw?.receivedAt ?? Date.now()) : date;
  }

  /** The format that the Content-Type of the response names. */
  get format(): Format | undefined {
    return formatOf(this.header('content-type'));
  }

  get body(): Buffer {
    return this.raw?.body.bytes ?? Buffer.alloc(0);
  }

  /** Why the body cannot be read at all, or undefined when its bytes are known. */
  get unreadable(): string | undefined {
    return this.raw?.unreadable;
  }

  /** The format that the body is written in, whatever the Content-Type says; undefined for HTML, text and nothing. */
  get writtenIn(): Format | undefined {
    if (this.unreadable !== undefined) return undefined;
    const start = textOf(this.body.subarray(0, 512))
      .replace(/^\uFEFF/, '')
      .trimStart();
    if (this.isHtml) return undefined;
    return start.startsWith('<') ? 'xml' : /^[{["]/.test(start) ? 'json' : undefined;
  }

  get isHtml(): boolean {
    return this.unreadable === undefined && isHtmlPage(this.body);
  }

  /** The decoded body, and what is wrong with its encoding. */
  get decoded(): DecodedBody {
    const decode = () => decodedBody(this.body, this.writtenIn, this.header('content-type'));
    // Decoding a long one again costs little compared with parsing it, and saves memory.
    return this.#isShort ? this.#decoded.get(true, decode) : decode();
  }

  /** The characters of the body; those that cannot be read are U+FFFD. */
  get text(): string {
    const { read } = this.decoded;
    return ('bytes' in read ? read.bytes : this.body).toString('utf8');
  }

  json(): Reading<unknown> {
    return this.#json.get(this.#isShort, () => this.#readAs(readJson));
  }

  xml(): Reading<XmlElement> {
    return this.#xml.get(this.#isShort, () => this.#readAs(readXml));
  }

  #readAs<T>(read: (bytes: Buffer) => Reading<T>): Reading<T> {
    if (this.unreadable !== undefined) return { problem: this.unreadable };
    const { read: decoded } = this.decoded;
    return 'problem' in decoded ? decoded : read(decoded.bytes);
  }

  /** The access that the response holds, in the format in which it is written. */
  access(): Access | undefined {
    return this.#access.get(this.#isShort, () => ({ is: this.#read(accessFromJson, accessFromXml) })).is;
  }

  /** The fault that the response holds, in the format in which it is written. */
  fault(): Fault | undefined {
    return this.#fault.get(this.#isShort, () => ({ is: this.#read(faultFromJson, faultFromXml) })).is;
  }

  get #isShort(): boolean {
    return this.raw?.body.isShort ?? true;
  }

  #read<T>(
    fromJson: (body: unknown) => T | undefined,
    fromXml: (root: XmlElement) => T | undefined,
  ): T | undefined {
    if (this.writtenIn === undefined) return undefined;
    if (this.writtenIn === 'json') {
      const reading = this.json();
      return 'content' in reading ? fromJson(reading.content) : undefined;
    }
    const reading = this.xml();
    return 'content' in reading ? fromXml(reading.content) : undefined;
  }
}

/** The deepest nesting of JSON that is read; an authentication response has fewer than ten levels (RFC 8259, 9). */
const deepest = 256;

function readJson(body: Buffer): Reading<unknown> {
  const text = body.toString('utf8');
  // As for XML: code that walks a document recurses as deep as it is nested.
  if (isNestedDeeper(text, deepest)) return { problem: `it is nested deeper than ${deepest} brackets` };
  try {
    return { content: JSON.parse(text) as unknown };
  } catch {
    return { problem: body.length === 0 ? 'it is empty' : 'it cannot be parsed' };
  }
}

function readXml(body: Buffer): Reading<XmlElement> {
  const result = parseXml(body);
  return 'root' in result ? { content: result.root } : { problem: result.problem.message };
}

/** One request and its response as they may be shown: every secret is masked. Plain JSON, fit for a report. */
export interface ExchangeRecord {
  /** `x1`, `x2`, ... in the order in which requests were asked for; unique among the exchanges of a client. */
  readonly id: string;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    /** How it went over the wire, if not in the usual way: `HTTP/1.0`. */
    readonly wire?: string;
  };
  /** Absent when no response came; `failure` then says why. */
  readonly response?: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly durationMs: number;
  };
  readonly failure?: string;
  /** A line for bash that repeats the request; secrets are environment variables in it, named after their masks. */
  readonly curl: string;
}
