import type { Behaviour } from '../behaviour';
import { headerOf, type Format, type TokensRequest } from '../http/tokens-request';
import { Refusal } from '../refusal';
import { withFault } from './changed-fault';
import type { InjectedFault } from './injected-fault';

/** Faults in how the body of a request is read by its Content-Type, and its text by its escapes. */
export const requestMediaTypeFaults: readonly InjectedFault[] = [
  {
    name: 'charset-refused',
    breaks: 'media.charset',
    what: 'a Content-Type with a charset is refused as unknown',
    deviate: (standard) => readingAs(standard, (contentType) => !/charset/i.test(contentType)),
  },
  {
    name: 'charset-quoted-refused-in-json',
    breaks: 'media.charset',
    what: 'a JSON body whose charset is in quotes is refused as unknown',
    deviate: (standard) => readingAs(standard, (contentType) => !/json.*"/.test(contentType)),
  },
  {
    name: 'charset-in-capitals-refused-in-xml',
    breaks: 'media.charset',
    what: 'an XML body whose charset is in capitals cannot be read',
    deviate: (standard) => ({
      ...standard,
      decodeXml: (request) => {
        if (/UTF-8/.test(headerOf(request, 'content-type'))) throw new Refusal('bodyUnreadable');
        return standard.decodeXml(request);
      },
    }),
  },
  {
    name: 'content-type-demanded-by-500',
    breaks: 'media.required',
    what: 'a body without a Content-Type causes a server error',
    deviate: (standard) => ({
      ...standard,
      requestFormat: (request) => {
        if (headerOf(request, 'content-type') === '') throw new TypeError('Content-Type is undefined');
        return standard.requestFormat(request);
      },
    }),
  },
  {
    name: 'content-type-missing-204',
    breaks: 'media.required',
    what: 'a body without a Content-Type is passed over, and the answer is an empty 204',
    deviate: (standard) => ({
      ...standard,
      send: (answer, outgoing, request) =>
        headerOf(request, 'content-type') === ''
          ? void outgoing.writeHead(204).end()
          : standard.send(answer, outgoing, request),
    }),
  },
  {
    name: 'any-content-type-as-json',
    breaks: 'media.unsupported',
    what: 'a body of any other type than XML is read as JSON',
    deviate: (standard) => ({ ...standard, requestFormat: formatOfContentType }),
  },
  {
    name: 'unsupported-type-400',
    breaks: 'media.unsupported',
    what: 'an unknown type of body is refused with 400',
    deviate: (standard) => withFault(standard, 'mediaTypeUnsupported', { status: 400, name: 'badRequest' }),
  },
  {
    name: 'unsupported-type-500',
    breaks: 'media.unsupported',
    what: 'an unknown type of body causes a server error',
    deviate: (standard) => withFault(standard, 'mediaTypeUnsupported', standard.faults.serviceFault),
  },
  {
    name: 'json-escapes-kept',
    breaks: 'media.request-text',
    what: 'escapes of the form \\uXXXX in JSON are taken literally',
    deviate: (standard) => ({
      ...standard,
      parseJson: (text) => standard.parseJson(text.replace(/\\u/g, '\\\\u')),
    }),
  },
  {
    name: 'xml-references-kept',
    breaks: 'media.request-text',
    what: 'hexadecimal character references in XML are taken literally',
    deviate: (standard) => ({
      ...standard,
      parseXml: (text) => standard.parseXml(text.replace(/&#x/g, '&amp;#x')),
    }),
  },
  {
    name: 'xml-references-as-latin-1',
    breaks: 'media.request-text',
    what: 'a character reference in XML keeps the low byte of its character alone',
    deviate: (standard) => ({
      ...standard,
      parseXml: (text) =>
        standard.parseXml(text.replace(/&#x([\da-f]+);/gi, (_, hex: string) => `&#x${hex.slice(-2)};`)),
    }),
  },
];

/** XML where the Content-Type says so, JSON for anything else. */
export function formatOfContentType(request: TokensRequest): Format {
  return /xml/.test(headerOf(request, 'content-type')) ? 'xml' : 'json';
}

/** The behaviour that refuses a body whose Content-Type it does not know. */
function readingAs(standard: Behaviour, isKnown: (contentType: string) => boolean): Behaviour {
  return {
    ...standard,
    requestFormat: (request) => {
      if (!isKnown(headerOf(request, 'content-type'))) throw new Refusal('mediaTypeUnsupported');
      return standard.requestFormat(request);
    },
  };
}
