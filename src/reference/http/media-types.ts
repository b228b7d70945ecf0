import { Refusal } from '../refusal';
import { headerOf, type Format, type TokensRequest } from './tokens-request';

const FORMATS = new Map<string, Format>([
  ['application/json', 'json'],
  ['application/xml', 'xml'],
]);

/**
 * The format that `Content-Type` names; parameters such as a charset do not matter for the choice.
 *
 * @throws Refusal `bodyUnreadable` when there is neither a body nor a usable type (there is nothing to
 * read), `mediaTypeUnsupported` for a body of a missing or other type, or one under a content coding
 * (RFC 9110, section 15.5.16)
 */
export function requestFormat(request: TokensRequest): Format {
  const format = FORMATS.get(essenceOf(headerOf(request, 'content-type')));
  const coding = headerOf(request, 'content-encoding').trim().toLowerCase();
  if (format && (coding === '' || coding === 'identity')) return format;
  throw new Refusal(request.body.length === 0 ? 'bodyUnreadable' : 'mediaTypeUnsupported');
}

/**
 * The format of the response: the path's suffix decides, then `Accept`, then JSON. A client that accepts
 * neither format still gets JSON: RFC 9110, section 12.5.1, lets a server disregard `Accept`.
 */
export function answerFormat(request: TokensRequest): Format {
  if (request.path.endsWith('.xml')) return 'xml';
  if (request.path.endsWith('.json')) return 'json';
  const ranges = headerOf(request, 'accept').split(',').map(rangeOf);
  const json = preferenceFor('application/json', ranges);
  const xml = preferenceFor('application/xml', ranges);
  const xmlIsPreferred = xml.quality > json.quality || (xml.quality === json.quality && xml.rank > json.rank);
  return xml.quality > 0 && xmlIsPreferred ? 'xml' : 'json';
}

interface MediaRange {
  essence: string;
  quality: number;
}

/** The more closely a range names a type, the higher its rank (RFC 9110, section 12.5.1). */
interface Preference {
  quality: number;
  rank: number;
}

function preferenceFor(type: string, ranges: MediaRange[]): Preference {
  const names = ['*/*', 'application/*', type];
  return ranges
    .filter((range) => names.includes(range.essence))
    .map((range) => ({ quality: range.quality, rank: names.indexOf(range.essence) }))
    .reduce((best, next) => (next.rank > best.rank ? next : best), { quality: 0, rank: -1 });
}

function rangeOf(text: string): MediaRange {
  const weight = text
    .split(';')
    .slice(1)
    .map((parameter) => /^\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*$/i.exec(parameter)?.[1])
    .find((value) => value !== undefined);
  return { essence: essenceOf(text), quality: weight === undefined ? 1 : Number(weight) };
}

function essenceOf(mediaType: string): string {
  return (mediaType.split(';')[0] ?? '').trim().toLowerCase();
}
