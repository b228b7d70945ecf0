import { scanJson } from './json-scanner';

/**
 * Called for each value with a name: a JSON member, an XML attribute, the text of an element, a parameter.
 *
 * @param path names of the containers around it, from the outside, prefixes left out; an item of an array has
 *   the name of the array
 * @param at where the value begins in the text
 */
export type Visit = (path: readonly string[], name: string, value: string, at: number) => void;

/** How many levels of nested containers a path has; it is made for each value. */
const deepest = 32;

/** Longer names are cut to their end: a path is searched for each value in it. */
const longestName = 128;

/** The name without the prefix of its extension: `RAX-AUTH:domainId` gives `domainId`. */
export function localName(name: string): string {
  const end = name.slice(-longestName);
  return end.slice(end.lastIndexOf(':') + 1);
}

/** Visits the values of a request body, in the format that it begins in. */
export function visitBody(body: Buffer | undefined, visit: Visit): void {
  const text = body?.toString('utf8') ?? '';
  (text.trimStart().startsWith('<') ? visitXml : visitJson)(text, visit);
}

/** Visits the values of a JSON text; a text that is cut off or not JSON is read as far as possible. */
export function visitJson(text: string, visit: Visit): void {
  const path: string[] = [];
  const inArray: boolean[] = [];
  let depth = 0;
  let name = '';
  const nameHere = () => (name = inArray.at(-1) ? (path.at(-1) ?? '') : '');
  scanJson(text, {
    open: (isArray) => {
      depth += 1;
      if (depth <= deepest) {
        path.push(name);
        inArray.push(isArray);
      }
      nameHere();
    },
    close: () => {
      if (depth <= deepest) {
        path.pop();
        inArray.pop();
      }
      depth = Math.max(0, depth - 1);
      nameHere();
    },
    comma: nameHere,
    name: (start, end) => void (name = localName(text.slice(Math.max(start, end - longestName), end))),
    value: (start, end) => visit(path, name, text.slice(start, end), start),
  });
}

/** Visits attributes and the text of elements; a text that breaks off or is not well-formed is read as far as it goes. */
export function visitXml(text: string, visit: Visit): void {
  const path: string[] = [];
  const visitText = (start: number, end: number) => {
    const trimmed = path.length > 0 ? text.slice(start, end).trim() : '';
    if (trimmed !== '')
      visit(path.slice(0, -1), path.at(-1) ?? '', trimmed, text.indexOf(trimmed.charAt(0), start));
  };
  let from = 0;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', Math.max(from, at + 1))) {
    if (text.startsWith('<![CDATA[', at)) {
      visitText(from, at);
      const end = text.indexOf(']]>', at);
      visitText(at + 9, end < 0 ? text.length : end);
      from = end < 0 ? text.length : end + 3;
      continue;
    }
    const isEnd = text.charAt(at + 1) === '/';
    const nameFrom = isEnd ? at + 2 : at + 1;
    const nameTo = endOfName(text, nameFrom);
    if (nameTo === nameFrom || !/[A-Za-z_]/.test(text.charAt(nameFrom))) continue;
    visitText(from, at);
    const name = localName(text.slice(Math.max(nameFrom, nameTo - longestName), nameTo));
    const behind = visitAttributes(text, nameTo, [...path, name], visit);
    const end = endOfTag(text, behind);
    from = end.at;
    if (isEnd) path.length = Math.max(0, path.lastIndexOf(name));
    else if (!end.isEmpty && path.length < deepest) path.push(name);
  }
  visitText(from, text.length);
}

/** @returns where the attributes end */
function visitAttributes(text: string, from: number, path: readonly string[], visit: Visit): number {
  let end = from;
  for (;;) {
    const nameFrom = afterSpace(text, end);
    const nameTo = endOfName(text, nameFrom);
    const equals = afterSpace(text, nameTo);
    const quoteAt = afterSpace(text, equals + 1);
    const quote = text.charAt(quoteAt);
    if (nameTo === nameFrom || text.charAt(equals) !== '=' || (quote !== '"' && quote !== "'")) return end;
    const close = text.indexOf(quote, quoteAt + 1);
    const valueTo = close < 0 ? text.length : close;
    const name = text.slice(Math.max(nameFrom, nameTo - longestName), nameTo);
    if (!/^xmlns\b/.test(name)) visit(path, localName(name), text.slice(quoteAt + 1, valueTo), quoteAt + 1);
    end = Math.min(text.length, valueTo + 1);
  }
}

/** The position after the `>` of a tag; without one before the next `<`, the tag has no end. */
function endOfTag(text: string, from: number): { readonly at: number; readonly isEmpty: boolean } {
  for (let at = from; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '<') break;
    if (character === '>') return { at: at + 1, isEmpty: text.charAt(at - 1) === '/' };
  }
  return { at: from, isEmpty: false };
}

function endOfName(text: string, from: number): number {
  let at = from;
  while (at < text.length && isNameUnit(text.charCodeAt(at))) at += 1;
  return at;
}

/** A letter or digit of ASCII, an underscore, a point, a colon or a hyphen. */
function isNameUnit(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x2d && code <= 0x3a && code !== 0x2f) ||
    (code >= 0x41 && code <= 0x5a) ||
    code === 0x5f
  );
}

function afterSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charAt(at).trim() === '') at += 1;
  return at;
}
