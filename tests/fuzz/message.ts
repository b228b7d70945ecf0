/** A response on its way to the suite, in parts that can be changed one by one. */
export interface Message {
  /** The first line, such as `HTTP/1.1 200 OK`. */
  readonly start: string;
  /** Names and values, without Content-Length, which `framing` writes. */
  readonly headers: readonly Header[];
  readonly body: Buffer;
  readonly framing: Framing;
  /** What becomes of all bytes in the end. */
  readonly wire: (bytes: Buffer) => Buffer;
  /** Whether the connection is closed after it, as where its end could not be told otherwise. */
  readonly closes: boolean;
}

export type Header = readonly [name: string, value: string];

/** How the end of a body is told: headers that tell it, and the body as it is sent. */
export type Framing = (body: Buffer) => { readonly headers: readonly Header[]; readonly bytes: Buffer };

const contentLength: Framing = (body) => ({
  headers: [['Content-Length', String(body.length)]],
  bytes: body,
});

/** The parts of a right response, which has Content-Length and no other framing. */
export function messageOf(bytes: Buffer): Message {
  const end = bytes.indexOf('\r\n\r\n');
  const [start = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const headers = lines.map((line): Header => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  return {
    start,
    headers: headers.filter(([name]) => name.toLowerCase() !== 'content-length'),
    body: bytes.subarray(end + 4),
    framing: contentLength,
    wire: (same) => same,
    closes: false,
  };
}

export function bytesOf({ start, headers, body, framing, wire }: Message): Buffer {
  const framed = framing(body);
  const lines = [...headers, ...framed.headers].map(([name, value]) => `${name}: ${value}\r\n`);
  return wire(Buffer.concat([headBytes(`${start}\r\n${lines.join('')}\r\n`), framed.bytes]));
}

/** ISO 8859-1 where that has all characters, as HTTP once had it, and UTF-8 otherwise, as servers do it. */
function headBytes(text: string): Buffer {
  return Buffer.from(text, /^[\0-\xff]*$/.test(text) ? 'latin1' : 'utf8');
}
