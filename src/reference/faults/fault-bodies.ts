import type { Fault } from '../answer/faults';
import type { Behaviour } from '../behaviour';
import type { JsonObject } from '../json/write';
import { withFault, withFaults } from './changed-fault';
import type { InjectedFault } from './injected-fault';

/** Faults in what a refusal says: its form, and the name, code and message of its fault. */
export const faultBodyFaults: readonly InjectedFault[] = [
  {
    name: 'fault-of-openstack',
    breaks: 'fault.schema',
    what: 'a refusal in JSON is an OpenStack error envelope',
    deviate: (standard) =>
      inJson(standard, ({ status, message }) => ({ error: { code: status, title: 'Refused', message } })),
  },
  {
    name: 'fault-flat',
    breaks: 'fault.schema',
    what: 'a refusal in JSON has code and message without a member around them',
    deviate: (standard) => inJson(standard, ({ status, message }) => ({ code: status, message })),
  },
  {
    name: 'fault-with-neighbour',
    breaks: 'fault.schema',
    what: 'a refusal in JSON has a timestamp beside the fault',
    deviate: (standard) => inJson(standard, (_fault, body) => ({ ...body, timestamp: 0 })),
  },
  {
    name: 'fault-details-object',
    breaks: 'fault.schema',
    what: 'the details of a fault in JSON are an object',
    deviate: (standard) => inFault(standard, () => ({ details: { at: 'login' } })),
  },
  {
    name: 'fault-without-namespace',
    breaks: 'fault.schema',
    what: 'a fault in XML is in no namespace',
    deviate: (standard) => inXmlText(standard, / xmlns="[^"]*"/, ''),
  },
  {
    name: 'fault-in-envelope',
    breaks: 'fault.schema',
    what: 'a fault in XML stands in an element error',
    deviate: (standard) => inXmlText(standard, /(<[a-z][^]*)$/i, '<error>$1</error>'),
  },
  {
    name: 'fault-renamed-in-json',
    breaks: 'fault.name',
    what: 'every fault in JSON is named identityFault',
    deviate: (standard) => inJson(standard, (fault, body) => ({ identityFault: body[fault.name] })),
  },
  {
    name: 'fault-renamed-in-xml',
    breaks: 'fault.name',
    what: 'every fault in XML is named identityFault',
    deviate: (standard) => ({
      ...standard,
      faultToXml: (fault, request) => standard.faultToXml({ ...fault, name: 'identityFault' }, request),
    }),
  },
  {
    name: 'fault-unauthorised',
    breaks: 'fault.name',
    what: 'a 401 is named in British spelling',
    deviate: (standard) =>
      withFaults(standard, (fault) => (fault.status === 401 ? { ...fault, name: 'unauthorised' } : fault)),
  },
  {
    name: 'fault-403-unauthorized',
    breaks: 'fault.name',
    what: 'the 403 of a disabled user is named unauthorized',
    deviate: (standard) => withFault(standard, 'userDisabled', { name: 'unauthorized' }),
  },
  {
    name: 'fault-400-with-capital',
    breaks: 'fault.name',
    what: 'a 400 is named BadRequest, with a capital',
    deviate: (standard) =>
      withFaults(standard, (fault) => (fault.status === 400 ? { ...fault, name: 'BadRequest' } : fault)),
  },
  {
    name: 'fault-code-text',
    breaks: 'fault.code',
    what: 'the code of a fault in JSON is a text',
    deviate: (standard) => inFault(standard, ({ status }) => ({ code: String(status) })),
  },
  {
    name: 'fault-code-missing',
    breaks: 'fault.code',
    what: 'a fault in JSON has no code',
    deviate: (standard) => inFault(standard, () => ({ code: undefined })),
  },
  {
    name: 'fault-code-missing-in-xml',
    breaks: 'fault.code',
    what: 'a fault in XML has no code',
    deviate: (standard) => inXmlText(standard, / code="\d+"/, ''),
  },
  {
    name: 'fault-code-with-reason',
    breaks: 'fault.code',
    what: 'the code of a fault in XML is the status and its reason phrase',
    deviate: (standard) => inXmlText(standard, / code="(\d+)"/, ' code="$1 Refused"'),
  },
  {
    name: 'fault-code-always-500',
    breaks: 'fault.code',
    what: 'the code of every fault is 500, whatever the status',
    deviate: (standard) => ({
      ...standard,
      faultToJson: (fault, request) => standard.faultToJson({ ...fault, status: 500 }, request),
      faultToXml: (fault, request) => standard.faultToXml({ ...fault, status: 500 }, request),
    }),
  },
  {
    name: 'fault-message-empty',
    breaks: 'fault.message',
    what: 'the message of every fault is empty',
    deviate: (standard) => withFaults(standard, (fault) => ({ ...fault, message: '' })),
  },
  {
    name: 'fault-message-blank-for-401',
    breaks: 'fault.message',
    what: 'the message of a 401 is a blank',
    deviate: (standard) =>
      withFaults(standard, (fault) => (fault.status === 401 ? { ...fault, message: ' ' } : fault)),
  },
  {
    name: 'fault-message-null',
    breaks: 'fault.message',
    what: 'the message of a fault in JSON is null',
    deviate: (standard) => inFault(standard, () => ({ message: null })),
  },
  {
    name: 'fault-message-missing-in-xml',
    breaks: 'fault.message',
    what: 'a fault in XML has no message',
    deviate: (standard) => inXmlText(standard, /<message>[^<]*<\/message>/, ''),
  },
];

/** The behaviour with another body for a refusal in JSON. */
function inJson(standard: Behaviour, change: (fault: Fault, body: JsonObject) => JsonObject): Behaviour {
  return {
    ...standard,
    faultToJson: (fault, request) => change(fault, standard.faultToJson(fault, request)),
  };
}

/** The behaviour with other members in the fault of a refusal in JSON. */
function inFault(standard: Behaviour, members: (fault: Fault) => JsonObject): Behaviour {
  return inJson(standard, (fault, body) => ({
    [fault.name]: { ...(body[fault.name] as JsonObject), ...members(fault) },
  }));
}

/** The behaviour with a replacement in the text of a refusal in XML. */
function inXmlText(standard: Behaviour, pattern: RegExp, replacement: string): Behaviour {
  return {
    ...standard,
    serialiseXml: (document) => {
      const text = String(standard.serialiseXml(document));
      const granted = document.documentElement?.localName === 'access';
      return granted ? text : text.replace(pattern, replacement);
    },
  };
}
