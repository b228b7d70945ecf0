import { createHash } from 'node:crypto';
import { isUnlikeWords } from '../response/refusal-rules';
import { grouped } from './groups';

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

/** Fewer ids than this could be close to each other by chance. */
const fewest = 3;

/** The number at the end of an id, of as many digits as JavaScript represents exactly. */
const numbers = [
  { radix: 10, atEnd: /\d{1,15}$/ },
  { radix: 16, atEnd: /[0-9a-f]{1,12}$/i },
];

/**
 * The ids that are consecutive or nearly consecutive numbers behind the same text, decimal or hexadecimal; a server may
 * count only some of its tokens, such as those in XML. Random ids would be far apart.
 */
export function countedAmong(ids: readonly string[]): ReadonlySet<string> {
  const all = [...new Set(ids)];
  const counted = numbers.flatMap(({ radix, atEnd }) =>
    [
      ...grouped(
        all.filter((id) => atEnd.test(id)),
        (id) => id.replace(atEnd, ''),
      ).values(),
    ].filter((own) => {
      const values = own.map((id) => Number.parseInt(atEnd.exec(id)?.[0] ?? '', radix));
      return own.length >= fewest && Math.max(...values) - Math.min(...values) < 4 * own.length;
    }),
  );
  return new Set(counted.flat());
}
