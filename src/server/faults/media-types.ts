import { type Effect, onlyBy, table, tableBy, unconditionally } from '../deviations/effect';
import { crash, refusingAsNotFound, sending, type Steps } from '../deviations/steps';
import { type Format, headerOf, type TokensRequest } from '../messages/message';

const granted = { outcome: 'granted' } as const;
const login = onlyBy('request', 'type', 'account');

const typed = (change: (type: string) => string | undefined) =>
  sending((answer) => {
    if (answer.status !== 200) return answer;
    return { ...answer, headers: { ...answer.headers, 'Content-Type': change(String(answer.headers['Content-Type'])) } };
  });
const inFormat =
  (formatOf: (request: TokensRequest, standard: Format) => Format): Steps =>
  (standard) => ({ answerFormat: (request) => formatOf(request, standard.answerFormat(request)) });
const type = (request: TokensRequest) => headerOf(request, 'content-type');
const accept = (request: TokensRequest) => headerOf(request, 'accept');

/** Media types of request and response (lines 13-15, 147-200 and 298-470). */
export const mediaTypeEffects: readonly Effect[] = [
  ...tableBy({ breaks: 'media.content-type', about: granted, by: typed, ...login }, [
    ['typed-as-text', 'a login is said to be text', (it) => it.replace('application', 'text')],
    [
      'typed-as-the-other',
      'a login is said to be in the other format',
      (it) => (it.endsWith('xml') ? it.replace('xml', 'json') : it.replace('json', 'xml')),
    ],
    ['typed-as-vendor', 'a login has a vendor type', (it) => it.replace('/', '/vnd.identity+')],
    ['typed-as-bytes', 'a login is said to be bytes', () => 'application/octet-stream'],
  ]),
  ...tableBy(
    {
      breaks: ['media.accept', 'media.default', 'media.suffix', 'media.content-type'],
      about: granted,
      by: inFormat,
      ...onlyBy('request', 'type', 'account', 'suffix', 'accept'),
    },
    [
      ['accept-ignored', 'a login is answered in the format of the request', (request) => (type(request).includes('xml') ? 'xml' : 'json')],
      ['answered-in-the-other', 'a login is answered in the other format', (_, it) => (it === 'xml' ? 'json' : 'xml')],
      ['answered-in-json', 'a login is answered in JSON', () => 'json'],
      ['answered-in-xml', 'a login is answered in XML', () => 'xml'],
    ],
  ),
  ...tableBy({ breaks: 'media.default', about: { ...granted, request: 'json' }, by: inFormat, ...unconditionally }, [
    ['any-type-as-xml', 'a client that accepts any type gets XML', (request, it) => (accept(request) === '*/*' ? 'xml' : it)],
  ]),
  ...tableBy({ breaks: 'media.quality', about: granted, by: inFormat, ...unconditionally }, [
    [
      'quality-ignored',
      'the first format of Accept is answered',
      (request, it) => (/^application\/(json|xml)/.exec(accept(request))?.[1] as Format | undefined) ?? it,
    ],
    [
      'quality-upside-down',
      'the format with the lower quality is answered',
      (request, it) => (/q=/.test(accept(request)) ? (it === 'xml' ? 'json' : 'xml') : it),
    ],
    ['accept-list-unread', 'an Accept with several types counts for nothing', (request, it) => (accept(request).includes(',') ? 'json' : it)],
  ]),
  ...tableBy({ breaks: ['media.suffix', 'media.content-type'], about: granted, by: inFormat, ...onlyBy('request', 'type') }, [
    [
      'suffix-ignored',
      'the suffix does not choose the format',
      ({ path, incoming }, it) => (path.endsWith('s') ? it : incoming.headers.accept?.includes('xml') ? 'xml' : 'json'),
    ],
  ]),
  ...tableBy({ breaks: 'media.suffix', about: granted, by: refusingAsNotFound, ...onlyBy('request', 'type') }, [
    ['suffix-unknown', 'a path with a suffix is not found', ({ path }) => /\.(json|xml)$/.test(path), { tolerated: 'E34' }],
  ]),
  ...tableBy({ breaks: 'media.charset', about: granted, by: refusingAsNotFound, ...onlyBy('request') }, [
    ['charset-refused', 'a Content-Type with a charset is refused', (request) => /charset/i.test(type(request))],
    ['charset-in-quotes-refused', 'a charset in quotes is refused', (request) => /charset="/i.test(type(request))],
  ]),
  ...table({ breaks: ['media.unsupported', 'media.required'], about: { request: 'other' }, ...unconditionally }, [
    [
      'any-type-as-json',
      'a body of an unknown type is read as JSON',
      (standard) => ({ requestFormat: (request) => (/application\/(json|xml)/.test(type(request)) ? standard.requestFormat(request) : 'json') }),
    ],
    [
      'unknown-type-crashes',
      'a body of an unknown type is answered 500',
      (standard) => ({ requestFormat: (request) => (/application\/(json|xml)/.test(type(request)) ? standard.requestFormat(request) : crash()) }),
    ],
  ]),
  ...table({ breaks: 'media.unacceptable', about: {}, ...unconditionally }, [
    [
      'unknown-accept-crashes',
      'an Accept of neither format is answered 500',
      (standard) => ({
        answerFormat: (request) => (/json|xml|\*|^$/.test(accept(request)) ? standard.answerFormat(request) : 'json'),
        admit: (request) => (/json|xml|\*|^$/.test(accept(request)) ? standard.admit(request) : crash()),
      }),
    ],
  ]),
];
