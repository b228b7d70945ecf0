import type { Access } from '../access';
import { isByApiKey } from './granted-access';
import type { InjectedFault } from './injected-fault';
import { absent, jsonMember, jsonText, only } from './json-answer';
import { removed, xmlElements, xmlText } from './xml-answer';

/** Faults of the requirements of response-parameters.yaml. */
export const responseParameterFaults: readonly InjectedFault[] = [
  {
    name: 'json-access-unwrapped',
    breaks: 'access.required',
    what: 'a JSON answer has token, user and service catalogue at its root, without access around them',
    deviate: jsonText((text) => text.slice('{"access":'.length, -'}'.length)),
  },
  {
    name: 'json-access-in-list',
    breaks: 'access.required',
    what: 'a JSON answer holds the access object in a list',
    deviate: jsonMember('access', (access) => [access]),
  },
  {
    name: 'json-access-null-by-api-key',
    breaks: 'access.required',
    what: 'the answer to a login by API key says in JSON that access is null',
    deviate: jsonMember('access', () => null, isByApiKey),
  },
  {
    name: 'json-in-string',
    breaks: 'access.required',
    what: 'a JSON answer is serialised twice, so that it is a string with JSON in it',
    deviate: jsonText((text) => JSON.stringify(text)),
  },
  {
    name: 'xml-access-in-response',
    breaks: 'access.required',
    what: 'the root of an XML answer is a response element with access in it',
    deviate: xmlText((text) => text.replace('<access', '<response><access').concat('</response>')),
  },
  {
    name: 'xml-cut-off',
    breaks: 'access.required',
    what: 'an XML answer ends before its root element does',
    deviate: xmlText((text) => text.slice(0, -'</access>'.length)),
  },
  {
    name: 'json-token-missing',
    breaks: 'access.token',
    what: 'a JSON answer has no token',
    deviate: jsonMember('access.token', absent),
  },
  {
    name: 'json-token-is-its-id',
    breaks: 'access.token',
    what: 'the token of a JSON answer is a string, as the table types it, and not an object',
    deviate: jsonMember('access.token', only('id')),
  },
  {
    name: 'json-token-in-list',
    breaks: 'access.token',
    what: 'the token of a JSON answer stands in a list',
    deviate: jsonMember('access.token', (token) => [token]),
  },
  {
    name: 'xml-token-missing',
    breaks: 'access.token',
    what: 'an XML answer has no token',
    deviate: xmlElements('token', removed),
  },
  {
    name: 'json-user-missing',
    breaks: 'access.user',
    what: 'a JSON answer has no user',
    deviate: jsonMember('access.user', absent),
  },
  {
    name: 'json-user-missing-by-api-key',
    breaks: 'access.user',
    what: 'the JSON answer to a login by API key has no user',
    deviate: jsonMember('access.user', absent, isByApiKey),
  },
  {
    name: 'json-user-is-its-name',
    breaks: 'access.user',
    what: 'the user of a JSON answer is a string, as the table types it, and not an object',
    deviate: jsonMember('access.user', only('name')),
  },
  {
    name: 'xml-user-missing',
    breaks: 'access.user',
    what: 'an XML answer has no user',
    deviate: xmlElements('user', removed),
  },
  {
    name: 'json-catalogue-missing',
    breaks: 'access.service-catalog',
    what: 'a JSON answer has no service catalogue',
    deviate: jsonMember('access.serviceCatalog', absent),
  },
  {
    name: 'json-catalogue-null',
    breaks: 'access.service-catalog',
    what: 'the service catalogue of a JSON answer is null',
    deviate: jsonMember('access.serviceCatalog', () => null, hasCatalogue),
  },
  {
    name: 'json-catalogue-mirrors-xml',
    breaks: 'access.service-catalog',
    what: 'the service catalogue of a JSON answer is an object with the list in its member service',
    deviate: jsonMember('access.serviceCatalog', (services) => ({ service: services }), hasCatalogue),
  },
  {
    name: 'xml-catalogue-missing',
    breaks: 'access.service-catalog',
    what: 'an XML answer has no service catalogue',
    deviate: xmlElements('serviceCatalog', removed),
  },
];

/** A token for setting up multi-factor authentication comes without one. */
function hasCatalogue({ serviceCatalog }: Access): boolean {
  return serviceCatalog !== undefined;
}
