import { tokenRequest, type TokenRequest } from '../../http/token-request';
import {
  authJson,
  authOf,
  authXml,
  credentialsElement,
  type CredentialsType,
  element,
  type JsonObject,
  writeJson,
  writeXml,
} from '../../protocol/auth';
import { strayByte } from '../../protocol/body-text';
import { type Format, formats, mediaTypes, namespaces } from '../../protocol/format';
import { reference } from '../../protocol/reference';
import { login } from '../sendings/logins';

/** A request with a given body; by default it asks for a response in the same format. */
export function withBody(format: Format, body: string, answer = format): TokenRequest {
  return tokenRequest({ format, body, accept: mediaTypes[answer] });
}

/** A request without any required parameter. */
export function withoutParameters(format: Format): TokenRequest {
  return withBody(
    format,
    format === 'json' ? writeJson({}) : writeXml(element('auth', { xmlns: namespaces.core })),
  );
}

/** A request whose `auth` holds nothing; in XML, where it is the root, that is one without any required parameter. */
export function withEmptyAuth(format: Format): TokenRequest {
  return format === 'json' ? withBody('json', writeJson({ auth: {} })) : withoutParameters('xml');
}

/** A JSON request with no body at all. */
export function withoutBody({ wire }: Pick<TokenRequest, 'wire'>): TokenRequest {
  return tokenRequest({ format: 'json', body: '', wire });
}

/** The XML login of the user after a document type that declares nothing, an entity, or an external entity. */
export const documentTypes: readonly { readonly name: string; readonly request: TokenRequest }[] = [
  { name: 'a document type alone', request: withDocumentType('<!DOCTYPE auth>') },
  {
    name: 'an internal entity',
    request: withDocumentType('<!DOCTYPE auth [<!ENTITY here "x">]>', '<note>&here;</note>'),
  },
  {
    name: 'an external entity',
    request: withDocumentType(
      '<!DOCTYPE auth [<!ENTITY there SYSTEM "http://identity-conformance.invalid/entity">]>',
      '<note>&there;</note>',
    ),
  },
];

function withDocumentType(declaration: string, inside = ''): TokenRequest {
  const body = writeXml(authXml(authOf('user', 'password')))
    .replace('?>\n', `?>\n${declaration}\n`)
    .replace('</auth>', `${inside}</auth>`);
  return tokenRequest({ format: 'xml', body });
}

/** The XML login with `auth` in the core namespace or in none, the credentials in their own (erratum E13). */
export function plainAuth(type: CredentialsType, namespace: 'core' | 'none'): TokenRequest {
  const { attributes: _, children } = authXml(authOf('user', type));
  const own = type === 'apiKey' ? namespaces.raxKskey : namespaces.core;
  return tokenRequest({
    format: 'xml',
    body: writeXml(
      element(
        'auth',
        namespace === 'core' ? { xmlns: namespaces.core } : {},
        ...children.map((child) => ({ ...child, attributes: { ...child.attributes, xmlns: own } })),
      ),
    ),
  });
}

/** The XML login with prefixes that no sample has. */
export function withOtherPrefixes(type: CredentialsType): TokenRequest {
  const { children } = authXml(authOf('user', type));
  const { xmlns: _, ...values } = children[0]?.attributes ?? {};
  return tokenRequest({
    format: 'xml',
    body: writeXml(
      element(
        'identity:auth',
        { 'xmlns:identity': namespaces.core, 'xmlns:key': namespaces.raxKskey },
        element(`${type === 'apiKey' ? 'key' : 'identity'}:${credentialsElement[type]}`, values),
      ),
    ),
  });
}

/** A login with both types of credentials, both correct (erratum E35). */
export function bothTypes(format: Format): TokenRequest {
  const [password, apiKey] = [authOf('user', 'password'), authOf('user', 'apiKey')];
  if (format === 'json') {
    const { auth } = authJson(password);
    const both = { ...(auth as JsonObject), ...(authJson(apiKey)['auth'] as JsonObject) };
    return tokenRequest({ format, body: writeJson({ auth: both }) });
  }
  const root = authXml(password);
  return tokenRequest({
    format,
    body: writeXml({ ...root, children: [...root.children, ...authXml(apiKey).children] }),
  });
}

/** Bodies that are not UTF-8, each with one byte 0xFF, in a place where lenient readers differ. */
export const otherBytes: readonly {
  readonly name: string;
  readonly format: Format;
  readonly request: TokenRequest;
}[] = formats.flatMap((format) => [
  {
    name: `${format}, a byte that is not UTF-8 behind it`,
    format,
    request: {
      ...login({ format }),
      body: `${login({ format }).body.toString()}${strayByte}`,
      encoding: 'stray bytes',
    },
  },
  {
    name: `${format}, a byte that is not UTF-8 in the user name`,
    format,
    request: {
      ...login({
        format,
        username: `${reference(`invented.username.${format}-bytes`)}${strayByte}`,
        secret: reference('invented.password'),
      }),
      encoding: 'stray bytes',
    },
  },
]);

/** The login in encodings that a server may read or refuse. */
export const otherEncodings: readonly { readonly name: string; readonly request: TokenRequest }[] =
  formats.flatMap((format) => {
    const plain = login({ format });
    const text = plain.body.toString();
    return [
      {
        name: `${format}, UTF-16`,
        request: {
          ...plain,
          body: text.replace('encoding="UTF-8"', 'encoding="UTF-16"'),
          encoding: 'utf-16',
        },
      },
      { name: `${format}, a byte order mark`, request: { ...plain, body: `\uFEFF${text}` } },
    ] as const;
  });
