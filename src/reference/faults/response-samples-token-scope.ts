import { granting, token } from './granted-access';
import type { InjectedFault } from './injected-fault';
import { absent, collapsed, jsonMember, nullIfAbsent, numeric, only, renamed, text } from './json-answer';
import { attribute, emptied, removed, withoutAttribute, xmlElements, xmlText } from './xml-answer';

/** Faults of the requirements of response-samples.yaml on what a token is for and what authenticated it. */
export const responseTokenScopeFaults: readonly InjectedFault[] = [
  {
    name: 'json-token-tenant-id-missing',
    breaks: 'token.tenant',
    what: 'the tenant of a token has no id in JSON',
    deviate: jsonMember('access.token.tenant.id', absent),
  },
  {
    name: 'json-token-tenant-id-number',
    breaks: 'token.tenant',
    what: 'the tenant of a token has in JSON a number as its id',
    deviate: jsonMember('access.token.tenant.id', numeric),
  },
  {
    name: 'json-token-tenant-name-null',
    breaks: 'token.tenant',
    what: 'the tenant of a token has in JSON the name null',
    deviate: jsonMember('access.token.tenant.name', () => null),
  },
  {
    name: 'json-token-tenant-is-its-id',
    breaks: 'token.tenant',
    what: 'the tenant of a token is in JSON its id and no object',
    deviate: jsonMember('access.token.tenant', only('id')),
  },
  {
    name: 'json-token-tenant-null',
    breaks: 'token.tenant',
    what: 'a token without a tenant says in JSON that its tenant is null',
    deviate: (standard) => jsonMember('access.token.tenant', nullIfAbsent)(unscoped(standard)),
  },
  {
    name: 'xml-token-tenant-name-missing',
    breaks: 'token.tenant',
    what: 'the tenant of a token has no name in XML',
    deviate: xmlElements('tenant', withoutAttribute('name')),
  },
  {
    name: 'xml-token-tenant-id-empty',
    breaks: 'token.tenant',
    what: 'the tenant of a token has an empty id in XML',
    deviate: xmlElements(
      'tenant',
      attribute('id', () => ''),
    ),
  },
  {
    name: 'json-authenticated-by-missing',
    breaks: 'token.authenticated-by',
    what: 'the token of a JSON answer does not say what authenticated it',
    deviate: jsonMember('access.token.RAX-AUTH:authenticatedBy', absent),
  },
  {
    name: 'json-authenticated-by-without-prefix',
    breaks: 'token.authenticated-by',
    what: 'authenticatedBy has no prefix in JSON',
    deviate: jsonMember('access.token', renamed('RAX-AUTH:authenticatedBy', 'authenticatedBy')),
  },
  {
    name: 'json-authenticated-by-string',
    breaks: 'token.authenticated-by',
    what: 'authenticatedBy is in JSON a string where it names one thing',
    deviate: jsonMember('access.token.RAX-AUTH:authenticatedBy', collapsed),
  },
  {
    name: 'json-authenticated-by-empty',
    breaks: 'token.authenticated-by',
    what: 'authenticatedBy is an empty list in JSON',
    deviate: jsonMember('access.token.RAX-AUTH:authenticatedBy', () => []),
  },
  {
    name: 'xml-authenticated-by-missing',
    breaks: 'token.authenticated-by',
    what: 'the token of an XML answer does not say what authenticated it',
    deviate: xmlElements('authenticatedBy', removed),
  },
  {
    name: 'xml-authenticated-by-empty',
    breaks: 'token.authenticated-by',
    what: 'authenticatedBy has no credential in XML',
    deviate: xmlElements('authenticatedBy', emptied),
  },
  {
    name: 'xml-authenticated-by-without-credential',
    breaks: 'token.authenticated-by',
    what: 'authenticatedBy holds in XML the text itself, without an element around it',
    deviate: xmlText((text) => text.replaceAll(/<\/?rax-auth:credential>/g, '')),
  },
  {
    name: 'authenticated-by-always-password',
    breaks: 'token.authenticated-by-used',
    what: 'authenticatedBy names a password after every login',
    deviate: granting(token((known) => ({ ...known, authenticatedBy: ['PASSWORD'] }))),
  },
  {
    name: 'authenticated-by-always-api-key',
    breaks: 'token.authenticated-by-used',
    what: 'authenticatedBy names an API key after every login',
    deviate: granting(token((known) => ({ ...known, authenticatedBy: ['APIKEY'] }))),
  },
  {
    name: 'authenticated-by-all-known',
    breaks: 'token.authenticated-by-used',
    what: 'authenticatedBy names everything that the user could have used',
    deviate: granting(token((known) => ({ ...known, authenticatedBy: ['APIKEY', 'PASSWORD'] }))),
  },
  {
    name: 'json-authenticated-by-spelled-otherwise',
    breaks: 'token.authenticated-by-used',
    what: 'authenticatedBy names the credentials in JSON by the member that held them',
    deviate: jsonMember('access.token.RAX-AUTH:authenticatedBy.*', (method) =>
      method === 'APIKEY' ? 'apiKeyCredentials' : 'passwordCredentials',
    ),
  },
  {
    name: 'json-authenticated-by-in-small-letters',
    breaks: 'token.authenticated-by-used',
    what: 'authenticatedBy names the credentials in small letters, which the errata tolerate with a warning',
    deviate: jsonMember(
      'access.token.RAX-AUTH:authenticatedBy.*',
      text((method) => method.toLowerCase()),
    ),
  },
];

const unscoped = granting(token((known) => ({ ...known, tenant: undefined })));
