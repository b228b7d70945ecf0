import { asWindows1252, windows1252 } from '../text/printable';
import { MappedReplacement, type MappedText } from './folded-text';

/** The names of U+00A0 to U+00FF in HTML 4, in order. */
const latin1 = (
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute ' +
  'micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring ' +
  'AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml ' +
  'times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil ' +
  'egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ' +
  'ugrave uacute ucirc uuml yacute thorn yuml'
).split(' ');

/** The punctuation that HTML 5 also has names for, as its escapers write them. */
const punctuation =
  'amp& AMP& lt< LT< gt> GT> quot" QUOT" apos\' num# sol/ bsol\\ percnt% plus+ equals= excl! lpar( rpar) ast* ' +
  'grave` Hat^ lowbar_ comma, period. colon: semi; quest? commat@ dollar$ lsqb[ rsqb] lcub{ rcub} verbar| Tab\t NewLine\n';

/** The spaces, hyphens, dots and invisible characters that HTML 5 has names for. */
const separators = (
  'ensp:2002 emsp:2003 emsp13:2004 emsp14:2005 numsp:2007 puncsp:2008 thinsp:2009 ThinSpace:2009 hairsp:200a ' +
  'VeryThinSpace:200a MediumSpace:205f ThickSpace:205f NonBreakingSpace:a0 ZeroWidthSpace:200b ' +
  'NegativeVeryThinSpace:200b NegativeThinSpace:200b NegativeMediumSpace:200b NegativeThickSpace:200b zwnj:200c ' +
  'zwj:200d lrm:200e rlm:200f NoBreak:2060 ApplyFunction:2061 af:2061 InvisibleTimes:2062 it:2062 ' +
  'InvisibleComma:2063 ic:2063 hyphen:2010 dash:2010 ndash:2013 mdash:2014 horbar:2015 minus:2212 ' +
  'centerdot:b7 CenterDot:b7 bull:2022 bullet:2022 hellip:2026 mldr:2026 nldr:2025 UnderBar:5f vert:7c ' +
  'VerticalLine:7c'
).split(' ');

const names = new Map([
  ...latin1.map((name, index) => [name, String.fromCharCode(0xa0 + index)] as const),
  ...separators.map((entry) => {
    const [name = '', code = ''] = entry.split(':');
    return [name, String.fromCharCode(parseInt(code, 16))] as const;
  }),
  ...punctuation.split(' ').map((entry) => [entry.slice(0, -1), entry.slice(-1)] as const),
]);

/** Letters of the longest of them. */
const longestName = Math.max(...[...names.keys()].map(({ length }) => length));

/** Names that browsers also accept without a semicolon (HTML, 13.5), longest first: some begin with others. */
const withoutSemicolon: readonly string[] = [
  ...latin1,
  'amp',
  'AMP',
  'lt',
  'LT',
  'gt',
  'GT',
  'quot',
  'QUOT',
].sort((a, b) => b.length - a.length);

/** What a byte of UTF-8 beyond its first is read as, in ISO 8859-1 or windows-1252. */
const continuation = `[\\x80-\\xbf${windows1252}]`;

