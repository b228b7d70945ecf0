import { credentialsTypes } from '../../protocol/auth';
import type { Exchange } from '../../http/exchange/exchange';
import { isDistinctive } from '../../secrets/secret-forms';
import { visitBody, visitJson, visitXml } from '../../protocol/body-members';
import { escapes } from '../../protocol/reference';
import { membersOf, type AuthRequest } from '../request/auth-request';

/** The length of a secret that could not be distinguished from ordinary text, in a refusal and where there is much text. */
const shortest = { inRefusal: 5, inMuchText: 8 };

/** Whether a response repeats a secret that its request presents, in its body or in its headers. */
export function repeatsSecretOfRequest(response: Exchange, request: AuthRequest): boolean {
  const secrets = secretsIn(request, response.sent?.body);
  if (response.status >= 400) return isRepeated(response, secrets);
  // A catalogue has many words: a short secret counts only as a whole value, and a word not at all.
  return isRepeated(response, secrets.filter(isUnlikeWords)) || isValueOf(response, secrets);
}

/** A secret comes back as it is, in an escape of either format, or in any form in which a mask knows it. */
function isRepeated(response: Exchange, secrets: readonly string[]): boolean {
  if (secrets.length === 0) return false;
  const said = `${response.headerText}\n${response.text}`;
  if (secrets.some((secret) => formsOf(secret).some((form) => said.includes(form)))) return true;
  const { response: back } = response.record;
  const masked = [back?.body, ...Object.values(back?.headers ?? {})].join('\n');
  // What else the suite masks, such as a long name that another request sent as a password, is not a secret here.
  return secrets.some((secret) => {
    const mask = response.mask(secret);
    return mask !== secret && /^\[masked [^\][]+\]$/.test(mask) && masked.includes(mask);
  });
}

/** Whether a text with such a secret in it cannot have it by chance: it is long, and has more than letters. */
export function isUnlikeWords(secret: string): boolean {
  return secret.length >= shortest.inMuchText && /[^a-z]/i.test(secret) && /\D/.test(secret);
}

function isValueOf(response: Exchange, secrets: readonly string[]): boolean {
  const looked = new Set(
    secrets.filter((secret) => isDistinctive(secret) && /[^a-z]/i.test(secret)).flatMap(formsOf),
  );
  if (looked.size === 0) return false;
  let found = response.headerText.split('\n').some((value) => looked.has(value));
  const visit = (_: readonly string[], _name: string, value: string) => {
    found ||= looked.has(value);
  };
  if (response.writtenIn === 'json') visitJson(response.text, visit);
  if (response.writtenIn === 'xml') visitXml(response.text, visit);
  return found;
}

/**
 * The secrets that a request presents, even in a malformed body; one that equals its user name, or the value of another
 * member, is not secret there.
 */
function secretsIn(request: AuthRequest, body: Buffer | undefined): string[] {
  const secrets = new Set<string>();
  const open = new Set<unknown>();
  for (const { secret, username } of membersOf(request)?.credentials ?? []) {
    if (typeof secret === 'string') secrets.add(secret);
    open.add(username);
  }
  const visit = (_: readonly string[], name: string, value: string) => {
    if (secretNames.includes(name)) secrets.add(value);
    else open.add(value);
  };
  visitBody(body, visit);
  return [...secrets].filter((secret) => secret.length >= shortest.inRefusal && !open.has(secret));
}

const secretNames: readonly string[] = [...credentialsTypes, 'passcode'];

function formsOf(secret: string): string[] {
  const written = [secret, escapes.json(secret), escapes.xml(secret)];
  return [...new Set([...written, ...written.map(escapes.url)])];
}
