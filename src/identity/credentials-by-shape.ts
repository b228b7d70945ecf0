/** Characters of a token in three parts or more (RFC 7515, 7.1; RFC 7516, 7.1), which are no others around it. */
const dotted = /[\w.-]{20,}/g;

/** The JSON object that its first part is, and of a signed one the second, in base64url. */
const header = 'eyJ';

const beginOfKey = /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----/g;
const endOfKey = '-----END ';

/**
 * What opens something by its shape alone, whatever it is called: JSON Web Tokens, and private keys in PEM (RFC 7468).
 */
export function credentialsByShape(text: string): string[] {
  return [...tokensIn(text), ...keysIn(text)];
}

function tokensIn(text: string): string[] {
  if (!text.includes(header)) return [];
  return [...text.matchAll(dotted)].flatMap(([run]) => {
    const parts = run.split('.');
    const from = parts.findIndex((part, at) => part.startsWith(header) && isToken(parts.slice(at, at + 5)));
    return from < 0
      ? []
      : [
          parts
            .slice(from, from + 5)
            .join('.')
            .replace(/[.-]$/, ''),
        ];
  });
}

function isToken(parts: readonly string[]): boolean {
  const [first = '', second = '', third] = parts;
  return first.length >= 10 && third !== undefined && (second.startsWith(header) || parts.length === 5);
}

/** The content of each, without the lines around it. */
function keysIn(text: string): string[] {
  const found: string[] = [];
  let from = 0;
  for (const { 0: mark, index } of text.matchAll(beginOfKey)) {
    if (index < from) continue;
    const start = index + mark.length;
    const end = text.indexOf(endOfKey, start);
    if (end < 0) break;
    from = end;
    const content = text.slice(start, end).trim();
    if (content !== '') found.push(content);
  }
  return found;
}
