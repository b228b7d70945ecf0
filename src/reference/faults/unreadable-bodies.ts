import { Refusal } from '../refusal';
import type { InjectedFault } from './injected-fault';
import { refusedWith, takenFor } from './refused-as';
import { readingJsonAs, readingXmlAs } from './request-changes';

/** Faults of status.unreadable: bodies that cannot be read, and are read all the same or refused otherwise. */
export const unreadableBodyFaults: readonly InjectedFault[] = [
  {
    name: 'syntax-errors-crash',
    breaks: 'status.unreadable',
    what: 'the exception of a parser is answered 500',
    deviate: takenFor('serviceFault', 'bodyUnreadable'),
  },
  {
    name: 'unreadable-unprocessable',
    breaks: 'status.unreadable',
    what: 'a body that cannot be read is answered 422',
    deviate: refusedWith(422, 'bodyUnreadable'),
  },
  {
    name: 'empty-body-unauthorized',
    breaks: 'status.unreadable',
    what: 'an empty body is answered 401, since nobody is authenticated',
    deviate: (standard) => ({
      ...standard,
      readBody: async (request) => {
        const body = await standard.readBody(request);
        if (body.length === 0) throw new Refusal('secretWrong');
        return body;
      },
    }),
  },
  {
    name: 'plain-text-unsupported',
    breaks: 'status.unreadable',
    what: 'a body that looks like neither JSON nor XML is answered 415, whatever its Content-Type',
    deviate: (standard) => ({
      ...standard,
      requestFormat: (request) => {
        if (/^\w/.test(Buffer.from(request.body).toString('latin1')))
          throw new Refusal('mediaTypeUnsupported');
        return standard.requestFormat(request);
      },
    }),
  },
  {
    name: 'json-list-not-found',
    breaks: 'status.unreadable',
    what: 'a JSON list is searched for an object, and answered 404 when none is in it',
    deviate: (standard) => ({
      ...standard,
      jsonAuth: (value) => {
        if (Array.isArray(value) && value.length === 0) throw new Refusal('pathUnknown');
        return standard.jsonAuth(value);
      },
    }),
  },
  {
    name: 'json-cut-off-completed',
    breaks: 'status.unreadable',
    what: 'JSON text that is cut off is completed by the brackets that it lacks',
    deviate: readingJsonAs((text) => text + '}'.repeat(Math.max(0, lacking(text)))),
  },
  {
    name: 'xml-cut-off-completed',
    breaks: 'status.unreadable',
    what: 'XML text that is cut off is completed by the end of its root',
    deviate: readingXmlAs((text) => (/<auth[^<]*>\s*<[^<]*\/>\s*$/.test(text) ? `${text}</auth>` : text)),
  },
  {
    name: 'xml-root-unsupported',
    breaks: 'status.unreadable',
    what: 'a root element other than auth is answered 415',
    deviate: (standard) => ({
      ...standard,
      xmlAuth: (document) => {
        if (document.documentElement?.localName !== 'auth') throw new Refusal('mediaTypeUnsupported');
        return standard.xmlAuth(document);
      },
    }),
  },
  {
    name: 'xml-ampersand-alone-read',
    breaks: 'status.unreadable',
    what: 'an ampersand that is not escaped stands for itself',
    deviate: readingXmlAs((text) => text.replace(/&(?![#\w]+;)/g, '&amp;')),
  },
  {
    name: 'xml-attribute-twice-read',
    breaks: 'status.unreadable',
    what: 'of an attribute that stands twice in its element the first counts',
    deviate: readingXmlAs((text) => text.replace(/(\s[\w:]+="[^"]*")\1/g, '$1')),
  },
  {
    name: 'xml-unbound-prefix-read',
    breaks: 'status.unreadable',
    what: 'a prefix of an element that is not bound is passed over',
    deviate: readingXmlAs((text) =>
      text.replace(/<([\w-]+):/g, (tag, prefix: string) => (text.includes(`xmlns:${prefix}=`) ? tag : '<')),
    ),
  },
];

/** How many brackets are open at the end of a JSON text, those in strings left out. */
function lacking(text: string): number {
  const marks = text.replace(/"(?:[^"\\]|\\.)*"/g, '');
  return marks.split('{').length - marks.split('}').length;
}
