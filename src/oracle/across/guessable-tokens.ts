import { createHash } from 'node:crypto';
import { isUnlikeWords } from '../response/refusal-rules';

/** What is known about the login for which a token was issued; undefined members are unknown. */
interface KnownOfLogin {
  readonly username: unknown;
  readonly userId: unknown;
  readonly tenantId: unknown;
  /** The password, the API key or the passcode of the request. */
  readonly secret: unknown;
}

/** What a token id can be guessed from; undefined if nothing suggests that it can (erratum E36). */
export function guessOf(tokenId: string, known: KnownOfLogin): string | undefined {
  const values = [
    ['the name of the user', known.username],
    ['the id of the user', known.userId],
    ['the id of the tenant', known.tenantId],
    ['a secret from the request', known.secret],
  ] as const;
  for (const [what, value] of values) {
    if (typeof value !== 'string' || value === '') continue;
    if (tokenId === value) return what;
    if (codingsOf(value).has(tokenId.toLowerCase())) return `derived from ${what}`;
  }
  const { secret } = known;
  const holdsSecret = typeof secret === 'string' && isUnlikeWords(secret) && tokenId.includes(secret);
  return holdsSecret ? 'derived from a secret in the request' : undefined;
}

const codings = new Map<string, ReadonlySet<string>>();

/** A value in the usual encodings and digests, in lower case. */
function codingsOf(value: string): ReadonlySet<string> {
  const known = codings.get(value);
  if (known) return known;
  const bytes = Buffer.from(value);
  const made = new Set(
    [
      ...(['base64', 'base64url', 'hex'] as const).map((coding) => bytes.toString(coding)),
      ...['md5', 'sha1', 'sha256', 'sha512'].map((name) => createHash(name).update(bytes).digest('hex')),
    ].map((text) => text.toLowerCase()),
  );
  codings.set(value, made);
  return made;
}

/** The most digits, decimal or hexadecimal, of a number that JavaScript represents exactly. */
const mostDigits = 12;

/** Fewer ids than this could be close to each other by chance. */
const fewest = 3;

/** Whether ids are consecutive or nearly consecutive numbers, decimal or hexadecimal; random ones would be far apart. */
export function areCounted(all: readonly string[]): boolean {
  const ids = [...new Set(all)];
  if (ids.length < fewest) return false;
  const start = commonStart(ids);
  const rests = ids.map((id) => id.slice(start));
  return [10, 16].some((radix) => {
    const digits = radix === 10 ? /^\d{1,15}$/ : /^[0-9a-f]{1,12}$/i;
    if (!rests.every((rest) => digits.test(rest))) return false;
    const numbers = rests.map((rest) => Number.parseInt(rest, radix));
    return Math.max(...numbers) - Math.min(...numbers) < 4 * ids.length;
  });
}

/** The length of the prefix that all ids share, without its last digits: they belong to the number that follows. */
function commonStart(ids: readonly string[]): number {
  const [first = ''] = ids;
  let length = 0;
  while (length < first.length && ids.every((id) => id[length] === first[length])) length += 1;
  let digits = 0;
  while (digits < mostDigits && /^[0-9a-f]$/i.test(first[length - 1 - digits] ?? '')) digits += 1;
  const rest = Math.max(...ids.map((id) => id.length)) - length;
  return length - Math.min(digits, Math.max(0, mostDigits - rest));
}
