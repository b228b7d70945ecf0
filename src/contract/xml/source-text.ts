import type { XmlProblem } from './element';

/** More than any response to an authentication needs; beyond it nothing is parsed. */
const maximumBytes = 10 * 1024 * 1024;

const declaration = /^<\?xml\s[^>]*?\?>/;
const declaredEncoding = /(\sencoding\s*=\s*)(["'])([^"']*)\2/;

/**
 * The characters of an XML document, decoded without any trust in its source: UTF-8 (and its part US-ASCII), or
 * UTF-16 with a byte order mark. The declared encoding, where there is one, must fit and comes out as UTF-8.
 * A document type declaration is refused here, before a parser sees it.
 *
 * @param most bytes, or characters of a string, beyond which it is refused
 */
export function sourceText(
  source: Buffer | string,
  most = maximumBytes,
): { text: string } | { problem: XmlProblem } {
  if (source.length > most) {
    return refused(`The document is larger than ${most / 1024 / 1024} MB.`);
  }
  const decoded = typeof source === 'string' ? { text: source, wide: undefined } : decode(source);
  if ('problem' in decoded) return decoded;
  const text = decoded.text.replace(/^\uFEFF/, '');
  if (text.trim() === '') return refused('The document is empty.');
  if (text.includes('\0')) return refused('The document holds a NUL character.');
  if (/\p{Surrogate}/u.test(text)) return refused('The document holds half a surrogate pair.');
  if (declaresDocumentType(text)) return refused('The document has a document type declaration (DOCTYPE).');
  return withoutForeignEncoding(text, decoded.wide);
}

function decode(bytes: Buffer): { text: string; wide: boolean } | { problem: XmlProblem } {
  const mark = bytes.subarray(0, 4).toString('hex');
  if (mark === '0000feff' || mark === 'fffe0000') return refused('The document is in UTF-32.');
  const wide = mark.startsWith('fffe') || mark.startsWith('feff');
  const encoding = mark.startsWith('feff') ? 'utf-16be' : wide ? 'utf-16le' : 'utf-8';
  try {
    return { text: new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes), wide };
  } catch {
    return refused(`The document is not valid ${encoding.toUpperCase()}.`);
  }
}

/** @param wide whether the bytes were UTF-16; undefined when there were none, only characters */
function withoutForeignEncoding(
  text: string,
  wide: boolean | undefined,
): { text: string } | { problem: XmlProblem } {
  const head = declaration.exec(text)?.[0];
  const declared = head && declaredEncoding.exec(head)?.[3]?.toUpperCase();
  if (!head || declared === undefined) return { text };
  const fits = wide
    ? /^UTF-16(LE|BE)?$/.test(declared)
    : /^(UTF-8|US-ASCII|ASCII)$/.test(declared) || (wide === undefined && declared.startsWith('UTF-16'));
  if (!fits) return refused('The document declares an encoding other than UTF-8, or than its own.');
  return { text: head.replace(declaredEncoding, '$1$2UTF-8$2') + text.slice(head.length) };
}

/**
 * Whether a document type declaration stands before the root element, the only place where one is read. Comments
 * and processing instructions are passed over as a parser does, so that neither hides it nor looks like it.
 */
function declaresDocumentType(text: string): boolean {
  let at = 0;
  for (;;) {
    while (' \t\r\n'.includes(text.charAt(at) || '.')) at += 1;
    const end = text.startsWith('<!--', at) ? '-->' : text.startsWith('<?', at) ? '?>' : undefined;
    if (end === undefined) return text.startsWith('<!', at);
    const found = text.indexOf(end, at + (end === '-->' ? 4 : 2));
    if (found < 0) return false;
    at = found + end.length;
  }
}

function refused(message: string): { problem: XmlProblem } {
  return { problem: { message } };
}
