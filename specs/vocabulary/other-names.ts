import { authOf, type CredentialsType } from '../../src/identity/auth';
import { authJson, credentialsMember, writeJson, type JsonObject } from '../../src/identity/auth-json';
import { authXml, writeXml, type Element } from '../../src/identity/auth-xml';
import type { Format } from '../../src/identity/format';
import { namespaces } from '../../src/identity/namespaces';
import type { TokenRequest } from '../../src/identity/token-request';
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

/** A JSON login of which one member has another name; names are compared exactly (RFC 8259, 8.3). */
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

/** XML logins of which one element stands in a namespace that is not its own. */
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
