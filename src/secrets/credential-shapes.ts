/** A run that may be a token in three or more parts (RFC 7515, 7.1; RFC 7516, 7.1). */
const dotted = /[\w.-]{20,}/g;

/** A JSON object in base64url begins so: the first part of a token, and the second of a signed one. */
const header = 'eyJ';

const beginOfKey = /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----/g;
const endOfKey = '-----END ';

/** Credentials recognised by their shape alone: JSON Web Tokens, and private keys in PEM (RFC 7468). */
export function credentialsByShape(text: string): string[] {
  return [...tokensIn(text), ...keysIn(text)];
}

const [signedParts, encryptedParts] = [3, 5];

function tokensIn(text: string): string[] {
  if (!text.includes(header)) return [];
  return [...text.matchAll(dotted)].flatMap(([run]) => {
    const parts = run.split('.');
    const from = parts.findIndex((part, at) => part.startsWith(header) && isToken(parts.slice(at, at + 5)));
    return from < 0
      ? []
      : [
          parts
            .slice(from, from + (parts[from + 1]?.startsWith(header) ? signedParts : encryptedParts))
            .join('.')
            .replace(/[.-]$/, ''),
        ];
  });
}

function isToken(parts: readonly string[]): boolean {
  const [first = '', second = '', third] = parts;
  return first.length >= 10 && third !== undefined && (second.startsWith(header) || parts.length === 5);
}

/** The content of each private key, without the lines around it. */
function keysIn(text: string): string[] {
  const found: string[] = [];
  let from = 0;
  for (const { 0: mark, index } of text.matchAll(beginOfKey)) {
    if (index < from) continue;
    const start = index + mark.length;
    const end = text.indexOf(endOfKey, start);
    // A body may be cut off within a key.
    from = end < 0 ? text.length : end;
    const content = text.slice(start, from).trim();
    if (content !== '') found.push(content);
  }
  return found;
}

/** Credentials behind the name of their scheme (RFC 9110, 11.4). */
const withScheme = /^(?:bearer|basic|digest|token|api-?key|negotiate)\s+\S/i;

/** What a random value has at least; words, versions and dates have less of one or the other. */
const least = { letters: 2, digits: 2, alone: 16, inBothCases: 20 };

/** Headers whose value may be random and is no credential. */
const openHeader = /(?:-id|^traceparent|^content-type|^host|^origin|^referer|^x-forwarded-[\w-]+)$/i;

/**
 * Whether the value of a header looks like a credential: it begins with a scheme, is a JSON Web Token or a private key,
 * or has a long random run, which names of hosts and ids of requests may have as well.
 */
export function looksLikeCredential(name: string, value: string): boolean {
  return (
    withScheme.test(value) ||
    credentialsByShape(value).length > 0 ||
    (!openHeader.test(name) && value.split(/[\s,;:/="]+/).some(isRandom))
  );
}

/** Whether a run seems random: with capitals as base64url has it, a UUID, or one long piece of letters and digits. */
function isRandom(run: string): boolean {
  if (!hasBoth(run)) return false;
  const isInBothCases = /[a-z]/.test(run) && /[A-Z]/.test(run);
  return (
    (isInBothCases && run.length >= least.inBothCases && /^[\w~+-]+$/.test(run)) ||
    /^[\da-f]{32,}$/i.test(run.replaceAll('-', '')) ||
    run.split(/\W|_/).some((part) => part.length >= least.alone && hasBoth(part))
  );
}

/** Whether a run has enough letters and digits. */
function hasBoth(run: string): boolean {
  const [letters, digits] = [run.replace(/[^A-Za-z]/g, ''), run.replace(/\D/g, '')];
  return letters.length >= least.letters && digits.length >= least.digits;
}
