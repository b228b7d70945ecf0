import { deserialize, serialize } from 'node:v8';
import { localName, type Visit, visitJson, visitXml } from '../protocol/body-members';
import { sessionsIn } from '../protocol/challenge';
import { Secret } from '../protocol/secret';
import { credentialsByShape } from './credential-shapes';
import { unescaped } from './escapes';

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
type SecretKind = 'token id' | 'session id' | 'credential';

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
function isSure(name: string): boolean {
  return /^(?:[\w-]*(?:token|session)[-_]?)?id$/i.test(name) || /^x-(?:auth|subject)-token$/i.test(name);
}

/**
 * Whether a value under such a name can be a secret: long enough to be distinguished from other text, without spaces,
 * and not a URL, a date, or a mere word such as PASSCODE or access_token.
 *
 * @param sure also accepts a word, or a value of four to seven characters with a digit
 */
function looksSecret(value: string, sure: boolean): boolean {
  if (/\s/.test(value) || value.startsWith('[masked')) return false;
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(value) || /^\d{4}-\d\d-\d\d(?:T|$)/.test(value)) return false;
  if (/^(?:PASSWORD|APIKEY|PASSCODE|FEDERATED|OTPPASSCODE)$/i.test(value)) return false;
  if (sure && value.length < 8) return /^(?=.*\d)(?=.*[^\d]).{4,}$|^\d{6,}$/.test(value);
  return value.length >= 8 && (sure || !/^[A-Za-z._-]{1,24}$/.test(value));
}

/** How deep texts within texts are read: JSON in a JSON string, a URL in a header. */
const deepest = 3;

/** `token=...`, `sessionId: '...'`, `Authorization: Bearer ...` in a text of any kind. */
const parameter =
  /((?:token|session|auth|secret|pass(?:word|code|wd|phrase)|api[-_]?key|jwt|pwd|ticket|otp|private[-_]?key)[\w.:-]{0,40})\\?["']?\s{0,8}(?:=>?|:)\s{0,8}(?:(?:Bearer|Basic|Digest|Token)\s+)?\\?(?:"([^"\\]+)|'([^'\\]+)|([^\s"'\\,;&<>{}()[\]]+))/gi;

/** The URL of a token. */
const tokenPath = /\/tokens\/([\w.~%+=-]{8,})/g;

/**
 * The secrets in a response: token ids, session ids and other credentials, wherever a server puts them, even in a body
 * that cannot be read. Ids of users and tenants, URLs, dates and names of authentication methods are not secret.
 *
 * @param headers names in lower case, values of repeated headers joined by commas
 * @param body as a text, see textOf
 */
export function secretsOf(headers: Readonly<Record<string, string>>, body: string): Secret[] {
  const found = new Map<string, Secret>();
  const add: Visit = (path, name, value) => {
    const kind = kindOf(path, name);
    if (kind && looksSecret(value, isSure(name))) found.set(value, new Secret(detachedCopy(value), kind));
  };
  for (const [name, value] of Object.entries(headers)) {
    visitHeader(name, value, add);
    if (name === 'set-cookie') for (const cookie of cookiesOf(value)) found.set(cookie.reveal(), cookie);
    for (const session of sessionsIn(value))
      found.set(session, new Secret(detachedCopy(session), 'session id'));
  }
  visitText(body, add);
  for (const text of [...Object.values(headers), body])
    for (const shaped of credentialsByShape(text))
      if (!found.has(shaped)) found.set(shaped, new Secret(detachedCopy(shaped), 'credential'));
  return [...found.values()];
}

/** Whether a name announces a secret; see `kindOf`. */
export function kindAnnounced(path: readonly string[], name: string): boolean {
  return kindOf(path, name) !== undefined;
}

/**
 * Visits the values in a header: credentials without their scheme (RFC 9110, 11.4), each of several on its own, and
 * every named value.
 *
 * @param name in lower case
 */
export function visitHeader(name: string, value: string, add: Visit): void {
  if (name !== 'set-cookie' && !name.endsWith('authenticate')) {
    let at = 0;
    for (const part of value.split(',')) {
      const credentials = part.trim().replace(/^[A-Za-z][\w-]*\s+(?=\S)/, '');
      if (credentials !== '') add([], name, credentials, value.indexOf(credentials, at));
      at += part.length + 1;
    }
  }
  visitText(value, add);
}

/**
 * Visits every named value in a text of any kind, also in texts within it, and anything in a URL that may be a token. A
 * value in an inner text is located within that text.
 *
 * @param words whether the value of a parameter may be a mere word; in prose that is just a word after a colon
 * @param depth how many texts this text is nested in; at three, texts in it are no longer read
 */
export function visitText(text: string, add: Visit, { words = false, depth = 0 } = {}): void {
  const visit: Visit = (path, name, value, at) => {
    add(path, name, value, at);
    // A value may be a nested text, escaped to fit.
    const inner = depth < deepest && /[\\&%<{]/.test(value) ? unescaped(value) : undefined;
    if (inner !== undefined) visitText(inner, add, { words, depth: depth + 1 });
  };
  if (text.includes('{')) visitJson(text, visit);
  if (text.includes('<')) visitXml(text, visit);
  for (const match of text.matchAll(parameter)) {
    const [whole, name = '', double, single, bare] = match;
    const value = double ?? single ?? bare ?? '';
    if (words || /\d/.test(value)) add([], localName(name), value, match.index + whole.length - value.length);
  }
  for (const match of text.matchAll(tokenPath)) {
    const [whole, id = ''] = match;
    if (/\d/.test(id)) add(['token'], 'id', id, match.index + whole.length - id.length);
  }
}

/** Values of cookies without their names and attributes (RFC 6265, 4.1.1). */
function cookiesOf(header: string): Secret[] {
  return [...header.matchAll(/(?:^|,\s*)[^=;,\s]+=\s*"?([^";,\s]+)/g)]
    .map(([, value = '']) => value)
    .filter((value) => looksSecret(value, false))
    .map((value) => new Secret(value, 'cookie'));
}

/**
 * Which parts of a configured header are secret, in addition to the whole value: a server may repeat credentials without
 * their scheme (RFC 9110, 11.4), the decoded user and password of `Basic`, or one cookie of several.
 *
 * @param value the value of the header
 * @returns the value first, then its parts under the same mask
 */
export function secretsInHeader(name: string, value: Secret): Secret[] {
  const text = value.reveal();
  const credentials = /^[A-Za-z][\w-]*\s+(\S.*)$/.exec(text)?.[1];
  const basic =
    /^basic\s/i.test(text) && credentials ? Buffer.from(credentials, 'base64').toString('utf8') : '';
  const parts = [
    credentials ?? '',
    basic,
    basic.slice(basic.indexOf(':') + 1),
    ...(/cookie/i.test(name) ? text.split(/;\s*/) : (credentials ?? '').split(/,\s*/)).map(valueOf),
  ];
  const distinct = new Set(parts.filter((part) => part !== '' && part !== text));
  return [value, ...[...distinct].map((part) => new Secret(part, value.label))];
}

/** The value of `name=value` or `name="value"`; empty for a text without a name. */
function valueOf(pair: string): string {
  return /^[^=\s]+=\s*"?([^"]*)/.exec(pair)?.[1]?.trim() ?? '';
}

/**
 * The same text in its own memory. In V8 a substring references the whole text and would keep it in memory, however
 * long.
 */
export function detachedCopy(text: string): string {
  return deserialize(serialize(text)) as string;
}
