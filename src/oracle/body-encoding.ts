/** The text of a body. */
export interface BodyEncoding {
  /** Undefined for bytes that are no text in any encoding that a server must know. */
  readonly text?: string;
  /** Whether it is UTF-8 without a byte order mark, which every server must read. */
  readonly plain: boolean;
}

/**
 * Decodes UTF-8, and UTF-16 with a byte order mark. JSON between systems is UTF-8 and begins with no mark, though a
 * reader may ignore one (RFC 8259, 8.1); XML may be either (XML 1.0, 4.3.3).
 */
export function encodingOf(bytes: Buffer): BodyEncoding {
  const [first, second, third] = bytes;
  const marked =
    first === 0xff && second === 0xfe
      ? 'utf-16le'
      : first === 0xfe && second === 0xff
        ? 'utf-16be'
        : first === 0xef && second === 0xbb && third === 0xbf
          ? 'utf-8'
          : undefined;
  try {
    return {
      text: new TextDecoder(marked ?? 'utf-8', { fatal: true }).decode(bytes),
      plain: marked === undefined,
    };
  } catch {
    return { plain: true };
  }
}
