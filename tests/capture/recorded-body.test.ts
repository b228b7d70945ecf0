import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { looksRedacted, recordedBody, type BodyParts } from '../../src/capture/recorded-body';
import { fromWindows1252 } from '../../src/text/printable';
import { accessOf } from './entries';

const body = JSON.stringify(accessOf('Zoë ???>>>', 'tok-1'));
const base64 = (bytes: Buffer) => bytes.toString('base64');
const binary = (bytes: Buffer) => ({ text: base64(bytes), encoding: 'base64' });

function read(parts: Partial<BodyParts>): string {
  const none = { text: undefined, encoding: undefined, contentEncoding: undefined, size: undefined };
  const result = recordedBody({ ...none, isAnnounced: false, ...parts });
  return 'problem' in result ? `it ${result.problem}` : result.bytes.toString('utf8');
}

test.each<[string, Partial<BodyParts>, string]>([
  ['text', { text: body }, body],
  ['nothing', {}, ''],
  ['nothing where others announce a body', { isAnnounced: true }, 'it was not recorded'],
  ['an empty text where others announce a body', { text: '', isAnnounced: true }, 'it was not recorded'],
  ['base64', binary(Buffer.from(body)), body],
  ['base64 in another letter case', { text: base64(Buffer.from(body)), encoding: ' Base64 ' }, body],
  [
    'base64url',
    { text: base64(Buffer.from(body)).replace(/\//g, '_').replace(/\+/g, '-'), encoding: 'base64' },
    body,
  ],
  [
    'base64 in lines',
    { text: base64(Buffer.from(body)).replace(/.{8}/g, '$&\r\n '), encoding: 'base64' },
    body,
  ],
  [
    'base64 without padding',
    { text: base64(Buffer.from('{}x1')).replace(/=+$/, ''), encoding: 'base64' },
    '{}x1',
  ],
  ['plain text under base64', { text: body, encoding: 'base64' }, body],
  ['letters of no length of base64', { text: 'abcde', encoding: 'base64' }, 'abcde'],
  ['padding in the middle of base64', { text: 'YWI=YWI=', encoding: 'base64' }, 'YWI=YWI='],
  ...['', 'UTF8', 'identity'].map((encoding): [string, Partial<BodyParts>, string] => [
    `plain text under ${encoding || 'no encoding'}`,
    { text: 'a=b', encoding },
    'a=b',
  ]),
  [
    'an encoding that nobody knows',
    { text: '=7B=7D', encoding: 'quoted-printable' },
    'it is written in an encoding other than base64',
  ],
  ['JSON under an encoding that nobody knows', { text: ` ${body}`, encoding: 'x-own' }, ` ${body}`],
  [
    'a bracket in an encoding that nobody knows',
    { text: 'a{', encoding: 'x-own' },
    'it is written in an encoding other than base64',
  ],
  ['XML under an encoding that nobody knows', { text: '<auth/>', encoding: 'x-own' }, '<auth/>'],
  ['gzip', binary(gzipSync(body)), body],
  ['gzip that a header names', { ...binary(gzipSync(body)), contentEncoding: 'gzip' }, body],
  ['brotli', { ...binary(brotliCompressSync(body)), contentEncoding: 'br' }, body],
  ['deflate', { ...binary(deflateSync(body)), contentEncoding: 'identity, Deflate' }, body],
  ['what is decompressed already', { text: body, contentEncoding: 'br' }, body],
  [
    'a coding that nobody knows',
    { ...binary(Buffer.from('28b52ffd040009010041', 'hex')), contentEncoding: 'zstd' },
    'it is compressed and cannot be decompressed',
  ],
  [
    'another coding than is named',
    { ...binary(deflateSync(body)), contentEncoding: 'br' },
    'it is compressed and cannot be decompressed',
  ],
  [
    'two layers of different codings',
    { ...binary(brotliCompressSync(gzipSync(body))), contentEncoding: 'gzip, br' },
    body,
  ],
  ['deflate without its frame', { ...binary(deflateRawSync(body)), contentEncoding: 'deflate' }, body],
  ['a short body in deflate', { ...binary(deflateSync('{}')), contentEncoding: 'deflate' }, '{}'],
  ['a short body in brotli', { ...binary(brotliCompressSync('{}')), contentEncoding: 'br' }, '{}'],
  ['a part of gzip', binary(gzipSync(body).subarray(0, 20)), 'it is compressed and cannot be decompressed'],
  ['a part of the text', { text: body.slice(0, 9), size: 4_000 }, 'it was recorded only in part'],
  ['a part that is said to be the whole', { text: body.slice(0, 9), size: 9 }, body.slice(0, 9)],
  ['a whole that is said to be longer', { text: `${body}\n`, size: 4_000 }, `${body}\n`],
  ['a page that is said to be longer', { text: '<p></p>', size: 4_000 }, '<p></p>'],
  [
    'a bracket before the end of what is longer',
    { text: '{} and', size: 4_000 },
    'it was recorded only in part',
  ],
  ['what a cleaning program left', { text: '[REDACTED]' }, 'it was removed'],
  ['a list with nothing in it', { text: ' [null]' }, ' [null]'],
  ['a document with such a word in it', { text: '{"a":"[REDACTED]"}' }, '{"a":"[REDACTED]"}'],
  ['a page with such a word in it', { text: '<p>removed</p>' }, '<p>removed</p>'],
])('of %s the bytes are read, or why not', (_what, parts, expected) => {
  expect(read(parts)).toBe(expected);
});

/** The characters that a program keeps for bytes it takes for a text. */
const kept = {
  'ISO 8859-1': (bytes: Buffer) => bytes.toString('latin1'),
  'windows-1252': fromWindows1252,
  'base64 that nobody names': base64,
};

const packings: readonly (readonly [name: string, pack: (text: string) => Buffer, named: boolean])[] = [
  ['gzip', gzipSync, false],
  ['deflate', deflateSync, false],
  ['deflate', (text) => deflateSync(text, { level: 9 }), false],
  ['deflate', (text) => deflateSync(text, { level: 1 }), false],
  ['deflate', (text) => deflateSync(text, { level: 0 }), false],
  ['deflate', deflateRawSync, true],
  ['br', brotliCompressSync, true],
];

describe.each(Object.entries(kept))('compressed bytes kept as %s', (_as, keep) => {
  test.each(packings)('in %s are decompressed', (contentEncoding, pack, named) => {
    for (const text of [body, `${body}${'é'.repeat(99)}`]) {
      expect(read({ text: keep(pack(text)), contentEncoding })).toBe(text);
      if (!named) expect(read({ text: keep(pack(text)) })).toBe(text);
    }
  });

  test.each(packings)('in %s that break off are not taken for a text', (contentEncoding, pack) => {
    const text = keep(pack(body).subarray(0, 60));
    expect(read({ text, contentEncoding })).toBe('it is compressed and cannot be decompressed');
  });
});

test('of bytes that an archive damaged when it kept them as a text, nothing is known', () => {
  for (const pack of [gzipSync, deflateSync])
    expect(read({ text: pack(body).toString('utf8') })).toBe('it is compressed and cannot be decompressed');
  expect(read({ text: brotliCompressSync(body).toString('utf8'), contentEncoding: 'br' })).toBe(
    'it is compressed and cannot be decompressed',
  );
});

test.each([
  'Zugang für alle',
  '{"name":"Zoë"}',
  '<a>\u0080</a>',
  'x^2 is a square',
  '“Zoë”',
  'Unauthorized',
  'd74f592f986e4d6e',
])('a text stays a text: %s', (text) => {
  expect(read({ text })).toBe(text);
  expect(read({ text, contentEncoding: 'gzip' })).toBe(text);
  expect(read({ text, contentEncoding: 'br' })).toBe(text);
});

test('bytes without a name for their compression stay bytes, which no report shows', () => {
  const bytes = brotliCompressSync(body);
  const parts = { encoding: undefined, contentEncoding: undefined, size: undefined, isAnnounced: true };
  expect(recordedBody({ ...parts, text: bytes.toString('latin1') })).toEqual({ bytes });
});

test('bytes that are no text are kept as they are where no coding is named', () => {
  for (const contentEncoding of [undefined, '', 'identity', ' , '])
    for (const own of [
      [0xff, 0x00, 0x80],
      [0x1f, 0x00, 0xff],
      [0xff, 0x8b, 0x00],
    ]) {
      const bytes = Buffer.from(own);
      const parts = { ...binary(bytes), size: undefined, isAnnounced: false, contentEncoding };
      expect(recordedBody(parts)).toEqual({ bytes });
    }
});

test.each([
  '[REDACTED]',
  'Redacted',
  '***REMOVED***',
  '[password redacted]',
  'FILTERED',
  '__MASKED__',
  '***',
  ' xxxx ',
  'X'.repeat(40),
  '●●●●',
  '---',
  '[password]',
  '[api_key 2]',
  '<secret>',
  '<api-key>',
  '{{password}}',
  '${PASSWORD}',
])('%j stands for another value', (value) => {
  expect(looksRedacted(value)).toBe(true);
});

test.each([
  '',
  ' ',
  'xx',
  'X'.repeat(41),
  'xxXx',
  '****1',
  '1***',
  'aaaa',
  'unredactedly',
  'Quiet-Harbour-42',
  '[a][b]',
  'x[password]',
  '[password]x',
  'x{{password}}',
  '{{password}}x',
  '<a> <b>',
  `redacted ${'so '.repeat(40)}`,
])('%j stands for itself', (value) => {
  expect(looksRedacted(value)).toBe(false);
});

test('what a few bytes would decompress to is not held in memory without a limit', () => {
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024 + 1));
  expect(read(binary(bomb))).toBe('it is compressed and cannot be decompressed');
});
