import { inJson, inXml, roles, type AccessChange } from './granted-access';
import type { InjectedFault } from './injected-fault';
import { jsonText } from './json-answer';
import { xmlText } from './xml-answer';

/** Faults of access.text: what encodings do to names and descriptions. */
export const responseTextFaults: readonly InjectedFault[] = [
  {
    name: 'json-in-latin-1',
    breaks: 'access.text',
    what: 'a JSON answer is in ISO 8859-1',
    deviate: jsonText(latin1),
  },
  {
    name: 'xml-in-latin-1',
    breaks: 'access.text',
    what: 'an XML answer is in ISO 8859-1 and claims to be UTF-8',
    deviate: xmlText(latin1),
  },
  {
    name: 'xml-in-declared-latin-1',
    breaks: 'access.text',
    what: 'an XML answer is in ISO 8859-1 and says so',
    deviate: xmlText((answer) => latin1(answer.replace('UTF-8', 'ISO-8859-1'))),
  },
  {
    name: 'json-with-replacement-characters',
    breaks: 'access.text',
    what: 'text beyond ASCII became replacement characters in JSON, since it was read as UTF-8 and was not',
    deviate: jsonText((answer) => latin1(answer).toString('utf8')),
  },
  {
    name: 'xml-with-replacement-characters',
    breaks: 'access.text',
    what: 'text beyond ASCII became replacement characters in XML, since it was read as UTF-8 and was not',
    deviate: xmlText((answer) => latin1(answer).toString('utf8')),
  },
  {
    name: 'json-encoded-twice',
    breaks: 'access.text',
    what: 'text beyond ASCII is encoded as UTF-8 twice in JSON',
    deviate: jsonText((answer) => Buffer.from(answer).toString('latin1')),
  },
  {
    name: 'xml-encoded-twice',
    breaks: 'access.text',
    what: 'text beyond ASCII is encoded as UTF-8 twice in XML',
    deviate: xmlText((answer) => Buffer.from(answer).toString('latin1')),
  },
  {
    name: 'json-question-marks',
    breaks: 'access.text',
    what: 'each character beyond ASCII is a question mark in JSON',
    deviate: inJson(describing((text) => text.replaceAll(/[^\x00-\x7f]/gu, '?'))),
  },
  {
    name: 'xml-accents-dropped',
    breaks: 'access.text',
    what: 'letters lose their accents in XML',
    deviate: inXml(describing((text) => text.normalize('NFD').replaceAll(/\p{M}/gu, ''))),
  },
  {
    name: 'xml-escaped-twice',
    breaks: 'access.text',
    what: 'text is escaped twice in XML',
    deviate: inXml(describing((text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;'))),
  },
];

/** Bytes in ISO 8859-1, with a question mark for what that does not have. */
function latin1(answer: string): Buffer {
  return Buffer.from(answer.replaceAll(/[^\x00-\xff]/gu, '?'), 'latin1');
}

/** The descriptions of the roles are other texts. */
function describing(change: (description: string) => string): AccessChange {
  return roles((known) => known.map((role) => ({ ...role, description: change(role.description) })));
}
