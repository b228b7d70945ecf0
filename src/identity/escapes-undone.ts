import { namedCharacter, withoutSemicolon } from './character-references';
import { TracedReplacement, type TracedText } from './traced-text';

/** The characters of windows-1252 at 0x80 to 0x9F, which is what many take for ISO 8859-1. */
const windows1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';
const continuation = `[\\x80-\\xbf${windows1252}]`;

/** The escapes in use where texts are quoted, each kind by itself. */
const kinds = [
  // JSON, JavaScript, C.
  /\\[uU]\{[0-9a-fA-F]{1,8}\}|\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}|\\[xX][0-9a-fA-F]{2}|\\[0-3][0-7]{2}|\\["'\\/bfnrt]/,
  // Character references of XML and HTML, of which browsers read many without their semicolon too.
  new RegExp(
    `&#0{0,64}\\d{1,7};?|&#[xX]0{0,64}[0-9a-fA-F]{1,6};?|&(?:${withoutSemicolon.join('|')});?|&[A-Za-z]{2,7}[1-4]{0,2};`,
  ),
  // Percent-encoding, of UTF-8 or of ISO 8859-1.
  /%[uU][0-9a-fA-F]{4}|%[cCdD][0-9a-fA-F]%[89aAbB][0-9a-fA-F]|%[eE][0-9a-fA-F](?:%[89aAbB][0-9a-fA-F]){2}|%[fF][0-9a-fA-F](?:%[89aAbB][0-9a-fA-F]){3}|%[0-9a-fA-F]{2}/,
  // An apostrophe between apostrophes in a shell.
  /'\\''/,
  // The zero bytes of UTF-16.
  /\0/,
  // UTF-8 that was read as ISO 8859-1.
  new RegExp(`[\\xc2-\\xdf]${continuation}|[\\xe0-\\xef]${continuation}{2}|[\\xf0-\\xf4]${continuation}{3}`),
].map(({ source }) => new RegExp(source, 'g'));

const everyKind = new RegExp(kinds.map(({ source }) => source).join('|'), 'g');

const letters: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** Bytes and line ends in quoted-printable (RFC 2045, 6.7), which other notations write alike: it is undone alone. */
const quotedPrintable = /=[0-9a-fA-F]{2}|=\r?\n/g;

/** The kinds of escapes that a text seems to hold. */
export function kindsIn(text: string): RegExp[] {
  return kinds.filter((kind) => text.search(kind) >= 0);
}

/** A text with its quoted-printable undone, as bytes in the units of a text; undefined when there is none. */
export function withoutQuotedPrintable(traced: TracedText): TracedText | undefined {
  return traced.text.includes('=') ? withoutEscapes(traced, quotedPrintable) : undefined;
}

/**
 * A text with one level of escapes undone.
 *
 * @param kind one of `kindsIn`; by default every kind at once
 * @returns undefined when there was nothing to undo
 */
export function withoutEscapes(traced: TracedText, kind = everyKind): TracedText | undefined {
  let replacement: TracedReplacement | undefined;
  for (const match of traced.text.matchAll(kind)) {
    const by = meaningOf(match[0]);
    if (by === undefined) continue;
    replacement ??= new TracedReplacement(traced);
    replacement.replace(match.index, match.index + match[0].length, by);
  }
  return replacement?.end();
}

/** A text with one level of escapes undone, where nobody asks where each of its characters stood; undefined as above. */
export function unescaped(text: string): string | undefined {
  const result = text.replace(everyKind, (found) => meaningOf(found) ?? found);
  return result === text ? undefined : result;
}

/** What one escape stands for; undefined where it only looks like one. */
function meaningOf(found: string): string | undefined {
  if (found === '\0') return '';
  if (found.startsWith("'")) return "'";
  if (found.startsWith('&')) {
    const name = found.slice(1, found.endsWith(';') ? -1 : undefined);
    return name.startsWith('#') ? character(numberOf(name.slice(1))) : namedCharacter(name);
  }
  if (found.startsWith('='))
    return found.length === 3 && found[2] !== '\n' ? character(parseInt(found.slice(1), 16)) : '';
  if (found.startsWith('%')) return percentDecoded(found);
  if (!found.startsWith('\\')) return readAsUtf8(found);
  const kind = found.charAt(1);
  if (found.length === 2) return letters[kind] ?? kind;
  if (kind <= '3') return character(parseInt(found.slice(1), 8));
  return character(parseInt(found.slice(found.charAt(2) === '{' ? 3 : 2), 16));
}

function percentDecoded(found: string): string | undefined {
  if (found.length === 3) return character(parseInt(found.slice(1), 16));
  if (/^%u/i.test(found)) return character(parseInt(found.slice(2), 16));
  try {
    return decodeURIComponent(found);
  } catch {
    return Buffer.from(found.replaceAll('%', ''), 'hex').toString('latin1');
  }
}

function numberOf(reference: string): number {
  return /^x/i.test(reference) ? parseInt(reference.slice(1), 16) : Number(reference);
}

function character(codePoint: number): string | undefined {
  return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : undefined;
}

function readAsUtf8(misread: string): string | undefined {
  const bytes = [...misread].map((each) => {
    const at = windows1252.indexOf(each);
    return at < 0 ? each.charCodeAt(0) : 0x80 + at;
  });
  const text = Buffer.from(bytes).toString('utf8');
  return text.includes('\ufffd') ? undefined : text;
}
