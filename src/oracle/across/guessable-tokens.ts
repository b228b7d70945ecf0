import { createHash } from 'node:crypto';
import { isUnlikeWords } from '../response/secret-rules';

/** What is known of the login for which a token was handed out; undefined where it is not. */
export interface KnownOfLogin {
  readonly username: unknown;
  readonly userId: unknown;
  readonly tenantId: unknown;
  /** The password, the API key or the passcode of the request. */
  readonly secret: unknown;
}

/** What a token id can be guessed from, or undefined where nothing shows it (erratum E36). */
export function guessOf(tokenId: string, known: KnownOfLogin): string | undefined {
  const values = [
    ['the name of the user', known.username],
    ['the id of the user', known.userId],
    ['the id of the tenant', known.tenantId],
    ['a secret of the request', known.secret],
  ] as const;
  for (const [what, value] of values) {
    if (typeof value !== 'string' || value === '') continue;
    if (tokenId === value) return what;
    if (codingsOf(value).has(tokenId.toLowerCase())) return `made of ${what}`;
  }
  const { secret } = known;
  const holdsSecret = typeof secret === 'string' && isUnlikeWords(secret) && tokenId.includes(secret);
  return holdsSecret ? 'made of a secret of the request' : undefined;
}

const codings = new Map<string, ReadonlySet<string>>();

/** A value in the codings and by the digests that are in use, in small letters. */
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

/** Digits of a number that is exact, in either notation. */
const mostDigits = 12;

/** Ids of which fewer could stand close to each other by chance. */
const fewest = 3;

/** Whether ids are numbers, decimal or hexadecimal, that were counted: as many of random ones stand far apart. */
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

/** How many characters all ids begin with, the last digits of those left to the numbers behind, which carry over. */
function commonStart(ids: readonly string[]): number {
  const [first = ''] = ids;
  let length = 0;
  while (length < first.length && ids.every((id) => id[length] === first[length])) length += 1;
  let digits = 0;
  while (digits < mostDigits && /^[0-9a-f]$/i.test(first[length - 1 - digits] ?? '')) digits += 1;
  const rest = Math.max(...ids.map((id) => id.length)) - length;
  return length - Math.min(digits, Math.max(0, mostDigits - rest));
}
