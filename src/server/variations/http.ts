import { setTimeout as wait } from 'node:timers/promises';
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { begun, going, sending, type Steps } from '../faults/effect';
import { type Answer, headerOf } from '../messages/message';
import { asWritten, table, type Variation } from './variation';

const ofConnection = { isOfConnection: true } as const;

const headers = (change: (headers: Answer['headers']) => Answer['headers']) => sending((answer) => ({ ...answer, headers: change(answer.headers) }));

const contentType = (change: (type: string) => string) => headers((all) => ({ ...all, 'Content-Type': change(String(all['Content-Type'])) }));

const headerNames = (change: (name: string) => string): Steps =>
  going('send', (_send, answer, outgoing) => {
    const bytes = Buffer.from(answer.body);
    const all = { 'Content-Length': bytes.length, ...answer.headers };
    outgoing.writeHead(answer.status, Object.fromEntries(Object.entries(all).map(([name, value]) => [change(name), value])));
    outgoing.end(bytes);
  });

const compressed = ([coding, compress]: readonly [string, (body: Buffer) => Buffer]) =>
  sending((answer, _outgoing, request) =>
    headerOf(request, 'accept-encoding').includes(coding)
      ? { ...answer, headers: { ...answer.headers, 'Content-Encoding': coding }, body: compress(Buffer.from(answer.body)) }
      : answer,
  );

/** The first three requests are over a limit. */
function overLimit(): Steps {
  let left = 3;
  return (standard) => ({
    send: (answer, outgoing, request) => {
      if (left === 0) return standard.send(answer, outgoing, request);
      left -= 1;
      const status = left === 1 ? 413 : 429;
      const fault = { status, name: 'overLimit', message: 'Come again.' };
      const body = JSON.stringify(standard.faultToJson(fault, request));
      return standard.send({ status, headers: { 'Content-Type': 'application/json', 'Retry-After': '0' }, body }, outgoing, request);
    },
  });
}

/** Other ways for the same response to travel. */
export const httpVariations: readonly Variation[] = [
  ...table(
    asWritten,
    [
      ['path-prefix', 'the service is below a path prefix', () => ({}), { ...ofConnection, prefix: '/cloud/identity' }],
      [
        'chunked',
        'responses come in chunks that end in the middle of a character',
        going('send', (_send, answer, outgoing) => {
          const bytes = Buffer.from(answer.body);
          outgoing.writeHead(answer.status, answer.headers);
          for (let at = 0; at < bytes.length; at += 61) outgoing.write(bytes.subarray(at, at + 61));
          outgoing.end();
        }),
      ],
      [
        'until-close',
        'responses have no length and end with their connection, as in HTTP 1.0',
        going('send', (_send, answer, outgoing) => {
          outgoing.useChunkedEncodingByDefault = false;
          outgoing.shouldKeepAlive = false;
          outgoing.removeHeader('Content-Length');
          outgoing.writeHead(answer.status, answer.headers);
          outgoing.write(answer.body);
          outgoing.end();
        }),
      ],
      ['connection-close', 'the connection ends with each response', headers((all) => ({ ...all, Connection: 'close' }))],
      ['gzip', 'responses are compressed by gzip where the client accepts that', compressed(['gzip', gzipSync])],
      ['deflate', 'responses are compressed by deflate where the client accepts that', compressed(['deflate', deflateSync])],
      ['deflate-bare', 'responses are compressed by deflate without the frame of zlib', compressed(['deflate', deflateRawSync])],
      [
        'slow',
        'every response takes 50 milliseconds',
        going('send', async (send, ...parts) => {
          await wait(50);
          await send(...parts);
        }),
      ],
    ],
    ofConnection,
  ),
  ...table(contentType, [
    ['charset-named', 'the Content-Type of a response names its charset', (type) => `${type};charset=utf-8`],
    [
      'charset-in-quotes',
      'the charset is in quotes and capitals, with blanks before it and another parameter behind',
      (type) => `${type} ; Charset="UTF-8"; v=2`,
    ],
    ['content-type-in-capitals', 'the media type of a response is in capitals', (type) => type.toUpperCase()],
  ]),
  ...table(
    headerNames,
    [
      ['header-names-in-lower-case', 'the names of headers are in lower case', (name) => name.toLowerCase()],
      ['header-names-in-capitals', 'the names of headers are in capitals', (name) => name.toUpperCase()],
    ],
    ofConnection,
  ),
  ...table(headers, [
    [
      'headers-and-cookies',
      'responses have headers of a gateway and several cookies',
      (all) => ({
        ...all,
        'Set-Cookie': ['route=a7; Path=/; HttpOnly', 'lang=de'],
        'Cache-Control': 'no-store',
        'X-Request-Id': 'req-1',
        Server: 'gateway',
        Via: ['1.1 one', '1.1 two'],
        Vary: 'Accept, Accept-Encoding, X-Auth-Token',
      }),
    ],
  ]),
  ...table(
    asWritten,
    [
      [
        'reason-phrases',
        'statuses have reason phrases of the service itself',
        sending((answer, outgoing) => {
          outgoing.statusMessage = 'As Expected';
          return answer;
        }),
      ],
      [
        'processing-first',
        'an interim response with the status 102 comes before each final one',
        sending((answer, outgoing) => {
          outgoing.writeProcessing();
          return answer;
        }),
      ],
      ['over-limit-at-first', 'the first three requests are over a limit, and are asked to be sent again at once', begun(overLimit)],
    ],
    ofConnection,
  ),
];

/** Other legal responses to unusual HTTP messages. */
export const httpMessageVariations: readonly Variation[] = table(
  asWritten,
  [
    [
      'length-demanded',
      'a POST without a Content-Length, in chunks or not, is refused with 411',
      sending((answer, _outgoing, { incoming, method }) =>
        incoming.headers['content-length'] === undefined && method === 'POST' ? { status: 411, headers: {}, body: '' } : answer,
      ),
    ],
    [
      'expectations-not-met',
      'a request with Expect: 100-continue is refused with 417',
      () => ({ openHttp: (server) => server.on('checkContinue', (_incoming, outgoing) => outgoing.writeHead(417, { Connection: 'close' }).end()) }),
    ],
    [
      'rest-of-body-dropped',
      'bytes after a request that are no request are dropped, and the request itself gets its response',
      () => ({ openHttp: (server) => server.on('clientError', () => undefined) }),
    ],
    [
      'kept-alive-in-http-1-0',
      'responses to HTTP/1.0 have a length and keep the connection alive',
      sending((answer, outgoing, { incoming }) => {
        if (incoming.httpVersion === '1.0') outgoing.setHeader('Connection', 'keep-alive');
        return answer;
      }),
    ],
  ],
  ofConnection,
);