/** The kinds of escapes in common use. */
const kinds = [
  // JSON, JavaScript, C.
  /\\[uU]\{[0-9a-fA-F]{1,8}\}|\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}|\\[xX][0-9a-fA-F]{2}|\\[0-3][0-7]{2}|\\["'\\/bfnrt]/,
  // Character references of XML and HTML; browsers read many without the semicolon.
  new RegExp(
    `&#0{0,64}\\d{1,7};?|&#[xX]0{0,64}[0-9a-fA-F]{1,6};?|&(?:${withoutSemicolon.join('|')});?|&[A-Za-z]{2,${longestName}}[1-4]{0,2};`,
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

/** Escapes of quoted-printable (RFC 2045, 6.7); other notations look alike, so it is undone on its own. */
const quotedPrintable = /=[0-9a-fA-F]{2}|=\r?\n/g;

/** The kinds of escapes that a text seems to hold. */
export function kindsIn(text: string): RegExp[] {
  return kinds.filter((kind) => text.search(kind) >= 0);
}

/** A text with its quoted-printable undone, one character per byte; undefined when there is none. */
export function withoutQuotedPrintable(traced: MappedText): MappedText | undefined {
  return traced.text.includes('=') ? withoutEscapes(traced, quotedPrintable) : undefined;
}

/**
 * A text with one level of escapes undone.
 *
 * @param kind one of `kindsIn`; by default every kind at once
 * @returns undefined when there was nothing to undo
 */
export function withoutEscapes(traced: MappedText, kind = everyKind): MappedText | undefined {
  let replacement: MappedReplacement | undefined;
  for (const match of traced.text.matchAll(kind)) {
    const by = meaningOf(match[0]);
    if (by === undefined) continue;
    replacement ??= new MappedReplacement(traced);
    replacement.replace(match.index, match.index + match[0].length, by);
  }
  return replacement?.end();
}

/** Like `withoutEscapes` for every kind, but without positions; undefined when there was nothing to undo. */
export function unescaped(text: string): string | undefined {
  const result = text.replace(everyKind, (found) => meaningOf(found) ?? found);
  return result === text ? undefined : result;
}

/** What one escape stands for; undefined if it only looks like one. */
function meaningOf(found: string): string | undefined {
  if (found === '\0') return '';
  if (found.startsWith("'")) return "'";
  if (found.startsWith('&')) {
    const name = found.slice(1, found.endsWith(';') ? -1 : undefined);
    return name.startsWith('#') ? character(numberOf(name.slice(1))) : names.get(name);
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
  const text = asWindows1252(misread).toString('utf8');
  return text.includes('\ufffd') ? undefined : text;
}

/** The longest tag, in units: anything longer is text with a `<` in it. */
const longestTag = 2048;

/**
 * A text without tags, comments, processing instructions and CDATA delimiters, so that a value they split is in one
 * piece; undefined if it has none.
 *
 * @param keepsComments only the start marks of comments and instructions are left out: a value may be split within one
 */
export function withoutMarkup(traced: MappedText, keepsComments = false): MappedText | undefined {
  const { text } = traced;
  let replacement: MappedReplacement | undefined;
  const drop = (start: number, end: number) => {
    replacement ??= new MappedReplacement(traced);
    replacement.replace(start, end, '');
  };
  let noComment = keepsComments;
  let noInstruction = keepsComments;
  for (let at = nextMark(text, 0); at < text.length;) {
    let end: number;
    if (text.startsWith(']]>', at)) end = at + 3;
    else if (text.startsWith('<![CDATA[', at)) end = at + 9;
    else if (!noComment && text.startsWith('<!--', at)) {
      const close = text.indexOf('-->', at + 4);
      noComment = close < 0;
      end = close < 0 ? at + 4 : close + 3;
    } else if (!noInstruction && text.startsWith('<?', at)) {
      const close = text.indexOf('?>', at + 2);
      noInstruction = close < 0;
      end = close < 0 ? at + 2 : close + 2;
    } else end = endOfTag(text, at);
    if (end > at + 1) drop(at, end);
    at = nextMark(text, end);
  }
  return replacement?.end();
}

const commentMarks = /<!--|<\?|-->|\?>/g;

/**
 * A text without the comments and instructions that stand in other ones, and then without markup: a value within a
 * comment may itself be split by one. Undefined if none is nested, as in all well-formed XML.
 */
export function withoutNestedMarkup(traced: MappedText): MappedText | undefined {
  const innermost: (readonly [start: number, end: number])[] = [];
  let isNested = false;
  let open: { readonly start: number; readonly close: string } | undefined;
  for (const { 0: mark, index } of traced.text.matchAll(commentMarks)) {
    if (mark.startsWith('<')) {
      isNested ||= open !== undefined;
      open = { start: index, close: mark === '<?' ? '?>' : '-->' };
    } else if (mark === open?.close) {
      innermost.push([open.start, index + mark.length]);
      open = undefined;
    }
  }
  if (!isNested) return undefined;
  const replacement = new MappedReplacement(traced);
  for (const [start, end] of innermost) replacement.replace(start, end, '');
  return withoutMarkup(replacement.end(), true);
}

/** Where the next `<` or `]]>` stands, or the length of the text. */
function nextMark(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '<' || (character === ']' && text.startsWith(']]>', at))) return at;
  }
  return text.length;
}

/** The position after the `>` of the tag at `at`, or after the `<` if it is no tag. */
function endOfTag(text: string, at: number): number {
  if (!/[A-Za-z_/]/.test(text.charAt(at + 1))) return at + 1;
  const most = Math.min(text.length, at + longestTag);
  for (let end = at + 2; end < most; end += 1) {
    const character = text.charAt(end);
    if (character === '<') return at + 1;
    if (character === '>') return end + 1;
  }
  return at + 1;
}
