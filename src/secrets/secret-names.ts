/** Names of secrets, and endings of names that only describe a secret. */
const opening =
  /token|session|auth(?!enticat|or(?!i[sz]ation))|secret|pass(?:word|code|wd|phrase)|api[-_]?key|jwt|ticket|refresh|pwd|private[-_]?key|access[-_]?key|bearer|assertion|(?:^|[-_])t?otp|otp$|(?:^|[-_])pin$/i;
const describing =
  /(?:type|method|policy|enabled|required|url|uri|name|email|count|length|ttl|lifetime|timeout|interval|rate|after|state|status|region|format|scheme|level|by|at|(?<!(?:^|[-_])p)in|(?:user|tenant|project|domain|role|group|account|endpoint|service)s?[-_]?(?:id)?)s?$/i;

/** Names of dates of a secret: `expires_at`, `validUntil`. */
const dating = /expir|issued|created|valid/i;

/** What a token may hold that has an id of its own. */
const owner = /^(?:user|tenant|project|domain|role|service|endpoint|account|group|catalog|credential)s?$/i;

/** What a secret is called in its mask. */
export type SecretKind = 'token id' | 'session id' | 'credential';

/**
 * The kind of secret that a name announces: `X-Auth-Token`, `sessionId`, the `id` of a token.
 *
 * @param path the local names of what encloses it
 * @param name the local name
 */
export function kindOf(path: readonly string[], name: string): SecretKind | undefined {
  if (opening.test(name))
    return describing.test(name) || dating.test(name.split(/\W/).at(-1) ?? '')
      ? undefined
      : /token/i.test(name)
        ? 'token id'
        : /session/i.test(name)
          ? 'session id'
          : 'credential';
  const token = path.findLastIndex((each) => /token/i.test(each));
  if (token < 0) return undefined;
  const inside = [...path.slice(token + 1), name];
  return inside.some((each) => /^(?:id|value|key)$/i.test(each)) && !inside.some((each) => owner.test(each))
    ? 'token id'
    : undefined;
}

/** Whether a name leaves no doubt that its value is a secret, even if it reads like a word. */
export function isSure(name: string): boolean {
  return /^(?:[\w-]*(?:token|session)[-_]?)?id$/i.test(name) || /^x-(?:auth|subject)-token$/i.test(name);
}

/**
 * Whether a value under such a name can be a secret: long enough to be distinguished from other text, without spaces,
 * and not a URL, a date, or a mere word such as PASSCODE or access_token.
 *
 * @param sure also accepts a word, or a value of four to seven characters with a digit
 */
export function looksSecret(value: string, sure: boolean): boolean {
  if (/\s/.test(value) || value.startsWith('[masked')) return false;
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(value) || /^\d{4}-\d\d-\d\d(?:T|$)/.test(value)) return false;
  if (/^(?:PASSWORD|APIKEY|PASSCODE|FEDERATED|OTPPASSCODE)$/i.test(value)) return false;
  if (sure && value.length < 8) return /^(?=.*\d)(?=.*[^\d]).{4,}$|^\d{6,}$/.test(value);
  return value.length >= 8 && (sure || !/^[A-Za-z._-]{1,24}$/.test(value));
}
