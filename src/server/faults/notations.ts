import { type Effect, onlyBy, table, unconditionally } from '../deviations/effect';
import { given, refuse } from '../deviations/steps';
import { everyWay, unlessPasscode } from './acceptance';

const json = { request: 'json', secret: 'right' } as const;
const xml = { request: 'xml', secret: 'right' } as const;
const samples = unlessPasscode('sample.password-json', 'sample.api-key-json', 'sample.api-key-tenant-json', 'sample.setup-json', ...everyWay);
const xmlSamples = unlessPasscode('sample.password-xml', 'sample.api-key-xml', 'sample.password-tenant-xml', 'sample.setup-xml', ...everyWay);

const requestText = { breaks: 'media.request-text', ...onlyBy('type') };
const prefix = { breaks: 'sample.prefix', ...onlyBy('type') };
const refusing = (meant: RegExp) => (text: string) => (meant.test(text) ? refuse('bodyUnreadable')() : text);

/** Requests as the samples write them, that are not understood (lines 147-257). */
export const notationEffects: readonly Effect[] = [
  ...table({ breaks: samples, about: json, by: given('parseJson'), ...onlyBy('type', 'tenant', 'scope') }, [
    ['json-in-one-line-only', 'a JSON body of several lines is refused', refusing(/\n/)],
    ['json-blank-demanded', 'a JSON body without a blank after a colon is refused', refusing(/":"/)],
    ['json-order-demanded', 'a secret before the user name is refused in JSON', refusing(/"(password|apiKey)"[^}]*"username"/)],
    ['json-prefix-unknown', 'API key credentials have no prefix in JSON', (text) => text.replaceAll('"RAX-KSKEY:api', '"x-api'), onlyBy('tenant')],
    ['json-scope-unknown', 'the scope is not known in JSON', (text) => text.replaceAll('"RAX-AUTH:scope"', '"x"'), unconditionally],
    ['json-escapes-kept', 'escapes in JSON stand for themselves', (text) => text.replace(/\\u/g, '\\\\u'), requestText],
  ]),
  ...table({ breaks: xmlSamples, about: xml, by: given('parseXml'), ...onlyBy('type', 'tenant', 'scope') }, [
    ['xml-in-one-line-only', 'an XML tag of several lines is refused', refusing(/<[^?>][^>]*\n[^>]*>/)],
    ['xml-declaration-refused', 'an XML declaration is refused', refusing(/^<\?xml/)],
    ['xml-declaration-demanded', 'a body without an XML declaration is refused', refusing(/^(?!<\?xml)/)],
    ['xml-core-namespace-refused', 'auth in the core namespace is refused', refusing(/<auth[^>]* xmlns="http:\/\/docs.openstack/)],
    ['xml-core-namespace-demanded', 'an auth in no namespace is refused', refusing(/<auth(?![^>]* xmlns=)/)],
    ['xml-key-prefix-demanded', 'API key credentials have the prefix RAX-KSKEY', refusing(/<(?!RAX-KSKEY:)(\w+:)?apiKeyCred/), onlyBy('tenant')],
    ['xml-scope-unknown', 'the scope is not known in XML', (text) => text.replace(/ [\w-]+:scope="[^"]*"/, ''), unconditionally],
    ['xml-schema-instance-unknown', 'a namespace that is not used is refused', refusing(/XMLSchema-instance/)],
    ['xml-references-kept', 'hexadecimal references stand for themselves', (text) => text.replace(/&#x/g, '&amp;#x'), requestText],
    ['xml-prefixes-refused', 'an auth with a prefix is refused', refusing(/<\w+:auth/), prefix],
  ]),
];
