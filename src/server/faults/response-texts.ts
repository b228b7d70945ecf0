import { byLogin, type Effect, granted, table } from '../deviations/effect';
import { sendingText } from '../deviations/steps';

const xmlAnswer = { ...granted, answer: 'xml' } as const;
const jsonAnswer = { ...granted, answer: 'json' } as const;
const ofText = ['access.text', 'access.json', 'access.xml', 'access.required', 'access.same', 'parity.roles'] as const;
const twice = { breaks: 'access.duplicate-members' };
const namespaces = { breaks: ['access.namespaces', 'setup.schema', 'setup.scope'] } as const;
/** A setup token without an access object around it is a warning. */
const bare: Pick<Effect, 'tolerated'> = { tolerated: ({ facets }) => (facets.account === 'mfaSetupUser' ? 'E9' : undefined) };

/** How a login is written (lines 298-948). */
export const responseTextEffects: readonly Effect[] = [
  ...table({ breaks: ['access.required', 'access.json', 'setup.scope', 'setup.schema'], about: jsonAnswer, by: sendingText, ...byLogin }, [
    ['json-unwrapped', 'a JSON answer has no access around it', (text) => text.replace(/^{"access":(.*)}$/s, '$1'), bare],
    ['json-cut-off', 'a JSON answer is cut off', (text) => text.slice(0, -3)],
    ['json-member-twice', 'the token stands twice in JSON', (text) => text.replace('{"access":{', '$&"token":{"id":"other"},'), twice],
    ['json-empty', 'a JSON answer is empty', () => ''],
  ]),
  ...table({ breaks: ['access.required', 'access.xml', 'setup.scope', 'setup.schema'], about: xmlAnswer, by: sendingText, ...byLogin }, [
    ['xml-cut-off', 'an XML answer is cut off', (text) => text.slice(0, -9)],
    ['xml-with-doctype', 'an XML answer has a document type', (text) => text.replace('<access', '<!DOCTYPE access [<!ENTITY e "x">]><access')],
    ['xml-empty', 'an XML answer is empty', () => ''],
    ['xml-namespace-lost', 'an XML answer is in no namespace', (text) => text.replace(/ xmlns="[^"]*"/, ''), namespaces],
    ['xml-extension-namespace-changed', 'the RAX-AUTH namespace is another one', (text) => text.replace('/v1.0', '/v2.0'), namespaces],
  ]),
  ...table({ breaks: ofText, about: granted, by: sendingText, only: ({ facets }) => 'answer' in facets }, [
    ['text-in-latin-1', 'a login is in ISO 8859-1', (text) => Buffer.from(text, 'latin1')],
    ['text-replaced', 'characters beyond ASCII are replacement characters', (text) => text.replace(/[^\x00-\x7f]/g, '\ufffd')],
    ['text-escaped-twice', 'text is escaped twice', (text) => text.replaceAll('&amp;', '&amp;amp;').replaceAll(' & ', ' &amp; ')],
  ]),
];
