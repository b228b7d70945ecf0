import { Secret } from './secret';

/**
 * What of a configured header is secret by itself, beside the whole value: a server may repeat credentials without
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
