import { createServer, type Server, type Socket } from 'node:net';
import { tokenRequest } from '../../src/http/token-request';
import { clientFor } from './client-for';
import { listen } from './listen';

const request = tokenRequest({ format: 'json', body: '{}' });
const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';

/** What became of a request to a server of bare sockets, which does something with each connection that sends. */
async function exchangeWith(onRequest: (socket: Socket, count: number, server: Server) => void) {
  let count = 0;
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => onRequest(socket, (count += 1), server));
  });
  const port = await listen(server);
  const client = clientFor(`http://127.0.0.1:${port}`);
  const { failure, status, answeredWhenRepeated } = await client.send(request, () => '');
  client.close();
  if (server.listening) server.close();
  return { status, answeredWhenRepeated, failed: failure !== undefined, count };
}

test('a request whose connection is closed is sent once more, and counts as closed each time if that one is too', async () => {
  expect(await exchangeWith((socket) => socket.destroy())).toMatchObject({
    failed: true,
    answeredWhenRepeated: false,
    count: 2,
  });
});

test('a closed connection that does not repeat says nothing of the request, which stays without a response', async () => {
  expect(
    await exchangeWith((socket, count) => (count === 1 ? socket.destroy() : socket.end(ok))),
  ).toMatchObject({
    failed: true,
    answeredWhenRepeated: true,
    count: 2,
  });
});

test('a server that is being restarted, and one behind a gateway, close no connection each time', async () => {
  const restarting = await exchangeWith((socket, _count, server) => {
    server.close();
    socket.destroy();
  });
  expect(restarting).toMatchObject({ failed: true, answeredWhenRepeated: undefined, count: 1 });
  const badGateway = ok.replace('200 OK', '502 Bad Gateway');
  const behindGateway = await exchangeWith((socket, count) =>
    count === 1 ? socket.destroy() : socket.end(badGateway),
  );
  expect(behindGateway).toMatchObject({ failed: true, answeredWhenRepeated: undefined, count: 2 });
});
