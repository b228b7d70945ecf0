import type { Exchange } from '../../http/exchange/exchange';
import { visitBody } from '../../protocol/body-members';
import { type Fault, faultNames, isKnownFault } from '../../protocol/fault';
import { type Format, label } from '../../protocol/format';
import { fail, inapplicable, received, shown, shownOrMissing, tolerate } from '../deviation';
import type { ResponseRule } from './response-rule';
import { failOnFirst, problemsOf } from './format-rules';

/** @throws Deviation if the response is not a refusal */
export function expectRefusal(answer: Exchange): void {
  if (answer.status < 400) inapplicable(`There is no refusal to judge: the response is ${received(answer)}.`);
}

/** The fault of a refusal; `wellFormedFault` judges its form. */
function faultOf(answer: Exchange): Fault {
  expectRefusal(answer);
  return answer.fault() ?? inapplicable('The refusal has no fault, which another check reports.');
}

/** Where a member of a fault stands, in the notation of its format. */
function placeIn(answer: Exchange, { name }: Fault, member: 'code' | 'message'): string {
  if (answer.writtenIn !== 'xml') return `${name}.${member}`;
  return `/${name}/${member === 'code' ? '@' : ''}${member}`;
}

/** Every refusal is a fault, valid by the schema of the format in which it is written. */
export const wellFormedFault: ResponseRule = {
  expects: 'a fault that is valid against the schema of its format',
  judge: (answer) => {
    expectRefusal(answer);
    if (answer.isHtml)
      fail({
        message: 'The refusal is an HTML page, where a fault is expected.',
        expected: 'a fault',
        received: received(answer),
      });
    const fault = answer.fault();
    if (fault?.name === 'error')
      tolerate({
        message: 'The fault is an OpenStack error envelope, another dialect of the same fault.',
        expected: `a member named ${faultNames[answer.status]?.join(' or ') ?? 'after the fault'}`,
        received: 'a member named error',
        path: fault.name,
      });
    if (answer.writtenIn === undefined)
      fail({
        message: `The refusal is not a fault: ${received(answer)}.`,
        expected: 'a fault',
        received: received(answer),
      });
    if (fault && answer.writtenIn === 'json' && !isKnownFault(fault))
      fail({
        message: `The fault has the unknown name ${fault.name}.`,
        path: fault.name,
        schemaLocation: 'schemas/json/fault.json#/oneOf',
      });
    failOnFirst(problemsOf(answer, 'fault', answer.writtenIn));
    const { slip } = answer.decoded;
    if (slip !== undefined)
      tolerate({ message: `The encoding of the fault is wrong: ${slip}.`, expected: 'UTF-8' });
  },
};

export const faultName: ResponseRule = {
  expects: 'the fault name that belongs to the status',
  judge: (answer) => {
    const fault = faultOf(answer);
    const names = faultNames[answer.status];
    if (!names) inapplicable(`No fault name is known for the status ${answer.status}.`);
    if (fault.name === 'error')
      inapplicable('The fault is an OpenStack error envelope, which another check reports.');
    if (!names.includes(fault.name))
      fail({
        message: `The fault in a ${answer.status} response is named ${shown(fault.name)}.`,
        expected: names.join(' or '),
        received: fault.name,
        path: fault.name,
      });
  },
};

/** The name and the message of each 403 (lines 56-65), by the requirement that decides the status. */
const namesOf403: Readonly<
  Record<string, { readonly own: string; readonly says: RegExp; readonly why: string }>
> = {
  'status.user-disabled': { own: 'userDisabled', says: /disabled/i, why: 'a user who is disabled' },
  'setup.required': {
    own: 'forbidden',
    says: /forbidden/i,
    why: 'a user who must set up a second factor',
  },
};

/** A 403 says `User disabled` for a disabled user, and `Forbidden` for one who must set up a second factor. */
export function faultNameFor(requirement: string): ResponseRule {
  return {
    expects: 'the fault name that belongs to the state of the user',
    judge: (answer) => {
      const { own, says, why } = namesOf403[requirement] ?? inapplicable('Either name may be right.');
      const { name, message } = faultOf(answer);
      // The document itself has only the message.
      if (name === own || !faultNames[403]?.includes(name)) return;
      if (typeof message === 'string' && says.test(message)) return;
      fail({
        message: `The fault for ${why} is named ${shown(name)}.`,
        expected: own,
        received: name,
      });
    },
  };
}

