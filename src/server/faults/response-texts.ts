import type { Condition } from '../deviations/conditions';
import { type Effect, onlyBy, tableBy } from '../deviations/effect';
import { sendingText } from '../deviations/steps';

const granted = { outcome: 'granted' } as const;
const xmlAnswer = { ...granted, answer: 'xml' } as const;
const jsonAnswer = { ...granted, answer: 'json' } as const;
const login = onlyBy('request', 'type', 'account');
/** A setup token without an access object around it is a warning (erratum E9). */
const bare = { ...login, tolerated: ({ facets }: Condition) => (facets.account === 'mfaSetupUser' ? 'E9' : undefined) };

/** How a login is written (lines 298-948). */
export const responseTextEffects: readonly Effect[] = [
  ...tableBy({ breaks: ['access.required', 'access.json', 'setup.scope', 'setup.schema'], about: jsonAnswer, by: sendingText, ...login }, [
    ['json-unwrapped', 'a JSON answer has no access around it', (text) => text.replace(/^{"access":(.*)}$/s, '$1'), bare],
    ['json-in-list', 'a JSON answer is in a list', (text) => `[${text}]`],
    ['json-access-null', 'access is null in JSON', () => '{"access":null}'],
    ['json-in-string', 'a JSON answer is a string with JSON in it', (text) => JSON.stringify(text)],
    ['json-cut-off', 'a JSON answer is cut off', (text) => text.slice(0, -3)],
    ['json-comma-at-the-end', 'a JSON answer has a comma too many', (text) => text.replace(/}$/, ',}')],
    ['json-guarded', 'a JSON answer begins with a guard', (text) => `)]}',\n${text}`],
    ['json-empty', 'a JSON answer is empty', () => ''],
  ]),
  ...tableBy({ breaks: ['access.required', 'access.xml', 'setup.scope', 'setup.schema'], about: xmlAnswer, by: sendingText, ...login }, [
    ['xml-cut-off', 'an XML answer is cut off', (text) => text.slice(0, -9)],
    ['xml-in-response', 'an XML answer is in a response element', (text) => text.replace('<access', '<response><access').concat('</response>')],
    ['xml-with-doctype', 'an XML answer has a document type', (text) => text.replace('<access', '<!DOCTYPE access [<!ENTITY e "x">]><access')],
    ['xml-prefix-unbound', 'an XML answer has a prefix that is not bound', (text) => text.replace(/ xmlns:rax-auth="[^"]*"/, '')],
    ['xml-bare-ampersand', 'an XML answer has a bare ampersand', (text) => text.replace('<token id="', '<token note="a & b" id="')],
    ['xml-empty', 'an XML answer is empty', () => ''],
  ]),
  ...tableBy({ breaks: ['access.namespaces', 'setup.schema', 'setup.scope'], about: xmlAnswer, by: sendingText, ...login }, [
    ['xml-namespace-lost', 'an XML answer is in no namespace', (text) => text.replace(/ xmlns="[^"]*"/, '')],
    ['xml-namespace-with-slash', 'the core namespace ends in a slash', (text) => text.replace('/api/v2.0"', '/api/v2.0/"')],
    ['xml-extension-namespace-changed', 'the RAX-AUTH namespace is another one', (text) => text.replace(/RAX-AUTH\/v1.0/, 'RAX-AUTH/v2.0')],
  ]),
  ...tableBy(
    {
      breaks: ['access.text', 'access.json', 'access.xml', 'access.required', 'access.same', 'parity.roles'],
      about: granted,
      by: sendingText,
      only: ({ facets }) => 'answer' in facets,
    },
    [
      ['text-in-latin-1', 'a login is in ISO 8859-1', (text) => Buffer.from(text, 'latin1')],
      ['text-encoded-twice', 'a login is encoded in UTF-8 twice', (text) => Buffer.from(text).toString('latin1')],
      ['text-in-question-marks', 'characters beyond ASCII are question marks', (text) => text.replace(/[^\x00-\x7f]/g, '?')],
      ['text-replaced', 'characters beyond ASCII are replacement characters', (text) => text.replace(/[^\x00-\x7f]/g, '\ufffd')],
      ['text-without-accents', 'letters lose their accents', (text) => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '')],
      ['text-escaped-twice', 'text is escaped twice', (text) => text.replaceAll('&amp;', '&amp;amp;').replaceAll(' & ', ' &amp; ')],
    ],
  ),
  ...tableBy({ breaks: 'access.duplicate-members', about: jsonAnswer, by: sendingText, ...login }, [
    ['json-member-twice', 'the token stands twice in JSON', (text) => text.replace('{"access":{', '{"access":{"token":{"id":"other"},')],
    ['json-id-twice', 'the id of the token stands twice in JSON', (text) => text.replace('"token":{', '"token":{"id":"other",')],
  ]),
];
