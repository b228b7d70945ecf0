/** A way in which a server may write a secret, and how it is written so. */
export interface Notation {
  readonly name: string;
  readonly write: (secret: string) => string;
  /** Whether the secret is found in it; what is not covered is told as well. */
  readonly covered: boolean;
}

/** Separates several ways to write a secret, each of which must be masked. */
const also = ' | ';

/** Whether a masked text has a mask for each way in which the secret was written in it. */
export function isMasked(masked: string, written: string): boolean {
  return masked.split('[masked it]').length > written.split(also).length;
}

const inEachWay =
  (...writes: readonly Notation['write'][]) =>
  (text: string) =>
    writes.map((write) => write(text)).join(also);
const bytes = (text: string, encoding: BufferEncoding = 'utf8') => Buffer.from(text, encoding);
const hexOf = (text: string) => bytes(text).toString('hex');
const pairs = (text: string) => hexOf(text).match(/../g) ?? [];
const base64 = (text: string) => bytes(text).toString('base64');
const json = (text: string) => JSON.stringify(text).slice(1, -1);
const xml = (text: string) => text.replace(/[&<>"']/g, (each) => `&#${each.charCodeAt(0)};`);
const between = (separator: string) => (text: string) => [...text].join(separator);
const inMiddle = (inserted: string) => (text: string) => {
  const half = text.length >> 1;
  return text.slice(0, half) + inserted + text.slice(half);
};
const wrapped = (text: string) => (base64('-'.repeat(36) + text).match(/.{1,60}/g) ?? []).join('\r\n');
/** Base64 in lines of one length, with the separators in turn. */
const inLines = (width: number, separators: readonly string[]) => (text: string) =>
  (base64(text).match(new RegExp(`.{1,${width}}`, 'g')) ?? [])
    .flatMap((line, at) => (at === 0 ? [line] : [separators[at % separators.length] ?? '', line]))
    .join('');
/** The characters of a text with other ones between them, in turn. */
const withEach = (separators: readonly string[]) => (text: string) =>
  [...text]
    .flatMap((each, at) => (at === 0 ? [each] : [separators[at % separators.length] ?? '', each]))
    .join('');
const characters = (...codes: readonly number[]) => codes.map((code) => String.fromCodePoint(code));
const fullwidth = (text: string) =>
  text.replace(/[!-~]/g, (each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0));
/** Letters and digits of another print: bold, monospaced. */
const inPrint = (upper: number, lower: number, digit: number) => (text: string) =>
  text
    .replace(/[A-Z]/g, (each) => String.fromCodePoint(upper + each.charCodeAt(0) - 0x41))
    .replace(/[a-z]/g, (each) => String.fromCodePoint(lower + each.charCodeAt(0) - 0x61))
    .replace(/[0-9]/g, (each) => String.fromCodePoint(digit + each.charCodeAt(0) - 0x30));
const swapCase = (text: string) =>
  [...text].map((each, at) => (at % 2 === 0 ? each.toUpperCase() : each.toLowerCase())).join('');
const rot13 = (text: string) =>
  text.replace(/[a-z]/gi, (each) =>
    String.fromCharCode(each.charCodeAt(0) + (each.toLowerCase() < 'n' ? 13 : -13)),
  );

const yes = (name: string, write: Notation['write']): Notation => ({ name, write, covered: true });
const no = (name: string, write: Notation['write']): Notation => ({ name, write, covered: false });

/** In the order of the table in SECURITY.md. */
export const notations: readonly Notation[] = [
  yes('As it is', (text) => text),
  yes('In another letter case', swapCase),
  yes(
    'Escaped in JSON, JavaScript or C: `\\u0041`, `\\u{41}`, `\\x41`, `\\101`, and such escapes in themselves',
    (text) =>
      json([...text].map((each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')),
  ),
  yes('As references of XML and HTML: `&#65;`, `&#x41;`, `&amp;`', xml),
  yes('The same with many zeros, or without their semicolon', (text) =>
    [...text]
      .map((each, at) =>
        at % 2 === 0 ? `&#x${'0'.repeat(30)}${each.charCodeAt(0).toString(16)};` : `&#${each.charCodeAt(0)}`,
      )
      .join(' ')
      .replaceAll(' ', ''),
  ),
  yes('Percent-encoded, once and several times, and in a form', (text) =>
    pairs(text)
      .map((pair) => `%25${pair}`)
      .join(''),
  ),
  yes('In quoted-printable', (text) =>
    pairs(text)
      .map((pair, at) => `=${pair.toUpperCase()}${at % 9 === 8 ? '=\r\n' : ''}`)
      .join(''),
  ),
  yes('In base64 and base64url, alone or within a longer text', (text) => base64(`alice:${text}!`)),
  yes('In base64 that is wrapped', wrapped),
  yes(
    'In base64 in lines of any length from four on, or with a space between',
    inEachWay(
      inLines(4, ['\n']),
      inLines(5, ['\r\n', '\n  ']),
      inLines(6, ['&#10;', '&#xD;&#xA;']),
      inLines(8, [' ']),
      inLines(10, ['\\n', '\\r\\n']),
      inLines(16, ['\\u000a', '%0A', '\t']),
    ),
  ),
  yes('In base64 of base64', (text) => base64(base64(`x${text}`))),
  yes('In base64 of UTF-16', (text) => bytes(text, 'utf16le').toString('base64')),
  yes('In base64 of a JSON string with escapes', (text) =>
    base64(JSON.stringify({ p: text }).replace(/e/g, '\\u0065')),
  ),
  yes('In hexadecimal of either case, alone or within a longer text', (text) =>
    hexOf(`<${text}>`).toUpperCase(),
  ),
  yes(
    'In hexadecimal with colons, spaces, commas or `0x` between',
    (text) =>
      `${pairs(text).join(':')} ${pairs(text)
        .map((pair) => `0x${pair}`)
        .join(', ')}`,
  ),
  yes('In hexadecimal of UTF-16', (text) => bytes(text, 'utf16le').swap16().toString('hex')),
  yes('UTF-8 read as ISO 8859-1 or windows-1252; without the characters that ASCII does not have', (text) =>
    bytes(text).toString('latin1'),
  ),
  yes('With zero-width and other invisible characters between', between('\u200b')),
  yes(
    'With any other character that Unicode shows as nothing between, such as tags and blanks',
    inEachWay(
      withEach(characters(0xe0001, 0xe0020, 0xe007f, 0xe0100, 0xe01ef)),
      withEach(characters(0x1d173, 0x1d17a, 0xfff9, 0xfffb, 0x2800)),
      withEach(characters(0x34f, 0x180e, 0x2064, 0x3164, 0xfe0f, 0xfeff)),
      withEach(['&ZeroWidthSpace;', '&zwj;', '&zwnj;', '&NoBreak;', '&InvisibleComma;', '&ic;', '&lrm;']),
      withEach(['&#xE0001;', '\\u200d', '\\udb40\\udc01', '%E2%80%8B', '&#8203;']),
    ),
  ),
  yes('With soft hyphens between, as they are or as `&shy;`', (text) =>
    between('\u00ad')(text).replace('\u00ad', '&shy;'),
  ),
  yes('Split by a CDATA section, a comment, an instruction or a tag', (text) =>
    text.replace(/^(.)(...)(..)/, '$1<b>$2]]><![CDATA[$3<!-- x --><?y z?>'),
  ),
  yes('Folded over lines of a header or of a text', inMiddle('\r\n ')),
  yes(
    'With spaces, hyphens or other marks between its letters and digits, of which it has eight or more, twelve without a digit',
    between('-'),
  ),
  yes(
    'The same with any space, hyphen, dot, line break, accent or other mark of Unicode, or its name in HTML',
    inEachWay(
      withEach(characters(0xa0, 0x1680, 0x2003, 0x2007, 0x2009, 0x202f, 0x205f, 0x3000)),
      withEach(characters(0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212)),
      withEach(characters(0xb7, 0x2022, 0x2026, 0x2028, 0x2029, 0x85, 0x9d, 0x1f600, 0x2603)),
      withEach(characters(0x300, 0x308, 0x332, 0x20dd)),
      withEach(['&nbsp;', '&#xa0;', '&thinsp;', '&emsp;', '&ensp;', '&emsp13;']),
      withEach(['&hyphen;', '&ndash;', '&mdash;', '&middot;', '&bull;', '&CenterDot;', '&#x2022;']),
    ),
  ),
  yes(
    'In letters of another print: fullwidth, bold, monospaced',
    inEachWay(fullwidth, inPrint(0x1d400, 0x1d41a, 0x1d7ce), inPrint(0x1d670, 0x1d68a, 0x1d7f6)),
  ),
  yes('In quotes of a shell', (text) => `'${text.replaceAll("'", `'\\''`)}'`),
  no(
    'Compressed within a text, or encrypted',
    (text) => `data:;base64,${base64(`\x1f\x8b${text.split('').reverse().join('')}`)}`,
  ),
  no('Backwards', (text) => [...text].reverse().join('')),
  no('With each letter moved in the alphabet (ROT13)', rot13),
  no('As decimal numbers of its bytes', (text) => [...bytes(text)].join(' ')),
  no('In base32, base58 or base85', (text) =>
    [...text].map((each) => each.charCodeAt(0).toString(32)).join(''),
  ),
  no('A part of it alone', (text) => text.slice(0, text.length >> 1)),
  no(
    'A digest of it',
    (text) =>
      `sha-like ${hexOf([...text].map((each) => String.fromCharCode(((each.charCodeAt(0) * 7) % 94) + 33)).join(''))}`,
  ),
];

/** The ways to write a secret that SECURITY.md promises to find. */
export const coveredNotations = notations.filter(({ covered }) => covered);
