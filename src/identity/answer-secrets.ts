import { Secret } from './secret';

/** A shorter value could not be told from ordinary text, and would blot out a report where it is masked. */
const shortest = 4;

const secretHeaders = ['x-auth-token', 'x-subject-token', 'x-sessionid', 'set-cookie'];

const inText: readonly (readonly [RegExp, string])[] = [
  [/<(?:[\w.-]+:)?token\b[^>]*?\sid\s*=\s*"([^"]*)"/gi, 'token id'],
  [/<(?:[\w.-]+:)?token\b[^>]*?\sid\s*=\s*'([^']*)'/gi, 'token id'],
  [/"token"\s*:\s*\{[^{}]*?"id"\s*:\s*"((?:[^"\\]|\\.)*)"/gi, 'token id'],
  [/sessionid\\?["']?\s*[=:]\s*\\?["']?([^"'\\,;\s<>&]+)/gi, 'session id'],
];

/**
 * The secrets that an answer brings: token ids and session ids, wherever a server puts them, even in a body
 * that cannot be read.
 *
 * @param headers names in lower case
 */
export function secretsOf(headers: Readonly<Record<string, string>>, body: string): Secret[] {
  const found: Secret[] = [];
  const add = (value: unknown, label: string) => {
    if (typeof value === 'string' && value.length >= shortest) found.push(new Secret(value, label));
  };
  for (const name of secretHeaders) add(headers[name], name === 'set-cookie' ? 'cookie' : 'token id');
  for (const text of [...Object.values(headers), body])
    for (const [pattern, label] of inText) for (const match of text.matchAll(pattern)) add(match[1], label);
  walk(parsed(body), add);
  return found;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function walk(value: unknown, add: (value: unknown, label: string) => void, member = ''): void {
  if (Array.isArray(value)) return value.forEach((item) => walk(item, add, member));
  if (typeof value === 'string') {
    if (/^session_?id$/i.test(member)) add(value, 'session id');
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [name, item] of Object.entries(value)) {
    if (/token$/i.test(member) && name === 'id') add(item, 'token id');
    if (/token$/i.test(name)) add(item, 'token id');
    walk(item, add, name);
  }
}
