import { isDeepStrictEqual } from 'node:util';
import { parseXml } from '../contract/xml';
import type { XmlElement } from '../contract/xml/document';
import type { Format } from '../protocol/format';

/** Stands in a wanted body for any text that `fits`. */
export const anySecret = '\u{10FFFD}any secret\u{10FFFD}';

/** Whether a text may stand in the place of `anySecret`. */
export type Fits = (text: string) => boolean;

/**
 * How near a recorded body is to a wanted one: 3 if it is the same text, 2 if it differs in white space between parts,
 * 1 if also in the order of members and attributes, or in a way of XML to write the same element, and otherwise 0. How
 * a value is escaped must not differ, and neither must the encoding with its byte order mark: a check may be about that.
 */
export type Likeness = 0 | 1 | 2 | 3;

/** @param recorded its bytes read as UTF-8, a byte order mark included */
export function likenessOf(wanted: string, recorded: string, format: Format, fits: Fits): Likeness {
  if (trimmed(wanted) === trimmed(recorded)) return 3;
  const compact = format === 'json' ? minified : compactXml;
  if (compact(wanted) === compact(recorded)) return 2;
  return (format === 'json' ? sameJson : sameXml)(wanted, recorded, fits) ? 1 : 0;
}

/** Without the white space of both formats at the ends; `trim` would take a byte order mark with it. */
function trimmed(text: string): string {
  const isSpace = (at: number) => ' \t\r\n'.includes(text.charAt(at));
  let [from, to] = [0, text.length];
  while (from < to && isSpace(from)) from += 1;
  while (to > from && isSpace(to - 1)) to -= 1;
  return text.slice(from, to);
}

function sameJson(wanted: string, recorded: string, fits: Fits): boolean {
  const [first, second] = [plainJson(wanted), plainJson(recorded)];
  return first !== undefined && second !== undefined && sameValue(first.value, second.value, fits);
}

/** The value of a JSON text in the usual form: no duplicate members, no unnecessary escapes. */
function plainJson(text: string): { readonly value: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return JSON.stringify(value) === minified(text) ? { value } : undefined;
  } catch {
    return undefined;
  }
}

/** Without the white space outside of strings. */
function minified(text: string): string {
  return text.replace(/("[^"\\]*(?:\\[^][^"\\]*)*(?:"|\\?$))|[ \t\r\n]+/g, '$1');
}

/** Without white space between tags, and with one space between attributes, where some is needed. */
function compactXml(text: string): string {
  return trimmed(text).replace(
    /("[^"]*"|'[^']*')|(?<=>)\s+(?=<)|\s+(?=\/?>)|(\s+)/g,
    (_all, value?: string, space?: string) => value ?? (space === undefined ? '' : ' '),
  );
}

function sameValue(wanted: unknown, recorded: unknown, fits: Fits): boolean {
  if (wanted === anySecret) return typeof recorded === 'string' && fits(recorded);
  if (Array.isArray(wanted) || Array.isArray(recorded)) return isDeepStrictEqual(wanted, recorded);
  if (typeof wanted !== 'object' || wanted === null || typeof recorded !== 'object' || recorded === null)
    return Object.is(wanted, recorded);
  const [first, second] = [Object.entries(wanted), new Map<string, unknown>(Object.entries(recorded))];
  return (
    first.length === second.size &&
    first.every(([name, value]) => second.has(name) && sameValue(value, second.get(name), fits))
  );
}

function sameXml(wanted: string, recorded: string, fits: Fits): boolean {
  if (!isPlainXml(wanted) || !isPlainXml(recorded)) return false;
  const [first, second] = [parseXml(wanted), parseXml(recorded)];
  return 'root' in first && 'root' in second && sameElement(first.root, second.root, fits);
}

/** Without numeric references, CDATA sections, comments, processing instructions and a byte order mark. */
function isPlainXml(text: string): boolean {
  return !/&#|<!|<\?(?!xml\s)|^\uFEFF/.test(text);
}

function sameElement(wanted: XmlElement, recorded: XmlElement, fits: Fits): boolean {
  const { name, namespace, prefix } = wanted;
  return (
    isDeepStrictEqual([name, namespace, prefix], [recorded.name, recorded.namespace, recorded.prefix]) &&
    wanted.text.trim() === recorded.text.trim() &&
    wanted.attributes.length === recorded.attributes.length &&
    wanted.attributes.every((attribute) => {
      const other = recorded.attributes.find(
        (each) => each.name === attribute.name && each.namespace === attribute.namespace,
      );
      return other !== undefined && sameValue(attribute.value, other.value, fits);
    }) &&
    wanted.children.length === recorded.children.length &&
    wanted.children.every((child, index) => {
      const other = recorded.children[index];
      return other !== undefined && sameElement(child, other, fits);
    })
  );
}
