import type { Variation } from './variation';

/** Other legal responses to unusual HTTP messages. */
export const httpMessageVariations: readonly Variation[] = [
  {
    name: 'length-demanded',
    isOfConnection: true,
    what: 'a POST without a Content-Length, in chunks or not, is refused with 411',
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
    what: 'a request with Expect: 100-continue is refused with 417',
    vary: (standard) => ({
      ...standard,
      openHttp: (server) => server.on('checkContinue', (_incoming, outgoing) => outgoing.writeHead(417, { Connection: 'close' }).end()),
    }),
  },
  {
    name: 'rest-of-body-dropped',
    isOfConnection: true,
    what: 'bytes after a request that are no request are dropped, and the request itself gets its response',
    vary: (standard) => ({ ...standard, openHttp: (server) => server.on('clientError', () => undefined) }),
  },
  {
    name: 'kept-alive-in-http-1-0',
    isOfConnection: true,
    what: 'responses to HTTP/1.0 have a length and keep the connection alive',
    vary: (standard) => ({
      ...standard,
      send: (answer, outgoing, request) => {
        if (request.incoming.httpVersion === '1.0') outgoing.setHeader('Connection', 'keep-alive');
        return standard.send(answer, outgoing, request);
      },
    }),
  },
];
