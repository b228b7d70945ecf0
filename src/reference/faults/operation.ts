import { Refusal } from '../refusal';
import { sending } from './answer-changes';
import { granting, token } from './granted-access';
import type { InjectedFault } from './injected-fault';
import { absent, jsonMember } from './json-answer';
import { readingJsonAs, takingXmlFor } from './request-changes';

/** Faults of the requirements of operation.yaml. */
export const operationFaults: readonly InjectedFault[] = [
  {
    name: 'path-with-slash-only',
    breaks: 'op.tokens',
    what: 'the operation is redirected to its path with a slash at the end',
    deviate: sending((answer, request) => ({
      ...answer,
      status: 308,
      headers: { ...answer.headers, Location: `${request.baseUrl}/v2.0/tokens/` },
    })),
  },
  {
    name: 'path-of-version-3',
    breaks: 'op.tokens',
    what: 'the operation is found at v3/auth/tokens alone',
    deviate: (standard) => ({
      ...standard,
      admit: (request) => {
        if (request.path !== '/v3/auth/tokens') throw new Refusal('pathUnknown');
      },
    }),
  },
  {
    name: 'login-without-token',
    breaks: 'op.token-issued',
    what: 'a login is acknowledged with the user and without a token',
    deviate: jsonMember('access.token', absent),
  },
  {
    name: 'token-id-blank',
    breaks: 'op.token-issued',
    what: 'a login is answered with a token whose id is an empty text',
    deviate: granting(token((issued) => ({ ...issued, id: '' }))),
  },
  {
    name: 'second-login-refused',
    breaks: 'op.again',
    what: 'a user who holds a token is refused another one',
    deviate: (standard) => {
      const holders = new Set<string>();
      return {
        ...standard,
        issueToken: (grant) => {
          if (holders.has(grant.user.id)) throw new Refusal('secretWrong');
          holders.add(grant.user.id);
          return standard.issueToken(grant);
        },
      };
    },
  },
  {
    name: 'requests-only-once',
    breaks: 'op.again',
    what: 'a body that came before is taken for a replay and refused',
    deviate: (standard) => {
      const seen = new Set<string>();
      return {
        ...standard,
        readBody: async (request) => {
          const body = await standard.readBody(request);
          const text = Buffer.from(body).toString('latin1');
          if (seen.has(text)) throw new Refusal('parameterInvalid');
          seen.add(text);
          return body;
        },
      };
    },
  },
  {
    name: 'password-percent-decoded',
    breaks: 'op.password',
    what: 'percent signs in a password are read as the escapes of a URL',
    deviate: (standard) => ({
      ...standard,
      secretMatches: (user, login) =>
        standard.secretMatches(user, { ...login, secret: unescaped(login.secret) }),
    }),
  },
  {
    name: 'json-password-in-latin-1',
    breaks: 'op.password',
    what: 'a JSON body is read as ISO 8859-1, so that a password beyond ASCII is another one',
    deviate: (standard) => ({
      ...standard,
      decodeJson: (request) => Buffer.from(request.body).toString('latin1'),
    }),
  },
  {
    name: 'json-backslashes-dropped',
    breaks: 'op.password',
    what: 'backslashes of a JSON password are dropped',
    deviate: readingJsonAs((text) => text.replaceAll('\\\\', '')),
  },
  {
    name: 'xml-password-decoded-twice',
    breaks: 'op.password',
    what: 'the references of an XML password are replaced twice',
    deviate: takingXmlFor((auth) => {
      const credentials = auth.passwordCredentials as { password?: string } | undefined;
      const password = credentials?.password?.replaceAll('&amp;', '&');
      return { ...auth, passwordCredentials: credentials && { ...credentials, password } };
    }),
  },
  {
    name: 'api-keys-not-offered',
    breaks: 'op.api-key',
    what: 'API key credentials are unknown, and a login by them lacks its credentials',
    deviate: (standard) => ({
      ...standard,
      credentialsOf: (auth) => standard.credentialsOf({ ...auth, apiKeyCredentials: undefined }),
    }),
  },
  {
    name: 'api-key-compared-with-password',
    breaks: 'op.api-key',
    what: 'an API key is compared with the password of the user',
    deviate: (standard) => ({
      ...standard,
      secretMatches: (user, login) => standard.secretMatches(user, { ...login, method: 'PASSWORD' }),
    }),
  },
  {
    name: 'xml-api-keys-not-offered',
    breaks: 'op.api-key',
    what: 'API key credentials are unknown in XML',
    deviate: takingXmlFor((auth) => ({ ...auth, apiKeyCredentials: undefined })),
  },
  {
    name: 'any-method-authenticates',
    breaks: 'op.other-methods',
    what: 'the method of a request is not looked at',
    deviate: (standard) => ({
      ...standard,
      admit: (request) => standard.admit({ ...request, method: 'POST' }),
    }),
  },
  {
    name: 'put-authenticates',
    breaks: 'op.other-methods',
    what: 'a PUT authenticates like a POST',
    deviate: (standard) => ({
      ...standard,
      admit: ({ method, ...request }) =>
        standard.admit({ ...request, method: method === 'PUT' ? 'POST' : method }),
    }),
  },
  {
    name: 'delete-answered-204',
    breaks: 'op.other-methods',
    what: 'a DELETE on the path of the operation is answered as a success',
    deviate: sending((answer, { method }) =>
      method === 'DELETE' ? { status: 204, headers: {}, body: '' } : answer,
    ),
  },
];

function unescaped(secret: string): string {
  return secret.replace(/%([\dA-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}
