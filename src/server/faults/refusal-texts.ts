import { type Effect, onlyBy, table } from '../deviations/effect';
import { all, given, giving, sending, type Steps } from '../deviations/steps';
import type { Fault, RefusalReason } from '../login/refusal';
import type { JsonObject } from '../messages/json';
import type { Answer, TokensRequest } from '../messages/message';
import { parseXml } from '../messages/read-xml';
import { serialiseXml } from '../messages/write-xml';

const refused = { outcome: 'refused' } as const;
const inJson = { ...refused, answer: 'json' } as const;
const inXml = { ...refused, answer: 'xml' } as const;
const generated = 'generated.fault';
const ofMessage = { breaks: ['fault.message', 'fault.schema', generated] } as const;
const simple = onlyBy('request', 'type', 'account', 'secret', 'tenant');

/** What refusals say is changed, by the reason. */
export function saying(change: (fault: Fault, reason: RefusalReason) => Partial<Fault>): Steps {
  return ({ faults }) => {
    const reasons = Object.keys(faults) as RefusalReason[];
    const changed = reasons.map((reason) => [reason, { ...faults[reason], ...change(faults[reason], reason) }]);
    return { faults: Object.fromEntries(changed) as typeof faults };
  };
}

const body = (change: (inner: JsonObject, name: string) => JsonObject) =>
  giving('faultToJson')((whole, { name }) => change(whole[name] as JsonObject, name));
const inner = (change: (inner: JsonObject) => JsonObject) => body((it, name) => ({ [name]: change(it) }));
/** Changes the text of XML refusals, and not that of XML answers. */
const text = (change: (text: string) => string) => giving('faultToXml')((document) => parseXml(change(serialiseXml(document))));
const refusedAnswer = (change: (answer: Answer) => Answer) =>
  sending((answer) => (answer.status >= 400 && answer.status !== 405 ? change(answer) : answer));
const page = { headers: { 'Content-Type': 'text/html' }, body: '<!DOCTYPE html><html><body>No.</body></html>' };
const dump = ({ body: bytes }: TokensRequest) => ({ 'X-Debug': String(Buffer.from(bytes)).replace(/[^\x20-\x7e]/g, ' ') });
const unknownUser = { breaks: 'fault.indistinct', about: { account: 'nobody' } } as const;
const toldApart = (_: Fault, reason: RefusalReason) => (reason === 'userUnknown' ? { message: 'There is no such user.' } : {});
const repeating = (it: Fault, { body: bytes }: TokensRequest) => ({ ...it, message: String(Buffer.from(bytes)) });

/** What refusals look like (the companions of lines 34-68). */
export const refusalTextEffects: readonly Effect[] = [
  ...table({ breaks: ['fault.schema', generated], about: inJson, ...simple, by: body }, [
    ['fault-of-openstack', 'a refusal in JSON is an OpenStack error', (it) => ({ error: { ...it, title: 'Refused' } })],
  ]),
  ...table({ breaks: ['fault.schema', generated], about: inXml, ...simple, by: text }, [
    ['fault-nowhere', 'a refusal in XML is in no namespace', (it) => it.replace(/ xmlns="[^"]*"/, '')],
  ]),
  ...table({ breaks: ['fault.code', 'fault.schema', generated], about: inJson, by: inner, ...simple }, [
    ['fault-code-lost', 'a refusal in JSON has no code', ({ code: _, ...it }) => it],
    ['fault-message-lost', 'a refusal in JSON has no message', ({ message: _, ...it }) => it, ofMessage],
    ['fault-code-of-another', 'the code of a refusal is another status', (it) => ({ ...it, code: 418 })],
  ]),
  ...table({ breaks: ['fault.name', 'fault.schema'], about: refused, by: saying, ...simple }, [
    ['fault-message-empty', 'the message of a refusal is empty', () => ({ message: '' }), { breaks: 'fault.message' }],
    ['fault-name-general', 'every refusal is named identityFault', () => ({ name: 'identityFault' })],
    ['fault-name-in-capitals', 'the name of a refusal has a capital', ({ name }) => ({ name: name[0]?.toUpperCase() + name.slice(1) })],
  ]),
  ...table({ breaks: ['fault.format', 'fault.schema'], about: refused, ...simple }, [
    ['refused-in-the-other-format', 'a refusal is in the other format', giving('faultFormat')((it) => (it === 'xml' ? 'json' : 'xml'))],
    ['refused-by-a-page', 'a refusal is a page', refusedAnswer(({ status }) => ({ status, ...page })), { breaks: 'fault.no-page', only: undefined }],
    ['refused-without-a-body', 'a refusal has no body', refusedAnswer((it) => ({ ...it, body: '' }))],
  ]),
  ...table({ breaks: 'fault.challenge', about: { secret: 'wrong' }, ...onlyBy('request') }, [
    ['refused-without-challenge', 'a 401 has no WWW-Authenticate', () => ({ faultHeaders: () => ({}) })],
    ['unknown-user-told', 'a refusal says that there is no such user', saying(toldApart), unknownUser],
  ]),
  ...table({ breaks: 'fault.no-secret', about: refused, ...simple }, [
    ['refusal-with-dump', 'a refusal repeats its request in a header', giving('faultHeaders')((it, _, __, sent) => ({ ...it, ...dump(sent) }))],
    ['refusal-with-body', 'the message of a refusal repeats the body', all(given('faultToJson')(repeating), given('faultToXml')(repeating))],
  ]),
];
