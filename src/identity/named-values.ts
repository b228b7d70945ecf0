/**
 * Called for each value with a name: a JSON member, an XML attribute, the text of an element, a parameter.
 *
 * @param path names of the containers around it, from the outside, prefixes left out; an item of an array has
 *   the name of the array
 */
export type Visit = (path: readonly string[], name: string, value: string) => void;

/** The name without the prefix of its extension: `RAX-AUTH:domainId` gives `domainId`. */
export function localName(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1);
}

/** Containers in containers are told apart so deep; a path is handed out for each value. */
const deepest = 32;

const jsonToken =
  /"([^"\\]*(?:\\[^][^"\\]*)*)(?:"(\s*:)?|\\?$)|'([^'\\\n]*)'(\s*:)?|([{}[\],:])|([^\s"'{}[\],:]+)(\s*:)?/g;

/** Visits the values of a JSON text; a text that breaks off or is no JSON at all is read as far as it goes. */
export function visitJson(text: string, visit: Visit): void {
  const path: string[] = [];
  const inArray: boolean[] = [];
  let depth = 0;
  let name = '';
  for (const [, double, doubleColon, single, singleColon, mark, bare, bareColon] of text.matchAll(
    jsonToken,
  )) {
    if (mark === '{' || mark === '[') {
      depth += 1;
      if (depth <= deepest) {
        path.push(name);
        inArray.push(mark === '[');
      }
    } else if (mark === '}' || mark === ']') {
      if (depth <= deepest) {
        path.pop();
        inArray.pop();
      }
      depth = Math.max(0, depth - 1);
    }
    if (mark !== undefined) {
      if (mark !== ':') name = inArray.at(-1) ? (path.at(-1) ?? '') : '';
      continue;
    }
    const value = double ?? single ?? bare ?? '';
    if (doubleColon ?? singleColon ?? bareColon) name = localName(value);
    else visit(path, name, value);
  }
}

const markupPattern = /<!\[CDATA\[([^]*?)(?:\]\]>|$)|<(\/?)([A-Za-z_][\w.:-]*)/g;
const attributePattern = /\s*([\w.:-]+)\s*=\s*(?:"([^"]*)"?|'([^']*)'?)/y;
const tagEndPattern = /[^<>]*?(\/?)>/y;

/** Visits attributes and the text of elements; a text that breaks off or is not well-formed is read as far as it goes. */
export function visitXml(text: string, visit: Visit): void {
  // Their own for each call: what is visited may be read in its turn.
  const [markup, tagEnd] = [new RegExp(markupPattern), new RegExp(tagEndPattern)];
  const path: string[] = [];
  let from = 0;
  const visitText = (value: string) => {
    const trimmed = value.trim();
    if (trimmed !== '') visit(path.slice(0, -1), path.at(-1) ?? '', trimmed);
  };
  for (let match = markup.exec(text); match; match = markup.exec(text)) {
    const [whole, data, slash, qualified = ''] = match;
    if (path.length > 0) visitText(text.slice(from, match.index));
    from = match.index + whole.length;
    if (data !== undefined) visitText(data);
    if (data !== undefined) continue;
    const name = localName(qualified);
    from = visitAttributes(text, from, (attributeName, value) =>
      visit([...path, name], attributeName, value),
    );
    tagEnd.lastIndex = from;
    const end = tagEnd.exec(text);
    if (end) from = tagEnd.lastIndex;
    if (slash) path.length = Math.max(0, path.lastIndexOf(name));
    else if (!end?.[1] && path.length < deepest) path.push(name);
    markup.lastIndex = from;
  }
  if (path.length > 0) visitText(text.slice(from));
}

function visitAttributes(text: string, from: number, visit: (name: string, value: string) => void): number {
  const attribute = new RegExp(attributePattern);
  let end = from;
  attribute.lastIndex = end;
  for (let match = attribute.exec(text); match; match = attribute.exec(text)) {
    const [, name = '', double, single] = match;
    if (!/^xmlns\b/.test(name)) visit(localName(name), double ?? single ?? '');
    end = attribute.lastIndex;
  }
  return end;
}
