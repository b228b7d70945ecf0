import type { RawResponse } from './exchange';
import { isBinary, textOf } from './body-text';
import { cutAfterMasking, type Masker } from './masking';

/** Characters of a body that a report shows. */
const shown = 64 * 1024;

/** Characters of a longer body that are searched for secrets in order to show its beginning. */
const searched = 4 * shown;

/** An escaped character takes so many times the room of a plain one, at most. */
const escaped = 12;

/** What stands in a report for a body that cannot be read: of bytes that are not the body, no secret could be masked. */
export function unreadableBody({ body, unreadable }: Pick<RawResponse, 'body' | 'unreadable'>): string {
  return `[${body.length} bytes that cannot be read: ${unreadable}]`;
}

/**
 * The body of a response as a report shows it: masked, and of a longer one its beginning; nothing of one that is not text. What is searched ends
 * somewhere, perhaps within a secret, so as many characters as the longest secret may take are left out before
 * that end.
 */
export function shownBody(body: Buffer, masker: Masker): string {
  if (isBinary(body)) return `[${body.length} bytes that are not text]`;
  const text = textOf(body);
  if (text.length <= shown) return masker.mask(text);
  const beginning = text.slice(0, searched);
  const sure = text.length <= searched ? beginning.length : searched - escaped * masker.longest;
  const masked = masker.mask(beginning, Math.max(0, sure));
  const note = `\n[${text.length} characters in total; only the first are shown]`;
  return cutAfterMasking(masked, shown, (same) => same) + note;
}
