/**
 * What XML 1.0 demands and the parser in use lets pass: legal characters and character references, tags that
 * balance around a single root, no `]]>` in text. A DOCTYPE is found here too, before any parser sees it.
 * Everything is one walk from left to right, so that no body can make it slow.
 */

/** Deeper nesting serves no login, and costs the parser time that grows with its square. */
const DEPTH_LIMIT = 200;

const LONGEST_REFERENCE = 32;

/** XML 1.0, production 2. */
const ONLY_LEGAL_CHARACTERS = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
const REFERENCE = /^&(?:amp|lt|gt|quot|apos|#0*(\d+)|#x0*([\da-fA-F]+));/;
const QUOTED = /"[^"]*"|'[^']*'/g;
const TAG = /<\/?(?:"[^"]*"|'[^']*'|[^"'<>/])*\/?>/y;

/** The parts that hold no markup: how each begins and ends. */
const CDATA = { start: '<![CDATA[', end: ']]>' };
const OPAQUE = [CDATA, { start: '<!--', end: '-->' }, { start: '<?', end: '?>' }];

/**
 * Walks through the text, with the parser judging the rest.
 *
 * @returns its tags in order, or undefined when the text fails the demands above
 */
export function tagsOf(text: string): string[] | undefined {
  if (!ONLY_LEGAL_CHARACTERS.test(text)) return undefined;
  const tags: string[] = [];
  let depth = 0;
  let position = 0;
  while (position < text.length) {
    const next = text.indexOf('<', position);
    const markup = next === -1 ? text.length : next;
    const between = text.slice(position, markup);
    if (between.includes(']]>') || !referencesAreLegal(between)) return undefined;

    const opaque = OPAQUE.find((part) => text.startsWith(part.start, markup));
    if (opaque) {
      const end = text.indexOf(opaque.end, markup + opaque.start.length);
      if (end === -1 || (opaque === CDATA && depth === 0)) return undefined;
      position = end + opaque.end.length;
      continue;
    }
    if (next === -1) break;

    const tag = tagAt(text, markup);
    const follows = depth > 0 || tags.length === 0;
    if (tag === undefined || tag.startsWith('<!') || !follows || !referencesAreLegal(tag)) return undefined;
    tags.push(tag);
    depth += depthChange(tag);
    if (depth < 0 || depth > DEPTH_LIMIT) return undefined;
    position = markup + tag.length;
  }
  return depth === 0 && tags.length > 0 ? tags : undefined;
}

/** How many attributes, namespace declarations included, stand in these tags. */
export function attributeCount(tags: string[]): number {
  return tags.reduce((count, tag) => count + (tag.match(QUOTED)?.length ?? 0), 0);
}

function tagAt(text: string, position: number): string | undefined {
  TAG.lastIndex = position;
  return TAG.exec(text)?.[0];
}

function depthChange(tag: string): number {
  if (tag.startsWith('</')) return -1;
  return tag.endsWith('/>') ? 0 : 1;
}

function referencesAreLegal(text: string): boolean {
  for (let at = text.indexOf('&'); at !== -1; at = text.indexOf('&', at + 1)) {
    const reference = REFERENCE.exec(text.slice(at, at + LONGEST_REFERENCE));
    if (!reference) return false;
    const [, decimal, hexadecimal] = reference;
    if (decimal !== undefined && !isLegalCharacter(parseInt(decimal, 10))) return false;
    if (hexadecimal !== undefined && !isLegalCharacter(parseInt(hexadecimal, 16))) return false;
  }
  return true;
}

function isLegalCharacter(codePoint: number): boolean {
  return codePoint <= 0x10ffff && ONLY_LEGAL_CHARACTERS.test(String.fromCodePoint(codePoint));
}
