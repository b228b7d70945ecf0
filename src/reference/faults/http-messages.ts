import type { TokensRequest } from '../http/tokens-request';
import { Refusal } from '../refusal';
import { sending } from './answer-changes';
import type { InjectedFault } from './injected-fault';
import { receivingAs } from './received-bytes';

/** Faults of the requirements of http-messages.yaml. */
export const httpMessageFaults: readonly InjectedFault[] = [
  {
    name: 'length-too-small-disregarded',
    breaks: 'http.length-too-small',
    what: 'a body goes on beyond its Content-Length, up to the last byte that came with it',
    deviate: receivingAs(withActualLength),
  },
  {
    name: 'body-without-length-read',
    breaks: 'http.length-missing',
    what: 'what follows a request without a length is taken for its body',
    deviate: receivingAs(withActualLength),
  },
  {
    name: 'length-missing-crashes',
    breaks: 'http.length-missing',
    what: 'a request without a length is answered 500',
    deviate: sending((answer, request) => (hasLength(request) ? answer : { ...answer, status: 500 })),
  },
  {
    name: 'http-1-0-refused',
    breaks: 'http.version-1-0',
    what: 'a request in HTTP/1.0 is answered 505',
    deviate: sending((answer, { incoming }) =>
      incoming.httpVersion === '1.0' ? { ...answer, status: 505 } : answer,
    ),
  },
  {
    name: 'http-1-0-answered-in-chunks',
    breaks: 'http.version-1-0',
    what: 'every answer is in chunks, whatever the version of the request',
    deviate: (standard) => ({
      ...standard,
      send: ({ status, headers, body }, outgoing) => {
        outgoing.useChunkedEncodingByDefault = true;
        outgoing.writeHead(status, headers);
        outgoing.write(body);
        outgoing.end();
      },
    }),
  },
  {
    name: 'field-names-by-letter-case',
    breaks: 'http.field-names',
    what: 'Content-Type is found in these capitals alone',
    deviate: (standard) => ({
      ...standard,
      requestFormat: (request) => {
        if (!request.incoming.rawHeaders.includes('Content-Type')) throw new Refusal('mediaTypeUnsupported');
        return standard.requestFormat(request);
      },
    }),
  },
  {
    name: 'chunked-not-implemented',
    breaks: 'http.chunked',
    what: 'a body in chunks is answered 501',
    deviate: sending((answer, request) => (isChunked(request) ? { ...answer, status: 501 } : answer)),
  },
  {
    name: 'chunked-body-unread',
    breaks: 'http.chunked',
    what: 'a body in chunks has no Content-Length and is taken for an empty one',
    deviate: (standard) => ({
      ...standard,
      readBody: async (request) => {
        const body = await standard.readBody(request);
        return isChunked(request) ? new Uint8Array() : body;
      },
    }),
  },
  {
    name: 'first-segment-only',
    breaks: 'http.segments',
    what: 'the bytes that come first are taken for the whole body',
    deviate: (standard) => ({
      ...standard,
      readBody: async (request) => {
        for await (const chunk of request.incoming.iterator({ destroyOnReturn: false }))
          return chunk as Buffer;
        return new Uint8Array();
      },
    }),
  },
  {
    name: 'continue-never-sent',
    breaks: 'http.expect-continue',
    what: 'a body is waited for, and never asked for',
    deviate: (standard) => ({
      ...standard,
      openHttp: (server) =>
        server.on('checkContinue', (incoming, outgoing) => server.emit('request', incoming, outgoing)),
    }),
  },
  {
    name: 'expectation-refused',
    breaks: 'http.expect-continue',
    what: 'a request that asks whether its body is welcome is answered 400',
    deviate: (standard) => ({
      ...standard,
      openHttp: (server) =>
        server.on('checkContinue', (_incoming, outgoing) => outgoing.writeHead(400).end()),
    }),
  },
];

function isChunked({ incoming }: TokensRequest): boolean {
  return incoming.headers['transfer-encoding'] !== undefined;
}

function hasLength(request: TokensRequest): boolean {
  return isChunked(request) || request.incoming.headers['content-length'] !== undefined;
}

/** A message with the number of bytes that follow its head as its Content-Length. */
function withActualLength(message: string): string {
  const end = message.indexOf('\r\n\r\n');
  if (!message.startsWith('POST ') || end < 0) return message;
  const head = message.slice(0, end).replace(/\r\nContent-Length:[^\r]*/i, '');
  const body = message.slice(end + 4);
  return `${head}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}
