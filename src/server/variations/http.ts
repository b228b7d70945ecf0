import { setTimeout as wait } from 'node:timers/promises';
import { deflateSync, gzipSync } from 'node:zlib';
import type { Behaviour } from '../behaviour';
import { type Answer, headerOf, type TokensRequest } from '../messages/message';
import type { Variation } from './variation';

/** Other ways for the same response to travel. */
export const httpVariations: readonly Variation[] = [
  {
    name: 'path-prefix',
    isOfConnection: true,
    what: 'the service is below a path prefix',
    vary: (standard) => standard,
    prefix: '/cloud/identity',
  },
  {
    name: 'chunked',
    isOfConnection: true,
    what: 'responses come in chunks that end in the middle of a character',
    vary: (standard) => ({
      ...standard,
      send: ({ status, headers, body }, outgoing) => {
        const bytes = Buffer.from(body);
        outgoing.writeHead(status, headers);
        for (let at = 0; at < bytes.length; at += 61) outgoing.write(bytes.subarray(at, at + 61));
        outgoing.end();
      },
    }),
  },
  {
    name: 'until-close',
    isOfConnection: true,
    what: 'responses have no length and end with their connection, as in HTTP 1.0',
    vary: (standard) => ({
      ...standard,
      send: ({ status, headers, body }, outgoing) => {
        outgoing.useChunkedEncodingByDefault = false;
        outgoing.shouldKeepAlive = false;
        outgoing.removeHeader('Content-Length');
        outgoing.writeHead(status, headers);
        outgoing.write(body);
        outgoing.end();
      },
    }),
  },
  {
    name: 'connection-close',
    isOfConnection: true,
    what: 'the connection ends with each response',
    vary: (standard) => withHeaders(standard, ({ headers }) => ({ ...headers, Connection: 'close' })),
  },
  {
    name: 'gzip',
    isOfConnection: true,
    what: 'responses are compressed by gzip where the client accepts that',
    vary: (standard) => compressed(standard, 'gzip', gzipSync),
  },
  {
    name: 'deflate',
    isOfConnection: true,
    what: 'responses are compressed by deflate where the client accepts that',
    vary: (standard) => compressed(standard, 'deflate', deflateSync),
  },
  {
    name: 'slow',
    isOfConnection: true,
    what: 'every response takes 50 milliseconds',
    vary: (standard) => ({
      ...standard,
      send: async (...parts) => {
        await wait(50);
        await standard.send(...parts);
      },
    }),
  },
  {
    name: 'charset-named',
    what: 'the Content-Type of a response names its charset',
    vary: (standard) => withContentType(standard, (type) => `${type};charset=utf-8`),
  },
  {
    name: 'charset-in-quotes',
    what: 'the charset is in quotes and capitals, with blanks before it and another parameter behind',
    vary: (standard) => withContentType(standard, (type) => `${type} ; Charset="UTF-8"; v=2`),
  },
  {
    name: 'content-type-in-capitals',
    what: 'the media type of a response is in capitals',
    vary: (standard) => withContentType(standard, (type) => type.toUpperCase()),
  },
  {
    name: 'header-names-in-lower-case',
    isOfConnection: true,
    what: 'the names of headers are in lower case',
    vary: (standard) => withHeaderNames(standard, (name) => name.toLowerCase()),
  },
  {
    name: 'header-names-in-capitals',
    isOfConnection: true,
    what: 'the names of headers are in capitals',
    vary: (standard) => withHeaderNames(standard, (name) => name.toUpperCase()),
  },
  {
    name: 'headers-and-cookies',
    what: 'responses have headers of a gateway and several cookies',
    vary: (standard) =>
      withHeaders(standard, ({ headers }) => ({
        ...headers,
        'Set-Cookie': ['route=a7; Path=/; HttpOnly', 'lang=de'],
        'Cache-Control': 'no-store',
        'X-Request-Id': 'req-1',
        Server: 'gateway',
        Via: ['1.1 one', '1.1 two'],
        Vary: 'Accept, Accept-Encoding, X-Auth-Token',
      })),
  },
  {
    name: 'reason-phrases',
    isOfConnection: true,
    what: 'statuses have reason phrases of the service itself',
    vary: (standard) => ({
      ...standard,
      send: (answer, outgoing, request) => {
        outgoing.statusMessage = 'As Expected';
        return standard.send(answer, outgoing, request);
      },
    }),
  },
  {
    name: 'processing-first',
    isOfConnection: true,
    what: 'an interim response with the status 102 comes before each final one',
    vary: (standard) => ({
      ...standard,
      send: (answer, outgoing, request) => {
        outgoing.writeProcessing();
        return standard.send(answer, outgoing, request);
      },
    }),
  },
  {
    name: 'over-limit-at-first',
    isOfConnection: true,
    what: 'the first three requests are over a limit, and are asked to be sent again at once',
    vary: (standard) => {
      let left = 3;
      return {
        ...standard,
        send: (answer, outgoing, request) => {
          if (left === 0) return standard.send(answer, outgoing, request);
          left -= 1;
          const status = left === 1 ? 413 : 429;
          const fault = { status, name: 'overLimit', message: 'Come again.' };
          const headers = { 'Content-Type': 'application/json', 'Retry-After': '0' };
          const body = JSON.stringify(standard.faultToJson(fault, request));
          return standard.send({ status, headers, body }, outgoing, request);
        },
      };
    },
  },
];

function withHeaders(standard: Behaviour, headersOf: (answer: Answer, request: TokensRequest) => Answer['headers']): Behaviour {
  return { ...standard, send: (answer, outgoing, request) => standard.send({ ...answer, headers: headersOf(answer, request) }, outgoing, request) };
}

function withContentType(standard: Behaviour, change: (type: string) => string): Behaviour {
  return withHeaders(standard, ({ headers }) => ({ ...headers, 'Content-Type': change(String(headers['Content-Type'])) }));
}

function withHeaderNames(standard: Behaviour, change: (name: string) => string): Behaviour {
  return {
    ...standard,
    send: ({ status, headers, body }, outgoing) => {
      const bytes = Buffer.from(body);
      const all = { 'Content-Length': bytes.length, ...headers };
      outgoing.writeHead(status, Object.fromEntries(Object.entries(all).map(([name, value]) => [change(name), value])));
      outgoing.end(bytes);
    },
  };
}

function compressed(standard: Behaviour, coding: string, compress: (body: Buffer) => Buffer): Behaviour {
  return {
    ...standard,
    send: (answer, outgoing, request) => {
      if (!headerOf(request, 'accept-encoding').includes(coding)) return standard.send(answer, outgoing, request);
      const headers = { ...answer.headers, 'Content-Encoding': coding };
      return standard.send({ ...answer, headers, body: compress(Buffer.from(answer.body)) }, outgoing, request);
    },
  };
}

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
