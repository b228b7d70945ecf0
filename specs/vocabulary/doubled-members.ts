import { isObject } from '../../src/identity/access';
import { authOf, type CredentialsType } from '../../src/identity/auth';
import { authJson, writeJson, type JsonValue } from '../../src/identity/auth-json';
import { authXml, writeXml } from '../../src/identity/auth-xml';
import { tokenRequest, type TokenRequest } from '../../src/identity/token-request';

/** A login in which one member, or the credentials element, stands twice with one value. */
export interface DoubledMember {
  readonly format: 'json' | 'xml';
  readonly path: string;
  readonly request: TokenRequest;
}

/** Keeps the second of two equal names apart until the text is written. */
const second = '\u0000';

/** Every member of the JSON login in turn, and the credentials element of the XML one, doubled (erratum E19). */
export function doubledMembers(type: CredentialsType): DoubledMember[] {
  const auth = authOf('user', type);
  const { children, ...root } = authXml(auth);
  return [
    ...doublings(authJson(auth)).map(({ path, value }): DoubledMember => {
      const body = writeJson(value).replaceAll(JSON.stringify(second).slice(1, -1), '');
      return { format: 'json', path, request: tokenRequest({ format: 'json', body }) };
    }),
    {
      format: 'xml',
      path: `auth/${children[0]?.name}`,
      request: tokenRequest({
        format: 'xml',
        body: writeXml({ ...root, children: [...children, ...children] }),
      }),
    },
  ];
}

function doublings(value: JsonValue, above = ''): { readonly path: string; readonly value: JsonValue }[] {
  if (!isObject(value)) return [];
  const members = value as Record<string, JsonValue>;
  return Object.entries(members).flatMap(([name, inner]) => {
    const path = `${above}${name}`;
    const inside = doublings(inner, `${path}.`);
    return [
      { path, value: { ...members, [`${name}${second}`]: inner } },
      ...inside.map((doubled) => ({ path: doubled.path, value: { ...members, [name]: doubled.value } })),
    ];
  });
}
