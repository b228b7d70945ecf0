/*
 * What a server sends goes into terminals, XML, HTML and Markdown. Here it is made harmless for all of them
 * and stays readable as evidence: a character that would do something is shown by its escape.
 */

/* Control characters except tab and newline, line separators, marks that turn the direction of writing, and
   the two that XML 1.0 cannot spell; lone surrogates are dealt with by `toWellFormed`. */
const acting = /[^\P{Cc}\t\n]|[\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu;

/**
 * The text with every acting character as an escape: the terminal sequence ESC [ becomes `\x1b[`. Tabs and
 * newlines are kept, `\r\n` becomes `\n`, and a lone surrogate becomes U+FFFD.
 */
export function printable(text: string): string {
  return wellFormed(text).replace(/\r\n/g, '\n').replace(acting, escapeOf);
}

/** `printable`, on one line: runs of white space become one space. */
export function oneLine(text: string): string {
  return printable(text).replace(/\s+/g, ' ').trim();
}

/** The first `most` characters (UTF-16 units), and a note of how many are left out; `where` has the whole. */
export function cut(text: string, most: number, where = 'report.json'): string {
  if (text.length <= most) return text;
  const shown = wellFormed(text.slice(0, most)).replace(/\ufffd$/, '');
  return `${shown}\n… cut here, ${text.length - shown.length} more characters are in ${where}`;
}

function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x100
    ? `\\x${code.toString(16).padStart(2, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** `String.prototype.toWellFormed`, which the library of ES2023 does not declare. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}
