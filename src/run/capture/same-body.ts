import { isDeepStrictEqual } from 'node:util';
import { parseXml, type XmlElement } from '../../contract/xml';
import type { Format } from '../../identity/format';

/** Stands in a wanted body for any text that `fits`. */
export const anySecret = '\u{10FFFD}any secret\u{10FFFD}';

/** Whether a text may stand in the place of `anySecret`. */
export type Fits = (text: string) => boolean;

/**
 * Whether a recorded body says what a wanted one does, in the same way: white space between parts, and the order of
 * members and attributes, are all that may differ. How a value is escaped may be what a check is about.
 */
export function sameBody(wanted: string, recorded: string, format: Format, fits: Fits): boolean {
  if (wanted.trim() === recorded.trim()) return true;
  return format === 'json' ? sameJson(wanted, recorded, fits) : sameXml(wanted, recorded, fits);
}

function sameJson(wanted: string, recorded: string, fits: Fits): boolean {
  const [first, second] = [plainJson(wanted), plainJson(recorded)];
  if (first && second) return sameValue(first.value, second.value, fits);
  return minified(wanted) === minified(recorded);
}

/** The value of a text that writes it in the usual way: no member twice, no escape without need. */
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
  return text.replace(/("(?:[^"\\]|\\[^])*(?:"|\\?$))|[ \t\r\n]+/g, '$1');
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

/** Without references by number, CDATA sections, comments and instructions. */
function isPlainXml(text: string): boolean {
  return !/&#|<!|<\?(?!xml\s)/.test(text);
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
