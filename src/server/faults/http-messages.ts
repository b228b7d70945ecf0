import { Duplex, Transform } from 'node:stream';
import { type Format, headerOf, type TokensRequest } from '../messages/message';
import { byLogin, crash, type Effect, giving, granted, onlyBy, refuse, sendingAccess, type Steps, table, unconditionally, where } from './effect';

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

/** A message with the number of bytes that follow its head as its Content-Length. */
function withActualLength(message: string): string {
  return message.replace(/^(POST .*?)\r\n\r\n(.*)$/s, (_, head: string, body: string) => {
    return `${head.replace(/\r\nContent-Length:[^\r]*/i, '')}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  });
}

/** Messages with such a head have the length that they have; one call for the bytes that come together, in ISO 8859-1. */
function measuring(isMeant: (message: string) => boolean): Steps {
  return () => ({
    openHttp: (server) => {
      const [connect] = server.listeners('connection');
      server.removeAllListeners('connection');
      server.on('connection', (socket: Duplex) => {
        const changed = new Transform({
          transform: (bytes: Buffer, _encoding, done) => {
            const message = bytes.toString('latin1');
            done(null, isMeant(message) ? Buffer.from(withActualLength(message), 'latin1') : bytes);
          },
        });
        socket.on('error', () => changed.destroy());
        connect?.call(server, Duplex.from({ readable: socket.pipe(changed), writable: socket }));
      });
    },
  });
}

const firstSegment: Steps = () => ({
  readBody: async ({ incoming }) => {
    for await (const chunk of incoming.iterator({ destroyOnReturn: false })) return chunk as Buffer;
    return new Uint8Array();
  },
});

const inChunks: Steps = () => ({
  send: ({ status, headers, body }, outgoing) => {
    outgoing.useChunkedEncodingByDefault = true;
    outgoing.writeHead(status, headers);
    outgoing.write(body);
    outgoing.end();
  },
});

const withoutContinue: Steps = () => ({
  openHttp: (server) => server.on('checkContinue', (incoming, outgoing) => server.emit('request', incoming, outgoing)),
});

/**
 * Effects on the connection. No condition can be put on them: the first three are of how a request is framed, which can
 * no longer be told once it has been read; the fourth of how an answer is framed, which is no part of the answer; and in
 * the last the body never comes, so that there is no whole request to look at.
 */
export const wholeServers: readonly Effect[] = table({ breaks: 'http.segments', about: {}, ...unconditionally }, [
  [
    'length-too-small-disregarded',
    'a body goes on beyond its Content-Length, up to the last byte that came with it',
    measuring((message) => /content-length/i.test(message)),
    { breaks: 'http.length-too-small' },
  ],
  [
    'body-without-length-read',
    'what follows a request without a length is taken for its body',
    measuring((message) => !/content-length|transfer-encoding/i.test(message)),
    { breaks: 'http.length-missing' },
  ],
  ['first-segment-only', 'the bytes that come first are taken for the whole body', firstSegment],
  ['answers-in-chunks', 'every response is in chunks, whatever the version of the request', inChunks, { breaks: 'http.version-1-0' }],
  ['continue-never-sent', 'a body is waited for, and never asked for', withoutContinue, { breaks: 'http.expect-continue' }],
]);
