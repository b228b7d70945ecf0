import { type Effect, onlyBy, table, unconditionally } from '../deviations/effect';
import { crash, giving, refuse, sending, where } from '../deviations/steps';
import { type Format, headerOf, type TokensRequest } from '../messages/message';

const granted = { outcome: 'granted' } as const;
const anyFormat = ['media.accept', 'media.default', 'media.suffix', 'media.content-type'] as const;
const ofJson = { breaks: 'media.default', about: { request: 'json' } } as const;
const ofSuffix = { breaks: 'media.suffix', tolerated: 'E34', ...onlyBy('request', 'type') };
const login = onlyBy('request', 'type', 'account');

const typed = (change: (type: string) => string) =>
  sending((answer) => {
    if (answer.status !== 200) return answer;
    return { ...answer, headers: { ...answer.headers, 'Content-Type': change(String(answer.headers['Content-Type'])) } };
  });
/** Requests are not found for what a header of theirs says. */
const refusedBy = (isMeant: (request: TokensRequest) => boolean) => where('admit', isMeant, refuse('pathUnknown'));
const type = (request: TokensRequest) => headerOf(request, 'content-type');
const accept = (request: TokensRequest) => headerOf(request, 'accept');
const other = (it: Format): Format => (it === 'xml' ? 'json' : 'xml');
const formatIn = (text: string): Format => (text.includes('xml') ? 'xml' : 'json');
const first = (it: Format, request: TokensRequest) => (accept(request).startsWith('application/') ? formatIn(accept(request).slice(0, 16)) : it);
const isUnknown = (request: TokensRequest) => !/json|xml|\*|^$/.test(accept(request));

/** Media types of request and response (lines 13-15, 147-200 and 298-470). */
export const mediaTypeEffects: readonly Effect[] = [
  ...table({ breaks: 'media.content-type', about: granted, by: typed, ...login }, [
    ['typed-as-text', 'a login is said to be text', (it) => it.replace('application', 'text')],
  ]),
  ...table({ breaks: anyFormat, about: granted, by: giving('answerFormat'), ...onlyBy('request', 'type', 'account', 'suffix', 'accept') }, [
    ['accept-ignored', 'a login is answered in the format of the request', (_, request) => formatIn(type(request))],
    ['answered-in-the-other', 'a login is answered in the other format', other],
    ['answered-in-json', 'a login is answered in JSON', () => 'json'],
    ['answered-in-xml', 'a login is answered in XML', () => 'xml'],
  ]),
  ...table({ breaks: 'media.quality', about: granted, by: giving('answerFormat'), ...unconditionally }, [
    ['any-type-as-xml', 'a client that accepts any type gets XML', (it, request) => (accept(request) === '*/*' ? 'xml' : it), ofJson],
    ['quality-ignored', 'the first format of Accept is answered', first],
    ['quality-upside-down', 'the lower quality is answered', (it, request) => (accept(request).includes('q=') ? other(it) : it)],
    ['accept-list-unread', 'an Accept with several types counts for nothing', (it, request) => (accept(request).includes(',') ? 'json' : it)],
  ]),
  ...table({ breaks: ['media.suffix', 'media.content-type'], about: granted, by: giving('answerFormat'), ...onlyBy('request', 'type') }, [
    ['suffix-ignored', 'the suffix does not choose the format', (it, request) => (request.path.endsWith('s') ? it : formatIn(accept(request)))],
  ]),
  ...table({ breaks: 'media.charset', about: granted, by: refusedBy, ...onlyBy('request') }, [
    ['suffix-unknown', 'a path with a suffix is not found', ({ path }) => !path.endsWith('s'), ofSuffix],
    ['charset-refused', 'a Content-Type with a charset is refused', (request) => /charset/i.test(type(request))],
    ['charset-in-quotes-refused', 'a charset in quotes is refused', (request) => /charset="/i.test(type(request))],
    ['accept-demanded', 'a request without Accept is refused', () => true, { breaks: 'media.default', about: { accept: 'missing' } }],
  ]),
  ...table({ breaks: ['media.unsupported', 'media.required'], about: { request: 'other' }, ...unconditionally }, [
    ['any-type-as-json', 'a body of an unknown type is read as JSON', () => ({ requestFormat: () => 'json' })],
  ]),
  ...table({ breaks: 'media.unacceptable', about: {}, ...unconditionally }, [
    ['unknown-accept-crashes', 'an Accept of neither format is answered 500', where('admit', isUnknown, crash)],
  ]),
];
