/** What may begin a name beyond ASCII (XML 1.0, 2.3). */
const starts: readonly (readonly [first: number, last: number])[] = [
  [0xc0, 0xd6],
  [0xd8, 0xf6],
  [0xf8, 0x2ff],
  [0x370, 0x37d],
  [0x37f, 0x1fff],
  [0x200c, 0x200d],
  [0x2070, 0x218f],
  [0x2c00, 0x2fef],
  [0x3001, 0xd7ff],
  // Surrogates are the halves of U+10000 to U+EFFFF, all of which may.
  [0xd800, 0xdb7f],
  [0xdc00, 0xdfff],
  [0xf900, 0xfdcf],
  [0xfdf0, 0xfffd],
];

/** Whether a UTF-16 unit may begin a name; a colon may not, as names are read with namespaces. */
export function startsName(code: number): boolean {
  if (code < 0x80) return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f;
  return starts.some(([first, last]) => code >= first && code <= last);
}

/** Whether a UTF-16 unit may stand in a name, a colon aside. */
export function continuesName(code: number): boolean {
  if (startsName(code) || (code >= 0x30 && code <= 0x39) || code === 0x2d || code === 0x2e) return true;
  return code === 0xb7 || (code >= 0x300 && code <= 0x36f) || (code >= 0x203f && code <= 0x2040);
}

/** Whether a code point may stand in a document (XML 1.0, 2.2). */
export function isCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  return code <= 0x10ffff && code !== 0xfffe && code !== 0xffff && (code < 0xd800 || code > 0xdfff);
}
