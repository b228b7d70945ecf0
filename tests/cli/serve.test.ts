import { createServer, type AddressInfo } from 'node:net';
import { parse } from 'yaml';
import { main } from '../../src/cli/main';
import { load } from '../configuration/configuration-file';
import { statusFor } from '../server/status-for';
import { call, capturedIo } from './captured-io';

interface Printed {
  readonly baseUrl: string;
  readonly accounts: { readonly user: { readonly username: string; readonly password: string } };
}

test('serve prints a configuration for the server that it runs until it is stopped', async () => {
  const stop = new AbortController();
  let show: (text: string) => void = () => undefined;
  const printed = new Promise<string>((resolve) => (show = resolve));
  const { io } = capturedIo({ stop: stop.signal, stdout: { write: (text) => show(text) } });
  const ended = main(['serve', '--prefix', '/identity'], io);

  const text = await printed;
  expect(text).toContain('its passwords are public test data');
  const { baseUrl, accounts } = parse(text) as Printed;
  expect(baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/identity$/);
  const { username, password } = accounts.user;
  expect(load({ text }).accounts.user?.password?.reveal()).toBe(password);
  const answer = await fetch(`${baseUrl}/v2.0/tokens`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ auth: { passwordCredentials: { username, password } } }),
  });
  expect(answer.status).toBe(200);
  await answer.text();

  stop.abort();
  expect(await ended).toBe(0);
  await expect(fetch(baseUrl)).rejects.toThrow();
});

test('a port in use is the matter of the user', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const { code, stderr } = await call(['serve', '--port', `${port}`]);
  await new Promise((resolve) => other.close(resolve));
  expect(code).toBe(2);
  expect(stderr).toContain(`port ${port}`);
});

test('serve responds to the names of this machine alone, whatever names a page in a browser has for it', async () => {
  const stop = new AbortController();
  let show: (text: string) => void = () => undefined;
  const printed = new Promise<string>((resolve) => (show = resolve));
  const { io } = capturedIo({ stop: stop.signal, stdout: { write: (text) => show(text) } });
  const ended = main(['serve', '--fault', 'tenants-both-accepted'], io);
  const { baseUrl } = parse(await printed) as Printed;
  const { port } = new URL(baseUrl);
  const statuses = async (...names: string[]) => Promise.all(names.map((name) => statusFor(baseUrl, name)));
  expect(await statuses('localhost', `127.0.0.1:${port}`, `[::1]:${port}`, 'identity.localhost')).toEqual([
    400, 400, 400, 400,
  ]);
  expect(
    await statuses('evil.example', `evil.example:${port}`, '127.0.0.1.evil.example', 'localhost.evil'),
  ).toEqual([421, 421, 421, 421]);
  stop.abort();
  expect(await ended).toBe(0);
});