export const faultCode: ResponseRule = {
  expects: 'a code that equals the status',
  judge: (answer) => {
    const fault = faultOf(answer);
    const { code } = fault;
    const path = placeIn(answer, fault, 'code');
    if (code === String(answer.status))
      fail({
        message: `The code of the fault must be a number, and is the string ${shown(code)}.`,
        expected: `the number ${answer.status}`,
        received: `the string ${shown(code)}`,
        path,
      });
    if (code !== answer.status)
      fail({
        message: `The code of the fault is ${shownOrMissing(code)} in a response with the status ${answer.status}.`,
        expected: String(answer.status),
        received: shown(code),
        path,
      });
  },
};

export const faultMessage: ResponseRule = {
  expects: 'a non-empty message',
  judge: (answer) => {
    const fault = faultOf(answer);
    const { message } = fault;
    if (typeof message !== 'string' || message.trim() === '')
      fail({
        message: `The message of the fault is ${shownOrMissing(message)}.`,
        expected: 'a non-empty string',
        received: shown(message),
        path: placeIn(answer, fault, 'message'),
      });
  },
};

/** What is wrong with the format of a response, after `but`. */
function formatProblem(answer: Exchange, format: Format): string {
  const contentType = answer.header('content-type');
  if (contentType === undefined) return 'has no Content-Type';
  const said = `its Content-Type is ${contentType}`;
  return answer.format === format ? `its body is not, though ${said}` : said;
}

/** The refusal is in the requested format, and its Content-Type says so. */
export function faultFormat(format: Format): ResponseRule {
  return {
    expects: `a fault in ${label[format]}`,
    judge: (answer) => {
      expectRefusal(answer);
      if (answer.body.length === 0)
        inapplicable('The refusal has an empty body, which has no format; another check reports it.');
      if (answer.writtenIn === format && answer.format === format) return;
      fail({
        message: `The refusal should be in ${label[format]}, but ${formatProblem(answer, format)} (${received(answer)}).`,
        expected: label[format],
        received: answer.header('content-type') ?? 'no Content-Type',
      });
    },
  };
}

/** Values of a request that are too short to be distinguished from words of a message. */
const shortest = 3;

/** A time: `2026-11-27T10:00:00.123Z`, `10:00:00`, `Fri, 27 Nov 2026`, seconds and milliseconds since 1970. */
const times = [
  /\d{4}-\d\d-\d\d(?:[T ]\d\d:?\d\d(?::?\d\d)?(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?/gi,
  /\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+(?=\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/gi,
  /\b(?:\d{1,2}[ -])?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ -]\d{1,4}(?:,?[ -]\d{4})?/gi,
  /\b\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?/g,
  /\b\d{9,}\b/g,
];

/** A request id in a message, for finding the request in a log: `request id: abc`, `ref=abc`, `(trace abc)`. */
const labelled =
  /\b(?:(?:request|trace|correlation|transaction|incident|error|event|log)[-_ ]?id|req(?:uest)?[-_ ]?id|trace|ref(?:erence)?|incident|ticket|guid|uuid|id)\b\s*(?:[:=#]\s*|\s+(?=\S*\d))["'[(]?[\w.:/+=-]+/gi;

/** Words that a message uses for its format and the parts of it. */
const ofTheFormat =
  /\b(?:json|xml|application|text|body|document|content|element|attribute|member|object|field|propert(?:y|ies)|key|node|tag)s?\b/g;

/**
 * The message of a fault without what differs between two refusals for the same reason: names, times, request ids, and
 * words for the parts of a format.
 */
export function saidIn(refusal: Exchange): string {
  const message = refusal.fault()?.message;
  if (typeof message !== 'string') return String(message);
  let text = message.normalize('NFC').toLowerCase();
  for (const value of valuesIn(refusal)) text = text.replaceAll(value, ' ');
  for (const pattern of [...times, labelled]) text = text.replace(pattern, ' ');
  return text
    .replace(/<[^<>]*>/g, ' ')
    .replace(ofTheFormat, ' ')
    .split(/[^\p{L}\p{N}'’_-]+/u)
    .filter((word) => word !== '' && !looksMadeUp(word))
    .join(' ');
}

/** The values of the request of a refusal, the longest first. */
function valuesIn({ sent }: Exchange): string[] {
  const values = new Set<string>();
  const add = (_: readonly string[], _name: string, value: string) =>
    void (value.length >= shortest && values.add(value.normalize('NFC').toLowerCase()));
  visitBody(sent?.body, add);
  return [...values].sort((a, b) => b.length - a.length);
}

/** An id: a word with digits among its letters, or one of hexadecimal digits alone; a short number may be a code. */
function looksMadeUp(word: string): boolean {
  const isNumber = /^\d+$/.test(word);
  return isNumber ? word.length > 4 : /\d/.test(word) || /^[0-9a-f]{8,}$/.test(word);
}
