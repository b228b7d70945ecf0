import { deserialize, serialize } from 'node:v8';
import { localName, type Visit, visitJson, visitXml } from '../protocol/body-members';
import { challengeOf } from '../protocol/challenge';
import { Secret } from '../protocol/secret';
import { unescaped } from './escapes';
import { isSure, kindOf, looksSecret } from './secret-names';

/** Texts in texts are read so deep: JSON in a string of JSON, an address in a header. */
const deepest = 3;

/** `token=...`, `sessionId: '...'`, `Authorization: Bearer ...` in a text of any kind. */
const parameter =
  /((?:token|session|auth|secret|pass(?:word|code|wd|phrase)|api[-_]?key|jwt|pwd|ticket|otp|private[-_]?key)[\w.:-]{0,40})\\?["']?\s{0,8}(?:=>?|:)\s{0,8}(?:(?:Bearer|Basic|Digest|Token)\s+)?\\?(?:"([^"\\]+)|'([^'\\]+)|([^\s"'\\,;&<>{}()[\]]+))/gi;

/** The address of a token. */
const tokenPath = /\/tokens\/([\w.~%+=-]{8,})/g;

/**
 * The secrets that a response brings: token ids, session ids and what else opens something, wherever a server puts
 * it, also in a body that cannot be read. What is not secret is not found: ids of users and tenants, addresses,
 * dates, the names of ways to authenticate.
 *
 * @param headers names in lower case, values that were sent more than once joined by commas
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
    const session = challengeOf(value)?.session;
    if (session) found.set(session.reveal(), session);
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
 * what has a name in it.
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
 * Visits every value with a name in a text of any kind, in texts within texts too, and all that may be a token in an
 * address. Of a value in a text within the text, the place is that of the inner text's own.
 *
 * @param words whether the value of a parameter may be a mere word; in running text it is just a word after a colon
 * @param depth how many texts this text is in; from the third on, none in it are looked for
 */
export function visitText(text: string, add: Visit, { words = false, depth = 0 } = {}): void {
  const visit: Visit = (path, name, value, at) => {
    add(path, name, value, at);
    // What stands in a value may be a nested text, escaped to fit in there.
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

/** Characters of a token in three parts or more (RFC 7515, 7.1; RFC 7516, 7.1), which are no others around it. */
const dotted = /[\w.-]{20,}/g;

/** The JSON object that its first part is, and of a signed one the second, in base64url. */
const header = 'eyJ';

const beginOfKey = /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----/g;
const endOfKey = '-----END ';

/**
 * What opens something by its shape alone, whatever it is called: JSON Web Tokens, and private keys in PEM (RFC 7468).
 */
function credentialsByShape(text: string): string[] {
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

/** The value of `name=value` or `name="value"`; nothing of a text without a name. */
function valueOf(pair: string): string {
  return /^[^=\s]+=\s*"?([^"]*)/.exec(pair)?.[1]?.trim() ?? '';
}

/**
 * The same text in its own memory. For V8 a substring is only a reference into the whole text, so that the
 * piece would keep the whole text, however long.
 */
export function detachedCopy(text: string): string {
  return deserialize(serialize(text)) as string;
}
