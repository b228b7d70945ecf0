import { isUtf8 } from 'node:buffer';
import { bytesOf, type BodyEncoding } from '../../protocol/body-text';

const mask = /(\[masked [^\][]+\])/;

/** Characters that a terminal or a report would not show as they are, except line breaks. */
const acting = /[^\P{Cc}\n]|\p{Cf}|[\u2028\u2029\ufffe\uffff]/gu;

/** The environment variable that stands for a secret: `accounts.user.password` gives `USER_PASSWORD`. */
export function variableOf(label: string): string {
  return label
    .replace(/^accounts\./, '')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase();
}

/** Whether a text begins with a secret, whose first character nobody can see. */
export function beginsMasked(text: string): boolean {
  return text.search(mask) === 0;
}

/**
 * A text as one word for bash; each mask in it becomes a variable.
 *
 * @param charset how the characters beyond ASCII go out: as UTF-8, or as the single bytes that headers take
 */
export function quoted(text: string, charset: 'utf8' | 'latin1' = 'utf8'): string {
  return partsOf(text)
    .map(({ literal, variable }) => {
      if (variable !== undefined) return `"$${variable}"`;
      return runsIn(literal)
        .map(({ text: part, isRun }) => (isRun ? repeated(part) : quotedLiteral(part, charset)))
        .join('');
    })
    .join('');
}

/** A longer run of one letter or digit tests a length; nobody reads it. */
const longestRun = 200;

/** A text in parts: long runs of one letter or digit, and what is between them. */
function runsIn(text: string): { readonly text: string; readonly isRun: boolean }[] {
  const parts: { readonly text: string; readonly isRun: boolean }[] = [];
  let [told, start] = [0, 0];
  for (let at = 1; at <= text.length; at += 1) {
    if (at < text.length && text[at] === text[start]) continue;
    if (at - start > longestRun && /[A-Za-z\d]/.test(text[start] ?? '')) {
      if (start > told) parts.push({ text: text.slice(told, start), isRun: false });
      parts.push({ text: text.slice(start, at), isRun: true });
      told = at;
    }
    start = at;
  }
  return told < text.length ? [...parts, { text: text.slice(told), isRun: false }] : parts;
}

function quotedLiteral(literal: string, charset: 'utf8' | 'latin1'): string {
  const special = charset === 'latin1' ? /[\x80-\xff]/.test(literal) : false;
  return special || literal.search(acting) >= 0
    ? ansiQuoted(literal, charset)
    : `'${literal.replaceAll("'", `'\\''`)}'`;
}

/** An expression for a run of one character. */
function repeated(run: string): string {
  return `"$(printf '${run.charAt(0)}%.0s' {1..${run.length}})"`;
}

/** Bytes, none of them zero, as one word for bash: as a text if they are one. */
export function quotedBytes(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  if (isUtf8(bytes) && !mask.test(text)) return quoted(text);
  return `$'${[...bytes].map(hexadecimal).join('')}'`;
}

/** A command that prints a text or bytes, zero bytes included; each mask becomes a variable. */
export function printing(content: string | Buffer, encoding?: BodyEncoding): string {
  const parts = typeof content === 'string' ? partsOf(content) : [{ literal: content }];
  const format = parts.map((part) =>
    part.literal === undefined
      ? '%s'
      : octal(typeof part.literal === 'string' ? bytesOf(part.literal, encoding) : part.literal),
  );
  const variables = parts.flatMap((part) => ('variable' in part ? [` "$${part.variable}"`] : []));
  return `printf -- '${format.join('')}'${variables.join('')}`;
}

type Part = { readonly literal: string; readonly variable?: undefined } | Variable;
type Variable = { readonly literal?: undefined; readonly variable: string };

function partsOf(text: string): Part[] {
  return text
    .split(mask)
    .filter((part) => part !== '')
    .map((part) =>
      part.search(mask) === 0
        ? { variable: variableOf(part.slice('[masked '.length, -1)) }
        : { literal: part },
    );
}

function ansiQuoted(text: string, charset: 'utf8' | 'latin1'): string {
  const special =
    charset === 'latin1' ? /['\\\x00-\x1f\x7f-\xff]/gu : new RegExp(`['\\\\\n]|${acting.source}`, 'gu');
  const escaped = text.replace(special, (character) =>
    /['\\]/.test(character)
      ? `\\${character}`
      : [...Buffer.from(character, charset)].map(hexadecimal).join(''),
  );
  return `$'${escaped}'`;
}

function hexadecimal(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, '0')}`;
}

/** For the format of printf: every shell supports octal escapes. */
function octal(bytes: Buffer): string {
  return [...bytes]
    .map((byte) =>
      byte >= 0x20 && byte < 0x7f && !`'\\%`.includes(String.fromCharCode(byte))
        ? String.fromCharCode(byte)
        : `\\${byte.toString(8).padStart(3, '0')}`,
    )
    .join('');
}
