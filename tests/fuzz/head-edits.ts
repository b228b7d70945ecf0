import fc from 'fast-check';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { anywhere, edit, sizeUpTo, type Edit } from './edit';
import type { Header } from './message';
import { oddText } from './odd-texts';

/** Values that a parser of headers may take: what would end the line is folded, other control characters are left out. */
const mildText = oddText.map((text) =>
  text
    .slice(0, 4000)
    .replace(/[\r\n]+/g, '\r\n ')
    .replace(/[^\t\r\n\x20-\uffff]|[\ud800-\udfff]/g, ''),
);

const value = fc.oneof(
  { weight: 12, arbitrary: mildText },
  { weight: 1, arbitrary: oddText.map((text) => text.slice(0, 4000)) },
);

const types = fc.oneof(
  fc.constantFrom(
    ...[
      'application/json',
      'application/xml',
      'text/html',
      'text/plain',
      'text/xml',
      'application/atom+xml',
      '',
    ],
    ...[
      'application/json; charset=utf-16',
      'application/json;charset="',
      'APPLICATION/JSON',
      'json',
      '*/*',
      ';',
    ],
    ...[
      'application/json, application/xml',
      'multipart/mixed; boundary=a',
      'application/json; charset=utf-8; a=b',
    ],
    ...[
      'application/vnd.openstack.identity-v2.0+json',
      `application/${'a'.repeat(5000)}`,
      'application/json;;;=;',
    ],
  ),
  value,
);

const known: Readonly<Record<string, readonly string[]>> = {
  Date: [
    'Sat, 28 Nov 2026 07:49:30 GMT',
    'yesterday',
    'Thu, 01 Jan 1970 00:00:00 GMT',
    '0',
    '',
    '99999999999999',
  ],
  'WWW-Authenticate': [
    'Basic realm="a"',
    'Keystone uri="http://127.0.0.1"',
    'Digest',
    ',,,',
    'Basic realm="',
    '',
  ],
  'Retry-After': ['0', '-1', '3600', '1e9', 'Fri, 31 Dec 9999 23:59:59 GMT', 'soon', '999999999999999999999'],
  'Set-Cookie': ['a=b', 'session=0123456789abcdef; Path=/; Secure', '=', '__proto__=a', 'a=b; Expires=never'],
  Location: ['/v2.0/tokens', 'http://127.0.0.1:1/', '//', 'javascript:alert(1)', 'file:///etc/passwd', ''],
  Vary: ['*', 'Accept', 'Accept, Accept, , X', ''],
  Connection: ['close', 'keep-alive', 'upgrade', 'close, keep-alive', ''],
  'Keep-Alive': ['timeout=0', 'timeout=-1, max=0', 'timeout=999999999999', 'a'],
  Upgrade: ['h2c', 'websocket'],
  'X-Subject-Token': ['gAAAAABm-canary'],
  Trailer: ['Content-Type', 'X-Late'],
};

/** Mostly given once, at times several times. */
const repeated = (header: Header, times: number): Header[] => Array.from({ length: times }, () => header);

const headers = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ...Object.entries(known).flatMap(([name, values]) => values.map((each): Header => [name, each])),
    ),
  },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom(...Object.keys(known)), value) },
  {
    weight: 2,
    arbitrary: fc.tuple(
      fc.constantFrom(
        'X-Odd',
        '__proto__',
        'constructor',
        'X-Auth-Token',
        'x'.repeat(3000),
        "!#$%&'*+-.^_`|~",
      ),
      value,
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(
      mildText.map((text) => text.slice(0, 200).replace(/[^!#-'*+.^-z|~-]/g, '-') || 'X'),
      value,
    ),
  },
);

const statuses = [
  ...[
    199, 200, 201, 202, 203, 204, 205, 206, 226, 299, 300, 301, 302, 304, 307, 308, 400, 401, 402, 403, 404,
  ],
  ...[
    405, 406, 408, 409, 410, 413, 415, 418, 421, 422, 426, 429, 431, 451, 499, 500, 501, 502, 503, 504, 505,
  ],
  ...[511, 599, 600, 999],
];

const compressions: Readonly<Record<string, (body: Buffer) => Buffer>> = {
  gzip: (body) => gzipSync(body),
  deflate: (body) => deflateSync(body),
  br: (body) => brotliCompressSync(body),
};

export const headEdits: fc.Arbitrary<Edit> = fc.oneof(
  edit('status', fc.constantFrom(...statuses), (message, status) => ({
    ...message,
    start: message.start.replace(/\d{3}/, String(status)),
    // A response without a body that has one: the rest would be read as the next.
    closes: message.closes || status === 204 || status === 304 || status === 199,
  })),
  edit('reason', mildText, (message, reason) => ({
    ...message,
    start: `${message.start.slice(0, 12)} ${reason.replace(/[\r\n]/g, ' ')}`,
  })),
  edit(
    'version',
    fc.constantFrom('HTTP/1.0', 'HTTP/1.1', 'HTTP/2.0', 'http/1.1', 'ICY'),
    (message, version) => ({
      ...message,
      start: `${version}${message.start.slice(8)}`,
      closes: true,
    }),
  ),
  edit('content-type', fc.array(types, { maxLength: 3 }), (message, values) => ({
    ...message,
    headers: [
      ...message.headers.filter(([name]) => name.toLowerCase() !== 'content-type'),
      ...values.map((each): Header => ['Content-Type', each]),
    ],
  })),
  edit(
    'header-added',
    fc.tuple(headers, fc.oneof(fc.constant(1), sizeUpTo(200))),
    (message, [header, times]) => ({
      ...message,
      headers: [...message.headers, ...repeated(header, header[1].length > 100 ? 1 : times)],
    }),
  ),
  edit('header-removed', anywhere, (message, place) => ({
    ...message,
    headers: message.headers.filter((_, index) => index !== Math.floor(place * message.headers.length)),
  })),
  edit(
    'content-encoding',
    fc.tuple(
      fc.constantFrom('gzip', 'deflate', 'br', 'identity', 'x-gzip', 'gzip, gzip', 'zstd', ''),
      fc.boolean(),
    ),
    (message, [coding, truly]) => ({
      ...message,
      headers: [...message.headers, ['Content-Encoding', coding]],
      body: truly ? (compressions[coding]?.(message.body) ?? message.body) : message.body,
    }),
  ),
);
