import { decodedBody, type DecodedBody } from '../../src/http/exchange/decoded-body';
import type { Format } from '../../src/protocol/format';

const json = '{"name":"Zoë"}';
const xml = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?><name>Zoë</name>`;
const bare = '<name>Zoë</name>';
const utf16 = (text: string, mark = '\ufeff') => Buffer.from(`${mark}${text}`, 'utf16le');
const bigEndian = (text: string, mark?: string) => utf16(text, mark).swap16();
const latin1 = (text: string) => Buffer.from(text, 'latin1');
const type = (format: Format, charset?: string) =>
  `application/${format}${charset === undefined ? '' : `; charset=${charset}`}`;

function textOf({ read }: DecodedBody): string {
  return 'bytes' in read ? read.bytes.toString('utf8') : read.problem;
}

test.each<[string, Format, Buffer, string | undefined, string]>([
  ['UTF-8', 'json', Buffer.from(json), undefined, json],
  ['UTF-8 that is declared', 'xml', Buffer.from(xml('UTF-8')), 'utf-8', xml('UTF-8')],
  ['a mark before UTF-8', 'xml', Buffer.from(`\ufeff${bare}`), undefined, bare],
  ['UTF-16 with a mark', 'xml', utf16(xml('UTF-16')), undefined, xml('UTF-8')],
  ['UTF-16, the other way round', 'xml', bigEndian(xml('UTF-16')), undefined, xml('UTF-8')],
  ['UTF-16 by its Content-Type', 'xml', bigEndian(bare, ''), 'utf-16be', bare],
  ['ISO-8859-1 by its declaration', 'xml', latin1(xml('ISO-8859-1')), undefined, xml('UTF-8')],
  ['ISO-8859-1 by its Content-Type', 'xml', latin1(bare), 'ISO-8859-1', bare],
  ['windows-1252 by its declaration', 'xml', latin1(xml('windows-1252')), undefined, xml('UTF-8')],
  [
    'windows-1252 by its Content-Type',
    'xml',
    latin1('<a>5 \x80 \x93q\x94</a>'),
    'windows-1252',
    '<a>5 € “q”</a>',
  ],
  [
    'ASCII that is declared as another',
    'xml',
    Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a/>'),
    undefined,
    '<?xml version="1.0" encoding="UTF-8"?><a/>',
  ],
  ['ASCII with a charset', 'json', Buffer.from('{}'), 'iso-8859-1', '{}'],
])('%s is read, and nothing is wrong with it', (_what, format, bytes, charset, text) => {
  const decoded = decodedBody(bytes, format, type(format, charset));
  expect(textOf(decoded)).toBe(text);
  expect([decoded.breach, decoded.slip]).toEqual([undefined, undefined]);
});

test.each<[string, Format, Buffer, string | undefined, string]>([
  ['UTF-16', 'json', utf16(json), undefined, 'JSON must be UTF-8 (RFC 8259, 8.1)'],
  ['UTF-16 without a mark', 'json', utf16(json, ''), undefined, 'JSON must be UTF-8'],
  ['ISO-8859-1', 'json', latin1(json), 'iso-8859-1', 'it is written in iso-8859-1, and JSON must be UTF-8'],
  ['UTF-16 without a mark', 'xml', utf16(xml('UTF-16'), ''), undefined, 'without a byte order mark'],
])('%s in %s is read, and no reader need read it', (_what, format, bytes, charset, breach) => {
  const decoded = decodedBody(bytes, format, type(format, charset));
  expect(textOf(decoded)).toContain('Zoë');
  expect(decoded.breach).toContain(breach);
});

test.each<[string, Format, Buffer, string | undefined, string]>([
  ['a mark', 'json', Buffer.from(`\ufeff${json}`), undefined, 'a byte order mark, which JSON must not have'],
  [
    'a wrong charset',
    'json',
    Buffer.from(json),
    'iso-8859-1',
    'its Content-Type says iso-8859-1, but its bytes are UTF-8',
  ],
  ['a wrong charset', 'xml', Buffer.from(bare), 'iso-8859-1', 'its Content-Type says iso-8859-1'],
  [
    'a wrong declaration',
    'xml',
    Buffer.from(xml('ISO-8859-1')),
    undefined,
    'its XML declaration says ISO-8859-1',
  ],
])('%s of %s is told, and passed over', (_what, format, bytes, charset, slip) => {
  const decoded = decodedBody(bytes, format, type(format, charset));
  expect(textOf(decoded)).toContain('Zoë');
  expect(decoded.slip).toContain(slip);
});

test.each<[string, Format, Buffer, string | undefined, string]>([
  ['bytes that are no UTF-8', 'json', latin1(json), undefined, 'it is not valid UTF-8'],
  ['bytes that are no UTF-8', 'xml', latin1(xml('UTF-8')), undefined, 'it is not valid UTF-8'],
  [
    'an encoding that nobody knows',
    'xml',
    latin1(xml('klingon')),
    undefined,
    'it is neither valid klingon, as its XML declaration says',
  ],
  ['UTF-32', 'xml', Buffer.from('fffe00003c000000', 'hex'), undefined, 'it is written in UTF-32'],
])('%s in %s cannot be read', (_what, format, bytes, charset, problem) => {
  expect(decodedBody(bytes, format, type(format, charset)).read).toEqual({
    problem: expect.stringContaining(problem) as string,
  });
});
