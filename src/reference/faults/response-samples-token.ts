import { granting, inXml, token } from './granted-access';
import type { InjectedFault } from './injected-fault';
import { absent, jsonMember, text } from './json-answer';
import { attributeAsChild, withoutAttribute, xmlElements } from './xml-answer';

const HOUR_MS = 60 * 60 * 1000;

/** Faults of the requirements of response-samples.yaml on the id and the expiry of the token. */
export const responseTokenFaults: readonly InjectedFault[] = [
  {
    name: 'json-token-id-missing',
    breaks: 'token.id',
    what: 'the token of a JSON answer has no id',
    deviate: jsonMember('access.token.id', absent),
  },
  {
    name: 'json-token-id-number',
    breaks: 'token.id',
    what: 'the token id of a JSON answer is a number',
    deviate: jsonMember('access.token.id', () => 4711),
  },
  {
    name: 'json-token-id-in-object',
    breaks: 'token.id',
    what: 'the token id of a JSON answer is an object with the id in it',
    deviate: jsonMember('access.token.id', (id) => ({ value: id })),
  },
  {
    name: 'token-id-empty',
    breaks: 'token.id',
    what: 'the token id is empty',
    deviate: granting(token((known) => ({ ...known, id: '' }))),
  },
  {
    name: 'xml-token-id-in-child',
    breaks: 'token.id',
    what: 'the token id of an XML answer is a child element and no attribute',
    deviate: xmlElements('token', attributeAsChild('id')),
  },
  {
    name: 'json-expires-missing',
    breaks: 'token.expires',
    what: 'the token of a JSON answer does not say when it expires',
    deviate: jsonMember('access.token.expires', absent),
  },
  {
    name: 'json-expires-in-milliseconds',
    breaks: 'token.expires',
    what: 'expires is in JSON a number, the milliseconds since 1970',
    deviate: jsonMember('access.token.expires', text(Date.parse)),
  },
  {
    name: 'expires-without-zone',
    breaks: 'token.expires',
    what: 'expires is a date and time without a zone',
    deviate: expiring((date) => date.toISOString().slice(0, 19)),
  },
  {
    name: 'expires-as-http-date',
    breaks: 'token.expires',
    what: 'expires is a date and time as HTTP writes it',
    deviate: expiring((date) => date.toUTCString()),
  },
  {
    name: 'expires-as-day',
    breaks: 'token.expires',
    what: 'expires is a day without a time',
    deviate: expiring((date) => date.toISOString().slice(0, 10)),
  },
  {
    name: 'expires-with-space',
    breaks: 'token.expires',
    what: 'expires has a space between date and time, as a database writes it',
    deviate: expiring((date) => date.toISOString().replace('T', ' ')),
  },
  {
    name: 'xml-expires-missing',
    breaks: 'token.expires',
    what: 'the token of an XML answer does not say when it expires',
    deviate: xmlElements('token', withoutAttribute('expires')),
  },
  {
    name: 'expires-at-issue',
    breaks: 'token.lifetime',
    what: 'expires is the moment at which the token was issued',
    deviate: expiring(() => new Date().toISOString()),
  },
  {
    name: 'expires-an-hour-ago',
    breaks: 'token.lifetime',
    what: 'expires is in the past, a local time that claims to be UTC',
    deviate: expiring(() => new Date(Date.now() - HOUR_MS).toISOString()),
  },
  {
    name: 'expires-in-1970',
    breaks: 'token.lifetime',
    what: 'expires is early in 1970, since seconds were taken for milliseconds',
    deviate: expiring((date) => new Date(date.getTime() / 1000).toISOString()),
  },
  {
    name: 'expires-in-2999',
    breaks: 'token.lifetime',
    what: 'expires is in the year 2999, so that a token never ends',
    deviate: expiring((date) => date.toISOString().replace(/^\d{4}/, '2999')),
  },
  {
    name: 'xml-expires-in-the-past',
    breaks: 'token.lifetime',
    what: 'expires is in the past in XML answers alone',
    deviate: inXml(token((known) => ({ ...known, expires: '2015-06-05T16:24:57.637Z' }))),
  },
  {
    name: 'token-id-constant',
    breaks: 'token.unique',
    what: 'every token has the same id',
    deviate: granting(token((known) => ({ ...known, id: 'd74f592f986e4d6e995853ccf01d25fe' }))),
  },
  {
    name: 'token-id-of-the-day',
    breaks: 'token.unique',
    what: 'the token id follows from the day on which it expires, so that all of one day are the same',
    deviate: granting(token((known) => ({ ...known, id: known.expires.slice(0, 10).replaceAll('-', '') }))),
  },
];

function expiring(write: (standard: Date) => string): InjectedFault['deviate'] {
  return granting(token((known) => ({ ...known, expires: write(new Date(known.expires)) })));
}
