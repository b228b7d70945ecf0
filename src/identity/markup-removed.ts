import { TracedReplacement, type TracedText } from './traced-text';

/** Units of a tag, at most: what is longer is text that has a `<` in it. */
const longestTag = 2048;

/**
 * A text without its tags, comments, instructions and the marks of CDATA sections, so that a value is in one piece
 * which they split; undefined when there are none.
 */
export function withoutMarkup(traced: TracedText): TracedText | undefined {
  const { text } = traced;
  let replacement: TracedReplacement | undefined;
  const drop = (start: number, end: number) => {
    replacement ??= new TracedReplacement(traced);
    replacement.replace(start, end, '');
  };
  let noComment = false;
  let noInstruction = false;
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

/** Where the next `<` or `]]>` stands, or the length of the text. */
function nextMark(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '<' || (character === ']' && text.startsWith(']]>', at))) return at;
  }
  return text.length;
}

/** Behind the `>` of a tag that begins at `at`; behind its `<` where it is no tag. */
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
