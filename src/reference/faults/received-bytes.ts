import { Duplex, Transform } from 'node:stream';
import type { InjectedFault } from './injected-fault';

/** What comes over a connection is taken for something else; one call for the bytes that come together, in ISO 8859-1. */
export function receivingAs(change: (message: string) => string): InjectedFault['deviate'] {
  return (standard) => ({
    ...standard,
    openHttp: (server) => {
      const [connect] = server.listeners('connection');
      server.removeAllListeners('connection');
      server.on('connection', (socket: Duplex) => {
        const changed = new Transform({
          transform: (bytes: Buffer, _encoding, done) =>
            done(null, Buffer.from(change(bytes.toString('latin1')), 'latin1')),
        });
        socket.on('error', () => changed.destroy());
        connect?.call(server, Duplex.from({ readable: socket.pipe(changed), writable: socket }));
      });
    },
  });
}
