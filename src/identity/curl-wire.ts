import { quoted, quotedBytes } from './shell-quoting';
import type { Wire } from './wire';

/** What makes curl send a request in one of the unusual ways; it writes the names of Host and Content-Length as it does. */
interface CurlWire {
  /** Words beside those of the header fields. */
  readonly words?: readonly string[];
  /** The body goes in through a pipe, in two halves. */
  readonly halves?: boolean;
}

export const curlWires: Readonly<Record<Wire, CurlWire>> = {
  'http-1.0': { words: ['--http1.0'] },
  'lower-case-names': {},
  chunked: { halves: true },
  'two-segments': {
    words: ['-H "Content-Length: $(printf %s "$BODY" | wc -c)"', `-H 'Transfer-Encoding:'`],
    halves: true,
  },
  'expect-continue': { words: ['--expect100-timeout 5'] },
  'without-length': { words: [`-H 'Content-Length:'`] },
  'length-too-small': {},
};

/** Prints a body in two halves with a pause between them, for a curl that reads its input with `-T -`. */
export function halvesOf(body: string | Buffer): string {
  const word = typeof body === 'string' ? quoted(body) : quotedBytes(body);
  const half = '${#BODY}/2';
  return `BODY=${word}; { printf %s "\${BODY:0:${half}}"; sleep 0.2; printf %s "\${BODY:${half}}"; } |`;
}
