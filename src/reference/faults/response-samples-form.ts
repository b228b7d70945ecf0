import type { InjectedFault } from './injected-fault';
import { jsonMember, jsonText, text } from './json-answer';
import { doubled, withAttribute, xmlElements, xmlText } from './xml-answer';

/** Faults of the requirements of response-samples.yaml on the form of the answer as a whole. */
export const responseFormFaults: readonly InjectedFault[] = [
  {
    name: 'json-comma-at-the-end',
    breaks: 'access.json',
    what: 'a JSON answer has a comma behind its last member',
    deviate: jsonText((answer) => `${answer.slice(0, -1)},}`),
  },
  {
    name: 'json-in-single-quotes',
    breaks: 'access.json',
    what: 'a JSON answer has single quotes around its names',
    deviate: jsonText((answer) => answer.replaceAll(/"(\w+)":/g, "'$1':")),
  },
  {
    name: 'json-guarded',
    breaks: 'access.json',
    what: 'a JSON answer begins with a guard against its inclusion as a script',
    deviate: jsonText((answer) => `)]}',\n${answer}`),
  },
  {
    name: 'json-public-url-template',
    breaks: 'access.json',
    what: 'publicURL holds in JSON a template that nobody filled',
    deviate: jsonMember(
      'access.serviceCatalog.*.endpoints.*.publicURL',
      text((url) => `${url}/%(tenant_id)s`),
    ),
  },
  {
    name: 'json-endpoint-tenant-empty',
    breaks: 'access.json',
    what: 'the tenantId of an endpoint is empty in JSON',
    deviate: jsonMember('access.serviceCatalog.*.endpoints.*.tenantId', () => ''),
  },
  {
    name: 'xml-user-twice',
    breaks: 'access.xml',
    what: 'an XML answer has the user twice',
    deviate: xmlElements('user', doubled),
  },
  {
    name: 'xml-catalogue-twice',
    breaks: 'access.xml',
    what: 'an XML answer has the service catalogue twice',
    deviate: xmlElements('serviceCatalog', doubled),
  },
  {
    name: 'xml-propagate-yes',
    breaks: 'access.xml',
    what: 'propagate of a role is yes or no in XML and no Boolean',
    deviate: xmlElements('role', withAttribute('rax-auth:propagate', 'yes')),
  },
  {
    name: 'xml-roles-twice',
    breaks: 'access.xml',
    what: 'the user of an XML answer has two elements roles',
    deviate: xmlElements('roles', doubled),
  },
  {
    name: 'xml-extension-in-core-namespace',
    breaks: 'access.xml',
    what: 'an extension of the server stands in the core namespace of an XML answer',
    deviate: xmlText((answer) => answer.replace('</access>', '<impersonator id="7"/></access>')),
  },
  {
    name: 'xml-with-doctype',
    breaks: 'access.xml',
    what: 'an XML answer has a document type declaration',
    deviate: xmlText((answer) => answer.replace('<access', '<!DOCTYPE access>\n<access')),
  },
  {
    name: 'xml-prefix-not-bound',
    breaks: 'access.xml',
    what: 'an XML answer uses the prefix rax-auth without binding it to a namespace',
    deviate: xmlText((answer) => answer.replace(/ xmlns:rax-auth="[^"]*"/, '')),
  },
  {
    name: 'xml-escaped-wrongly',
    breaks: 'access.xml',
    what: 'an XML answer has a bare ampersand in it',
    deviate: xmlText((answer) => answer.replaceAll('&amp;', '&')),
  },
  {
    name: 'xml-in-no-namespace',
    breaks: 'access.namespaces',
    what: 'an XML answer is in no namespace',
    deviate: xmlText((answer) => answer.replace(/ xmlns="[^"]*"/, '')),
  },
  {
    name: 'xml-authenticated-by-in-core-namespace',
    breaks: 'access.namespaces',
    what: 'authenticatedBy is in the core namespace in XML',
    deviate: xmlText((answer) => answer.replaceAll('rax-auth:authenticatedBy', 'authenticatedBy')),
  },
  {
    name: 'xml-credential-in-core-namespace',
    breaks: 'access.namespaces',
    what: 'the credential in authenticatedBy is in the core namespace in XML',
    deviate: xmlText((answer) => answer.replaceAll('rax-auth:credential', 'credential')),
  },
  {
    name: 'xml-catalogue-in-no-namespace',
    breaks: 'access.namespaces',
    what: 'the service catalogue is in no namespace in XML',
    deviate: xmlText((answer) => answer.replace('<serviceCatalog', '<serviceCatalog xmlns=""')),
  },
  {
    name: 'xml-role-in-no-namespace',
    breaks: 'access.namespaces',
    what: 'the roles of an XML answer are in no namespace',
    deviate: xmlText((answer) => answer.replaceAll('<role ', '<role xmlns="" ')),
  },
  {
    name: 'xml-tenant-in-extension-namespace',
    breaks: 'access.namespaces',
    what: 'the tenant of a token is in the RAX-AUTH namespace in XML',
    deviate: xmlText((answer) => answer.replace('<tenant', '<rax-auth:tenant')),
  },
  {
    name: 'xml-core-namespace-with-slash',
    breaks: 'access.namespaces',
    what: 'the core namespace has a slash at its end in XML',
    deviate: xmlText((answer) => answer.replace(/( xmlns="[^"]*)"/, '$1/"')),
  },
];
