import type { Behaviour } from '../behaviour';
import type { XmlDocument } from '../xml/read';
import type { InjectedFault } from './injected-fault';

/** Does something with a JSON text that holds a member which no document has. */
function onUnknownMember(standard: Behaviour, act: () => never): Behaviour {
  return {
    ...standard,
    parseJson: (text) => (text.includes('"x-') ? act() : standard.parseJson(text)),
  };
}

/** Does something with an XML document that holds an element which no document has. */
function onUnknownElement(standard: Behaviour, act: () => never): Behaviour {
  const known = (document: XmlDocument) => document.getElementsByTagName('more').length === 0;
  return {
    ...standard,
    xmlAuth: (document) => (known(document) ? standard.xmlAuth(document) : act()),
  };
}

function crash(): never {
  throw new TypeError('an unknown member was not reckoned with');
}

/** Faults of the requirements of generated-requests.yaml. */
export const generatedRequestFaults: readonly InjectedFault[] = [
  {
    name: 'unknown-json-member-crashes',
    breaks: 'generated.status',
    what: 'a JSON member that the document does not name causes a server error',
    deviate: (standard) => onUnknownMember(standard, crash),
  },
  {
    name: 'unknown-xml-element-crashes',
    breaks: 'generated.status',
    what: 'an XML element that the document does not name causes a server error',
    deviate: (standard) => onUnknownElement(standard, crash),
  },
  {
    name: 'long-requests-time-out',
    breaks: 'generated.status',
    what: 'a body of more than a few kilobytes is answered 504',
    deviate: (standard) => ({
      ...standard,
      readBody: async (request) => {
        const body = await standard.readBody(request);
        if (body.length > 4096) crash();
        return body;
      },
      faults: { ...standard.faults, serviceFault: { ...standard.faults.serviceFault, status: 504 } },
    }),
  },
  {
    name: 'json-refusal-without-code',
    breaks: 'generated.fault',
    what: 'the refusal of a JSON body has no code',
    deviate: (standard) => ({
      ...standard,
      faultToJson: ({ name, message }) => ({ [name]: { message } }),
    }),
  },
  {
    name: 'xml-refused-in-json',
    breaks: 'generated.fault',
    what: 'a refusal is in JSON though XML was asked for',
    deviate: (standard) => ({ ...standard, faultFormat: () => 'json' }),
  },
];
