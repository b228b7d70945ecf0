import { textOf } from './body-text';

/** How far into a body its kind shows. */
const looked = 2048;

/** Whether a body begins as an HTML page does, white space and comments aside. */
export function isHtmlPage(body: Buffer): boolean {
  const text = textOf(body.subarray(0, looked)).replace(/^\uFEFF/, '');
  let at = 0;
  for (;;) {
    at += spacesAt(text, at);
    if (!text.startsWith('<!--', at)) break;
    const end = text.indexOf('-->', at + 4);
    if (end < 0) return false;
    at = end + 3;
  }
  return /^<(?:!doctype\s{1,64}html|html)\b/i.test(text.slice(at, at + 80));
}

function spacesAt(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charAt(at).trim() === '') at += 1;
  return at - from;
}
