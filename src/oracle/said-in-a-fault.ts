import type { Exchange } from '../identity/exchange';
import { visitBody } from '../identity/named-values';

/** Values of a request that are too short to be told from words of a message. */
const shortest = 3;

/** A time: `2026-11-27T10:00:00.123Z`, `10:00:00`, `Fri, 27 Nov 2026`, seconds and milliseconds since 1970. */
const times = [
  /\d{4}-\d\d-\d\d(?:[T ]\d\d:?\d\d(?::?\d\d)?(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?/gi,
  /\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+(?=\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/gi,
  /\b(?:\d{1,2}[ -])?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ -]\d{1,4}(?:,?[ -]\d{4})?/gi,
  /\b\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?/g,
  /\b\d{9,}\b/g,
];

/** What a message calls the request by which it is found in a log: `request id: abc`, `ref=abc`, `(trace abc)`. */
const labelled =
  /\b(?:(?:request|trace|correlation|transaction|incident|error|event|log)[-_ ]?id|req(?:uest)?[-_ ]?id|trace|ref(?:erence)?|incident|ticket|guid|uuid|id)\b\s*(?:[:=#]\s*|\s+(?=\S*\d))["'[(]?[\w.:/+=-]+/gi;

/** Words by which a message names its format and the parts of it. */
const ofTheFormat =
  /\b(?:json|xml|application|text|body|document|content|element|attribute|member|object|field|propert(?:y|ies)|key|node|tag)s?\b/g;

/**
 * What a message of a fault says, without what differs between two requests that are refused for the same reason: the
 * names in them, times, ids of requests, and the words for the parts of a format.
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
