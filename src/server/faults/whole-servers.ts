import { Duplex, Transform } from 'node:stream';
import type { Behaviour } from '../behaviour';

/** A deviation of the connection, which no condition can be put on: a condition is one of a request. */
export interface WholeServer {
  readonly name: string;
  readonly breaks: string;
  readonly what: string;
  readonly deviate: (standard: Behaviour) => Behaviour;
}

/**
 * Deviations of whole servers. No condition can be put on them: the first three are of how a request is framed, which
 * can no longer be told once it has been read; the fourth of how an answer is framed, which is no part of the answer;
 * and in the last the body never comes, so that there is no whole request to look at.
 */
export const wholeServers: readonly WholeServer[] = [
  {
    name: 'length-too-small-disregarded',
    breaks: 'http.length-too-small',
    what: 'a body goes on beyond its Content-Length, up to the last byte that came with it',
    deviate: receivingAs((message) => (/content-length/i.test(message) ? withActualLength(message) : message)),
  },
  {
    name: 'body-without-length-read',
    breaks: 'http.length-missing',
    what: 'what follows a request without a length is taken for its body',
    deviate: receivingAs((message) => (/content-length|transfer-encoding/i.test(message) ? message : withActualLength(message))),
  },
  {
    name: 'first-segment-only',
    breaks: 'http.segments',
    what: 'the bytes that come first are taken for the whole body',
    deviate: (standard) => ({
      ...standard,
      readBody: async ({ incoming }) => {
        for await (const chunk of incoming.iterator({ destroyOnReturn: false })) return chunk as Buffer;
        return new Uint8Array();
      },
    }),
  },
  {
    name: 'answers-in-chunks',
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
    name: 'continue-never-sent',
    breaks: 'http.expect-continue',
    what: 'a body is waited for, and never asked for',
    deviate: (standard) => ({
      ...standard,
      openHttp: (server) => server.on('checkContinue', (incoming, outgoing) => server.emit('request', incoming, outgoing)),
    }),
  },
];

/** A message with the number of bytes that follow its head as its Content-Length. */
function withActualLength(message: string): string {
  const end = message.indexOf('\r\n\r\n');
  if (!message.startsWith('POST ') || end < 0) return message;
  const head = message.slice(0, end).replace(/\r\nContent-Length:[^\r]*/i, '');
  const body = message.slice(end + 4);
  return `${head}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

/** What comes over a connection is taken for something else; one call for the bytes that come together, in ISO 8859-1. */
function receivingAs(change: (message: string) => string): WholeServer['deviate'] {
  return (standard) => ({
    ...standard,
    openHttp: (server) => {
      const [connect] = server.listeners('connection');
      server.removeAllListeners('connection');
      server.on('connection', (socket: Duplex) => {
        const changed = new Transform({
          transform: (bytes: Buffer, _encoding, done) => done(null, Buffer.from(change(bytes.toString('latin1')), 'latin1')),
        });
        socket.on('error', () => changed.destroy());
        connect?.call(server, Duplex.from({ readable: socket.pipe(changed), writable: socket }));
      });
    },
  });
}
