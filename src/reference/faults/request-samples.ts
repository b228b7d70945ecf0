import type { Element } from '@xmldom/xmldom';
import { Refusal } from '../refusal';
import type { InjectedFault } from './injected-fault';
import { readingJsonAs, readingXmlAs, takingJsonFor, takingXmlFor, together } from './request-changes';
import { unscopedByDefault, withoutCredentialsTenant } from './tenant-placements';

const jsonFaults: readonly InjectedFault[] = [
  {
    name: 'json-in-one-line-only',
    breaks: 'sample.password-json',
    what: 'a JSON body of several lines is answered 400',
    deviate: readingJsonAs(refusing(/\n/)),
  },
  {
    name: 'json-white-space-missed',
    breaks: 'sample.password-json',
    what: 'a JSON body without white space after a colon is answered 400',
    deviate: readingJsonAs(refusing(/"(?:username|password)":"/)),
  },
  {
    name: 'api-key-credentials-by-the-table',
    breaks: 'sample.api-key-json',
    what: 'API key credentials are known as RAX-KSKEY:APIKeyCredentials, as one row of the document spells them',
    deviate: readingJsonAs(renaming('"RAX-KSKEY:apiKeyCredentials"', '"RAX-KSKEY:APIKeyCredentials"')),
  },
  {
    name: 'json-prefix-unknown',
    breaks: 'sample.api-key-json',
    what: 'API key credentials are known in JSON without their prefix only',
    deviate: readingJsonAs(renaming('"RAX-KSKEY:apiKeyCredentials"', '"apiKeyCredentials"')),
  },
  {
    name: 'api-key-tenant-ignored',
    breaks: 'sample.api-key-tenant-json',
    what: 'a tenant beside API key credentials in JSON is not looked at, and the token is for no tenant',
    deviate: together(
      unscopedByDefault,
      takingJsonFor((auth) => (auth.apiKeyCredentials ? { ...auth, tenantId: undefined } : auth)),
    ),
  },
  {
    name: 'api-key-tenant-refused',
    breaks: 'sample.api-key-tenant-json',
    what: 'a tenant beside API key credentials in JSON is answered 400',
    deviate: takingJsonFor((auth) => {
      if (auth.apiKeyCredentials && auth.tenantId !== undefined) throw new Refusal('parameterInvalid');
      return auth;
    }),
  },
  {
    name: 'json-scope-without-prefix',
    breaks: 'sample.setup-json',
    what: 'the scope is known in JSON without its prefix only',
    deviate: readingJsonAs(renaming('"RAX-AUTH:scope"', '"scope"')),
  },
  {
    name: 'json-scope-last',
    breaks: 'sample.setup-json',
    what: 'a scope before the JSON credentials is answered 400',
    deviate: readingJsonAs(refusing(/"RAX-AUTH:scope"[^]*Credentials"/)),
  },
];

const xmlFaults: readonly InjectedFault[] = [
  {
    name: 'xml-namespaces-counted',
    breaks: 'sample.password-xml',
    what: 'a namespace that is declared and not used is answered 400',
    deviate: readingXmlAs(refusing(/xmlns:(?:OS-KSADM|atom)=/)),
  },
  {
    name: 'xml-attributes-in-order',
    breaks: 'sample.password-xml',
    what: 'a password that stands before the user name in XML is answered 400',
    deviate: readingXmlAs(refusing(/password="[^"]*"\s+username=/)),
  },
  {
    name: 'xml-attributes-on-one-line',
    breaks: 'sample.api-key-xml',
    what: 'an XML credentials element of several lines is answered 400',
    deviate: readingXmlAs(refusing(/<\w+Credentials\s*\n/)),
  },
  {
    name: 'xml-api-keys-by-prefix',
    breaks: 'sample.api-key-xml',
    what: 'API key credentials are known in XML by the prefix RAX-KSKEY only',
    deviate: readingXmlAs(refusing(/<apiKeyCredentials/)),
  },
  {
    name: 'xml-credentials-tenant-ignored',
    breaks: 'sample.password-tenant-xml',
    what: 'a tenant on the XML credentials is not looked at, and the token is for no tenant',
    deviate: together(unscopedByDefault, takingXmlFor(withoutCredentialsTenant)),
  },
  {
    name: 'xml-schema-instance-unknown',
    breaks: 'sample.password-tenant-xml',
    what: 'the namespace of XML Schema instances is answered 400 in a login with a tenant',
    deviate: readingXmlAs(refusing(/xmlns:xsi=[^]*tenantId=/)),
  },
  {
    name: 'xml-scope-without-namespace',
    breaks: 'sample.setup-xml',
    what: 'the scope is known in XML as an attribute in no namespace only',
    deviate: readingXmlAs(renaming('RAX-AUTH:scope=', 'scope=')),
  },
  {
    name: 'xml-scope-unknown',
    breaks: 'sample.setup-xml',
    what: 'an attribute of the XML auth element that is in a namespace is answered 400',
    deviate: readingXmlAs(refusing(/<auth[^>]*\s(?!xmlns)[\w-]+:[\w-]+=/)),
  },
];

const namespaceFaults: readonly InjectedFault[] = [
  {
    name: 'xml-auth-in-no-namespace-refused',
    breaks: 'sample.namespace',
    what: 'an auth element in no namespace is answered 400',
    deviate: expectingRoot((root) => root.namespaceURI !== null),
  },
  {
    name: 'xml-auth-in-core-namespace-refused',
    breaks: 'sample.namespace',
    what: 'an auth element in the core namespace is answered 400',
    deviate: expectingRoot((root) => root.namespaceURI === null),
  },
  {
    name: 'xml-credentials-in-other-namespace-missed',
    breaks: 'sample.namespace',
    what: 'credentials in another namespace than their auth element are not found',
    deviate: expectingRoot((root) =>
      Array.from(root.childNodes).every(
        ({ namespaceURI }) => (namespaceURI ?? root.namespaceURI) === root.namespaceURI,
      ),
    ),
  },
  {
    name: 'xml-prefixes-refused',
    breaks: 'sample.prefix',
    what: 'an auth element with a prefix is answered 400',
    deviate: expectingRoot((root) => root.prefix === null),
  },
  {
    name: 'xml-prefixes-fixed',
    breaks: 'sample.prefix',
    what: 'a child of auth with a prefix that no sample has is answered 400',
    deviate: readingXmlAs(refusing(/<(?!RAX-|OS-)[\w-]+:\w+Credentials/)),
  },
];

/** Faults of the requirements of request-samples.yaml. */
export const requestSampleFaults: readonly InjectedFault[] = [
  ...jsonFaults,
  ...xmlFaults,
  ...namespaceFaults,
];

/** Refuses a text in which something is found. */
function refusing(pattern: RegExp): (text: string) => string {
  return (text) => {
    if (pattern.test(text)) throw new Refusal('bodyUnreadable');
    return text;
  };
}

/** A server that expects another name: what bears the one of the document is passed over. */
function renaming(name: string, expected: string): (text: string) => string {
  const own = 'x-unknown';
  return (text) => text.replace(name, name.replace(/[\w:-]+/, own)).replace(expected, name);
}

/** Refuses an XML body by its root element. */
function expectingRoot(accepts: (root: Element) => boolean): InjectedFault['deviate'] {
  return (standard) => ({
    ...standard,
    xmlAuth: (document) => {
      const root = document.documentElement;
      if (root && !accepts(root)) throw new Refusal('parameterMissing');
      return standard.xmlAuth(document);
    },
  });
}
