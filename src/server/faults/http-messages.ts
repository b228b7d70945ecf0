import { byLogin, type Effect, granted, onlyBy, table, unconditionally } from '../deviations/effect';
import { crash, giving, refuse, sendingAccess, where } from '../deviations/steps';
import { type Format, headerOf, type TokensRequest } from '../messages/message';

const withoutLength = { breaks: 'http.length-missing', about: { wire: 'no-length' } } as const;
const anyFormat = ['media.accept', 'media.default', 'media.suffix', 'media.content-type'] as const;
const ofJson = { breaks: 'media.default', about: { request: 'json' } } as const;
const byPath = { breaks: ['media.suffix', 'media.content-type'], ...onlyBy('request', 'type') } as const;
const ofSuffix = { breaks: 'media.suffix', tolerated: 'E34', ...onlyBy('request', 'type') };

const typedAsText = sendingAccess(({ headers, ...answer }) => {
  const type = String(headers['Content-Type']).replace('application', 'text');
  return { ...answer, headers: { ...headers, 'Content-Type': type } };
});
/** Requests are not found for what a header of theirs says. */
const refusedBy = (isMeant: (request: TokensRequest) => boolean) => where('admit', isMeant, refuse('pathUnknown'));
const type = (request: TokensRequest) => headerOf(request, 'content-type');
const accept = (request: TokensRequest) => headerOf(request, 'accept');
const other = (it: Format): Format => (it === 'xml' ? 'json' : 'xml');
const formatIn = (text: string): Format => (text.includes('xml') ? 'xml' : 'json');
const first = (it: Format, request: TokensRequest) => (accept(request).startsWith('application/') ? formatIn(accept(request).slice(0, 16)) : it);
const withoutSuffix = (it: Format, request: TokensRequest) => (request.path.endsWith('s') ? it : formatIn(accept(request)));
const isUnknown = (request: TokensRequest) => !/json|xml|\*|^$/.test(accept(request));

/** Path, length and media types of request and response (lines 8, 13-15, 147-200 and 298-470, errata E25 and E34). */
export const httpMessageEffects: readonly Effect[] = [
  ...table({ breaks: 'media.content-type', about: granted, ...byLogin }, [['typed-as-text', 'a login is said to be text', typedAsText]]),
  ...table({ breaks: anyFormat, about: granted, by: giving('answerFormat'), ...onlyBy('request', 'type', 'account', 'suffix', 'accept') }, [
    ['accept-ignored', 'a login is answered in the format of the request', (_, request) => formatIn(type(request))],
    ['answered-in-the-other', 'a login is answered in the other format', other],
    ['answered-in-json', 'a login is answered in JSON', () => 'json'],
    ['answered-in-xml', 'a login is answered in XML', () => 'xml'],
    ['suffix-ignored', 'the suffix does not choose the format', withoutSuffix, byPath],
  ]),
  ...table({ breaks: 'media.quality', about: granted, by: giving('answerFormat'), ...unconditionally }, [
    ['any-type-as-xml', 'a client that accepts any type gets XML', (it, request) => (accept(request) === '*/*' ? 'xml' : it), ofJson],
    ['quality-ignored', 'the first format of Accept is answered', first],
    ['accept-list-unread', 'an Accept with several types counts for nothing', (it, request) => (accept(request).includes(',') ? 'json' : it)],
  ]),
  ...table({ breaks: 'media.charset', about: granted, by: refusedBy, ...onlyBy('request') }, [
    ['suffix-unknown', 'a path with a suffix is not found', ({ path }) => !path.endsWith('s'), ofSuffix],
    ['charset-refused', 'a Content-Type with a charset is refused', (request) => /charset/i.test(type(request))],
  ]),
  ...table({ breaks: 'media.unacceptable', about: {}, ...unconditionally }, [
    ['unknown-accept-crashes', 'an Accept of neither format is answered 500', where('admit', isUnknown, crash)],
    ['path-unknown', 'the operation is not found at its path', refusedBy(({ path }) => path === '/v2.0/tokens'), { breaks: 'op.tokens' }],
    ['length-missing-crashes', 'a request without a length is answered 500', () => ({ admit: crash }), withoutLength],
  ]),
];
