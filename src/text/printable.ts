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

/** The text in lines of at most `width` characters, broken at spaces; a longer word stays whole. */
export function wrap(text: string, width: number): readonly string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    for (const word of paragraph.split(/(?<=\S) (?=\S)/)) {
      const last = lines.at(-1);
      if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
      else lines[lines.length - 1] = `${last} ${word}`;
    }
    return lines;
  });
}

/** The text in at most `width` characters, with an ellipsis where something is left out. */
export function fit(text: string, width: number): string {
  const characters = [...text];
  return characters.length <= width ? text : `${characters.slice(0, Math.max(0, width - 1)).join('')}…`;
}

/* As character references, these start nothing: no markup, no table cell and no tag. */
const starting = /[&<>|`*_~[\]\\#@!$^=]/g;

/*
 * What GitHub makes a link of also where it is written as references: addresses, mails, mentions, issues by number and
 * commits. Each is kept apart behind its first part.
 */
const linking = /[@#]|\bwww(?=\.)|:(?=\/\/)|\b(?:mailto|xmpp)(?=:)|\bGH(?=-\d)/gi;
const commit = /\b[0-9a-f]{7,40}\b/gi;

/** Takes no room and ends a word. */
const nothing = '\u200b';

/**
 * A text for a line or a table cell of Markdown, in which nothing is markup or becomes a link.
 */
export function inert(text: string): string {
  return oneLine(text)
    .replace(linking, `$&${nothing}`)
    .replace(commit, (word) => word.replace(/.{6}(?=.)/g, `$&${nothing}`))
    .replace(starting, (character) => `&#${character.charCodeAt(0)};`);
}

/** A text as code. The element takes references, which a code span between backticks does not. */
export function code(text: string): string {
  return `<code>${inert(text)}</code>`;
}

/** A table in Markdown, whose cells are Markdown without a line break. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** A command as a block of code, within a fence that the text cannot end. */
export function fenced(text: string): string {
  const runs = text.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(3, ...runs.map(({ length }) => length + 1)));
  return `${fence}sh\n${printable(text).trimEnd()}\n${fence}`;
}

/** The characters of windows-1252 at 0x80 to 0x9F, where it differs from ISO 8859-1. */
export const windows1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

const notLatin1 = /[^\x00-\xff]/g;

/** The bytes of a text that was read as windows-1252 or ISO 8859-1, which must have no other characters. */
export function asWindows1252(text: string): Buffer {
  const asLatin1 = text.replace(notLatin1, (character) =>
    String.fromCharCode(0x80 + windows1252.indexOf(character)),
  );
  return Buffer.from(asLatin1, 'latin1');
}

/** The text of bytes in windows-1252; the TextDecoder of Node.js 20 reads them as ISO 8859-1. */
export function fromWindows1252(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .replace(/[\x80-\x9f]/g, (character) => windows1252.charAt(character.charCodeAt(0) - 0x80));
}
