import { headerOf, type TokensRequest } from '../http/tokens-request';
import { Refusal } from '../refusal';

const DECLARED_ENCODING = /^<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z][\w.-]*)["']/;

/**
 * The text of an XML body: a byte order mark decides its encoding, then the charset of the Content-Type,
 * then the XML declaration, then UTF-8 (RFC 7303, section 3).
 *
 * @throws Refusal `bodyUnreadable` for an encoding that is not known, or bytes that do not belong to it
 */
export function decodeXml(request: TokensRequest): string {
  const { body } = request;
  const encoding = markedEncoding(body) ?? charsetOf(request) ?? declaredEncoding(body) ?? 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(body);
  } catch {
    throw new Refusal('bodyUnreadable');
  }
}

function markedEncoding(body: Uint8Array): string | undefined {
  const [first, second, third] = body;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return undefined;
}

function charsetOf(request: TokensRequest): string | undefined {
  return /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(headerOf(request, 'content-type'))?.[1];
}

/** The declaration is ASCII in every encoding that needs neither a mark nor a charset. */
function declaredEncoding(body: Uint8Array): string | undefined {
  return DECLARED_ENCODING.exec(Buffer.from(body.subarray(0, 200)).toString('latin1'))?.[1];
}
