import { Secret } from '../../protocol/secret';
import { looksLikeCredential } from '../../secrets/credential-shapes';
import { ConfigurationError } from '../configuration';

export interface HeaderField {
  readonly name: string;
  readonly value: string | Secret;
}

/** RFC 9110, 5.6.2 and 5.5. */
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const fieldValue = /^[\t\u0020-\u007e\u0080-\u00ff]+$/;

const secretName = /auth|cookie|token|key|secret|pass|pwd|credential|sig|session/i;

/** Masking a shorter value would hide unrelated text as well. */
const shortestSecret = 4;

/** Headers that checks set themselves or that frame the message; another value would falsify the verdict. */
const ownHeaders = new Set([
  'accept',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'expect',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-sessionid',
]);

/** Parses the `Name: value` of `--header`. */
export function parseHeader(text: string): HeaderField {
  const colon = text.indexOf(':');
  const name = text.slice(0, colon).trim();
  if (colon < 0 || !token.test(name)) {
    throw new ConfigurationError([
      "--header must be a name, a colon and a value; write it as --header 'X-Request-Source: conformance'.",
    ]);
  }
  return readHeader(name, text.slice(colon + 1), `--header ${name}`, `headers.${name}`);
}

/**
 * A header to add to every request.
 * @param place where it was configured, for error messages
 * @param label the name in the mask of its value, if that is a secret
 * @param fromVariable whether an environment variable is part of the value, which makes it a secret whatever the header
 */
export function readHeader(
  name: string,
  text: string,
  place: string,
  label: string,
  fromVariable = false,
): HeaderField {
  const value = text.trim();
  const refuse = (problem: string): never => {
    throw new ConfigurationError([`${place} ${problem}.`]);
  };
  if (ownHeaders.has(name.toLowerCase())) {
    refuse('is a header that the checks set themselves; leave it out');
  }
  if (value === '') refuse('is empty; write a value, or leave it out');
  if (!fieldValue.test(value)) {
    refuse('contains a character that a header must not contain, such as a line break; remove it');
  }
  const long = [...value].length >= shortestSecret;
  if (!secretName.test(name)) {
    const isSecret = long && (fromVariable || looksLikeCredential(name, value));
    return { name, value: isSecret ? new Secret(value, label) : value };
  }
  if (!long) {
    refuse('has fewer than 4 characters, too few to be masked without hiding other text; use a longer one');
  }
  return { name, value: new Secret(value, label) };
}

/** One value per case-insensitive name; later lists override earlier ones, and a duplicate within a list is an error. */
export function mergeHeaders(...lists: readonly (readonly HeaderField[])[]): Record<string, string | Secret> {
  const merged = new Map<string, HeaderField>();
  for (const list of lists) {
    const seen = new Set<string>();
    for (const field of list) {
      const key = field.name.toLowerCase();
      if (seen.has(key)) {
        throw new ConfigurationError([`The header ${field.name} is given twice; keep one of them.`]);
      }
      seen.add(key);
      merged.set(key, field);
    }
  }
  return Object.fromEntries([...merged.values()].map(({ name, value }) => [name, value]));
}
