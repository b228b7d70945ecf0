import type { Variation } from './variation';

/** Other legal answers to messages that are out of the ordinary. */
export const httpMessageVariations: readonly Variation[] = [
  {
    name: 'length-demanded',
    isOfConnection: true,
    what: 'a POST without a Content-Length, in chunks or not, is answered 411',
    vary: (standard) => ({
      ...standard,
      send: (answer, outgoing, request) => {
        const known = request.incoming.headers['content-length'] !== undefined;
        const isDemanded = !known && request.method === 'POST';
        return standard.send(isDemanded ? { status: 411, headers: {}, body: '' } : answer, outgoing, request);
      },
    }),
  },
  {
    name: 'expectations-not-met',
    isOfConnection: true,
    what: 'a client that asks whether its body is welcome is answered 417',
    vary: (standard) => ({
      ...standard,
      openHttp: (server) => server.on('checkContinue', (_incoming, outgoing) => outgoing.writeHead(417, { Connection: 'close' }).end()),
    }),
  },
  {
    name: 'rest-of-body-dropped',
    isOfConnection: true,
    what: 'what follows a request and is no request is dropped, and the request itself is answered',
    vary: (standard) => ({ ...standard, openHttp: (server) => server.on('clientError', () => undefined) }),
  },
  {
    name: 'kept-alive-in-http-1-0',
    isOfConnection: true,
    what: 'answers to HTTP/1.0 have a length and say that the connection stays',
    vary: (standard) => ({
      ...standard,
      send: (answer, outgoing, request) => {
        if (request.incoming.httpVersion === '1.0') outgoing.setHeader('Connection', 'keep-alive');
        return standard.send(answer, outgoing, request);
      },
    }),
  },
];
