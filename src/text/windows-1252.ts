/** The characters of windows-1252 at 0x80 to 0x9F, where it differs from ISO 8859-1. */
export const windows1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

const notLatin1 = /[^\x00-\xff]/g;

/** The bytes of a text that was read as windows-1252 or ISO 8859-1, which must have no other characters. */
export function asWindows1252(text: string): Buffer {
  const asLatin1 = text.replace(notLatin1, (character) =>
    String.fromCharCode(0x80 + windows1252.indexOf(character)),
  );
  return Buffer.from(asLatin1, 'latin1');
}

/** The text of bytes in windows-1252; the TextDecoder of Node.js 20 reads them as ISO 8859-1. */
export function fromWindows1252(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .replace(/[\x80-\x9f]/g, (character) => windows1252.charAt(character.charCodeAt(0) - 0x80));
}
