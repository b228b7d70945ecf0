/** What a scan of a JSON text reports, each by its place in the text; see `scanJson`. */
interface JsonEvents {
  /** A bracket opens an object or an array; `false` ends the scan. */
  readonly open?: (isArray: boolean, at: number) => boolean | void;
  /** A bracket closes one. */
  readonly close?: (at: number) => void;
  /** A comma. */
  readonly comma?: () => void;
  /** The name of a member, and the place of the text between its quotes. */
  readonly name?: (start: number, end: number, quote: Quote) => void;
  /** A string, number or literal, and what stands between the quotes of a string. */
  readonly value?: (start: number, end: number, quote: Quote) => void;
}

/** The quotes around a text; '' for a number, a literal, or a word that is not JSON. */
type Quote = '"' | "'" | '';

const [tab, lineFeed, carriageReturn, space, double, single, comma, colon, backslash] =
  codesOf('\t\n\r "\',:\\');
const [openBracket, closeBracket, openBrace, closeBrace] = codesOf('[]{}');

function codesOf(characters: string): number[] {
  return [...characters].map((character) => character.charCodeAt(0));
}

/**
 * Reports the tokens of a JSON text in their order (RFC 8259, 2), reading each character once. It accepts any text: one
 * that is cut off or not JSON is read as far as it makes sense, also with apostrophes or without quotes. It does not
 * check whether the text is JSON.
 */
export function scanJson(text: string, on: JsonEvents): void {
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (isSpace(code) || code === colon) at += 1;
    else if (code === comma) {
      on.comma?.();
      at += 1;
    } else if (code === openBrace || code === openBracket) {
      if (on.open?.(code === openBracket, at) === false) return;
      at += 1;
    } else if (code === closeBrace || code === closeBracket) {
      on.close?.(at);
      at += 1;
    } else {
      const quote = quoteAt(text, at, code);
      const start = at + quote.length;
      const end = quote === '' ? endOfWord(text, at) : endOfString(text, start, code);
      at = Math.min(text.length, end + quote.length);
      const next = afterSpaces(text, at);
      if (text.charCodeAt(next) === colon) on.name?.(start, end, quote);
      else on.value?.(start, end, quote);
      at = Math.max(at, next);
    }
  }
}

/** An apostrophe is a quote only if another follows on its line; in prose it is a character. */
function quoteAt(text: string, at: number, code: number): Quote {
  if (code === double) return '"';
  if (code !== single) return '';
  for (let end = at + 1; end < text.length; end += 1) {
    const unit = text.charCodeAt(end);
    if (unit === single) return "'";
    if (unit === lineFeed || unit === backslash) return '';
  }
  return '';
}

function endOfString(text: string, from: number, quote: number): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) return at;
    if (code === backslash) at += 1;
  }
  return text.length;
}

function endOfWord(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && !endsWord(text.charCodeAt(at))) at += 1;
  return at;
}

function endsWord(code: number): boolean {
  return (
    isSpace(code) || code === comma || code === colon || code === double || code === single || isBracket(code)
  );
}

function isBracket(code: number): boolean {
  return code === openBrace || code === openBracket || code === closeBrace || code === closeBracket;
}

function isSpace(code: number): boolean {
  return code === space || code === lineFeed || code === carriageReturn || code === tab;
}

function afterSpaces(text: string, from: number): number {
  let at = from;
  while (at < text.length && isSpace(text.charCodeAt(at))) at += 1;
  return at;
}

/** Whether the brackets of a JSON text go deeper than so many. */
export function isNestedDeeper(text: string, most: number): boolean {
  let depth = 0;
  let deeper = false;
  scanJson(text, {
    open: () => {
      depth += 1;
      deeper ||= depth > most;
      return !deeper;
    },
    close: () => void (depth -= 1),
  });
  return deeper;
}

/** Duplicates that are reported, characters of a name in a path, and the depth beyond which `Exchange.json` does not read. */
const most = { reported: 100, name: 200, depth: 256 };

interface Open {
  readonly isArray: boolean;
  /** For an object: how often each name occurred; created with the first name. */
  names?: Map<string, number>;
  /** Where the scan is: the last name, or the index in an array. */
  name: string;
  index: number;
}

/**
 * The members that occur more than once in one object of a JSON text (RFC 8259, 4), which `JSON.parse` does not show:
 * it keeps the last of them. Names are compared as they read, so that `"id"` and `"\u0069d"` are one.
 *
 * @param text a JSON text; for any other, the result means nothing
 * @returns the path of each, once, in the notation of the schemas' problems: `access.token.id`,
 *   `access.user.roles[1].name`, `access["a b"]`; the first hundred. Time and memory grow with the text alone.
 */
export function duplicateMembers(text: string): string[] {
  const open: Open[] = [];
  const found: string[] = [];
  let deeper = 0;
  scanJson(text, {
    open: (isArray) => {
      if (open.length < most.depth) open.push({ isArray, name: '', index: 0 });
      else deeper += 1;
      return found.length < most.reported;
    },
    close: () => {
      if (deeper > 0) deeper -= 1;
      else open.pop();
    },
    comma: () => {
      const last = open.at(-1);
      if (last && deeper === 0) last.index += 1;
    },
    name: (start, end, quote) => {
      const last = open.at(-1);
      if (!last || last.isArray || deeper > 0) return;
      last.name = nameOf(text.slice(start, end), quote);
      last.names ??= new Map();
      const times = (last.names.get(last.name) ?? 0) + 1;
      last.names.set(last.name, times);
      if (times === 2 && found.length < most.reported) found.push(pathOf(open));
    },
  });
  return found;
}

function nameOf(written: string, quote: string): string {
  if (!written.includes('\\')) return written;
  try {
    return JSON.parse(`${quote}${written}${quote}`) as string;
  } catch {
    return written;
  }
}

function pathOf(open: readonly Open[]): string {
  return open.reduce((path, { isArray, index, name: whole }) => {
    if (isArray) return `${path}[${index}]`;
    const name = whole.length > most.name ? `${whole.slice(0, most.name)}…` : whole;
    if (!/^[\w:$-]+$/.test(name)) return `${path}[${JSON.stringify(name)}]`;
    return path === '' ? name : `${path}.${name}`;
  }, '');
}
