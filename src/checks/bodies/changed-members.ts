import { type TokenRequest, tokenRequest } from '../../http/token-request';
import { isObject } from '../../protocol/access';
import {
  authJson,
  authOf,
  authXml,
  credentialsMember,
  type CredentialsType,
  type Element,
  type JsonObject,
  type JsonValue,
  writeJson,
  writeXml,
} from '../../protocol/auth';
import { type Format, namespaces } from '../../protocol/format';
import { withBody } from './other-bodies';

/** The login with the credentials under a name that no document has. */
export function misspelled(type: CredentialsType, format: Format): TokenRequest {
  if (format === 'json') {
    const name = credentialsMember[type];
    return renamed(type, name, name.slice(0, -1));
  }
  const root = authXml(authOf('user', type));
  return xmlRequest({
    ...root,
    children: root.children.map((child) => ({ ...child, name: child.name.slice(0, -1) })),
  });
}

/** A JSON login in which one member has another name; names are compared exactly (RFC 8259, 8.3). */
export function renamed(type: CredentialsType, name: string, to: string): TokenRequest {
  const body = writeJson(authJson(authOf('user', type)));
  return withBody('json', body.replace(`"${name}":`, `"${to}":`));
}

/** A JSON login whose credentials stand at the top, with no `auth` around them. */
export function withoutAuth(type: CredentialsType): TokenRequest {
  const { auth } = authJson(authOf('user', type));
  return withBody('json', writeJson(auth as JsonObject));
}

/** The XML login in a root element of another name. */
export function inAnotherRoot(): TokenRequest {
  return xmlRequest({ ...authXml(authOf('user', 'password')), name: 'authentication' });
}

/** XML logins with one element in a wrong namespace. */
export const inOtherNamespaces: readonly {
  readonly name: string;
  readonly type: CredentialsType;
  readonly request: TokenRequest;
}[] = [
  {
    name: 'auth in that of the API key',
    type: 'password',
    request: inNamespaces('password', { auth: namespaces.raxKskey, credentials: namespaces.core }),
  },
  {
    name: 'passwordCredentials in that of the API key',
    type: 'password',
    request: inNamespaces('password', { auth: namespaces.core, credentials: namespaces.raxKskey }),
  },
  {
    name: 'apiKeyCredentials in that of auth',
    type: 'apiKey',
    request: inNamespaces('apiKey', { auth: namespaces.core, credentials: namespaces.core }),
  },
];

function inNamespaces(
  type: CredentialsType,
  { auth, credentials }: Readonly<Record<'auth' | 'credentials', string>>,
): TokenRequest {
  const root = authXml(authOf('user', type));
  return xmlRequest({
    ...root,
    attributes: { xmlns: auth },
    children: root.children.map((child) => ({
      ...child,
      attributes: { ...child.attributes, xmlns: credentials },
    })),
  });
}

function xmlRequest(root: Element): TokenRequest {
  return withBody('xml', writeXml(root));
}

/** A login with one member, or the credentials element, twice with the same value. */
interface DoubledMember {
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
    // Their meaning is open, so those of one type are enough.
    ...(type === 'password' ? doublings(authJson(auth)) : []).map(({ path, value }): DoubledMember => {
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
