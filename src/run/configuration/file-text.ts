import { isUtf8 } from 'node:buffer';

/** The text of a file that a user wrote, or one clause on why it has none. */
export type FileText = { readonly text: string } | { readonly problem: string };

const marks: readonly (readonly [readonly number[], string])[] = [
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

/**
 * Reads UTF-8, and UTF-16 that says so by its byte order mark, as PowerShell writes it. Anything else is not guessed: a
 * password of other letters would go out as a wrong one.
 */
export function fileText(bytes: Buffer): FileText {
  const encoding = marks.find(([mark]) => mark.every((byte, index) => bytes[index] === byte))?.[1];
  if (encoding !== undefined)
    try {
      return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
    } catch {
      return { problem: 'begins as UTF-16 and ends in the middle of a character; save it as UTF-8' };
    }
  const zero = bytes.indexOf(0);
  if (zero >= 0)
    return { problem: `contains a zero byte ${placeOf(bytes, zero)}, as UTF-16 does; save it as UTF-8` };
  if (!isUtf8(bytes)) {
    const at = firstOther(bytes);
    const byte = (bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, '0');
    return {
      problem: `is not UTF-8: it contains the byte 0x${byte} ${placeOf(bytes, at)}; save it as UTF-8`,
    };
  }
  return { text: bytes.toString('utf8').replace(/^\uFEFF/, '') };
}

/** `at byte 57, on line 3`, both counted from 1. */
function placeOf(bytes: Buffer, at: number): string {
  const line = bytes.subarray(0, at).filter((byte) => byte === 0x0a).length + 1;
  return `at byte ${at + 1}, on line ${line}`;
}

/** Where the first character begins that is none in UTF-8. */
function firstOther(bytes: Buffer): number {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let start = 0;
  for (let at = 0; at < bytes.length; at += 1)
    try {
      if (decoder.decode(bytes.subarray(at, at + 1), { stream: true }) !== '') start = at + 1;
    } catch {
      break;
    }
  return start;
}
