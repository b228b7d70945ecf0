/** A way in which a server may write a secret, and how it is written so. */
export interface Notation {
  readonly name: string;
  readonly write: (secret: string) => string;
  /** Whether the secret is found in it; what is not covered is told as well. */
  readonly covered: boolean;
}

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
