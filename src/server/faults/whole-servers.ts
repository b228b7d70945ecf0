import { Duplex, Transform } from 'node:stream';
import { type Effect, table, unconditionally } from '../deviations/effect';
import type { Steps } from '../deviations/steps';

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
  ['answers-in-chunks', 'every answer is in chunks, whatever the version of the request', inChunks, { breaks: 'http.version-1-0' }],
  ['continue-never-sent', 'a body is waited for, and never asked for', withoutContinue, { breaks: 'http.expect-continue' }],
]);
