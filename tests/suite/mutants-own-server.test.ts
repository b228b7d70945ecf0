import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request as ask } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { embeddedConfiguration, startEmbeddedServer } from '../../src/server';
import { runCommand } from './command';

interface Summary {
  readonly how: string;
  readonly faults: number;
  readonly kills: readonly { readonly name: string; readonly fate: string }[];
}

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'own-server-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

test('the responses of one run show what would be caught at a server, which is asked no more than that', async () => {
  const server = await startEmbeddedServer();
  let asked = 0;
  // In between, to count what the server is asked.
  const counting = createServer((incoming, outgoing) => {
    asked += 1;
    const { method, url, headers } = incoming;
    const passed = ask(`${server.url}${url}`, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve) => counting.listen(0, '127.0.0.1', resolve));
  const file = join(folder, 'identity.json');
  const { accounts, foreignTenantId } = embeddedConfiguration();
  const limits = { maxRps: 1000 };
  writeFileSync(file, JSON.stringify({ accounts, foreignTenantId, limits, profiles: ['core'] }));
  const url = `http://127.0.0.1:${(counting.address() as AddressInfo).port}`;
  try {
    const common = ['--base-url', url, '--config', file, '--seed', '1', '--report-dir', folder];
    const { status, stdout } = await runCommand(['mutants', ...common]);
    const sent = asked;
    expect(stdout).toMatch(/MUST: \d+ of \d+ faults caught/);
    expect(status).toBe(0);
    const { how, kills } = JSON.parse(readFileSync(join(folder, 'kill-matrix.json'), 'utf8')) as Summary;
    expect(how).toBe('recorded');
    const fateOf = (name: string) => kills.find((kill) => kill.name === name)?.fate;
    expect(fateOf('json-token-id-missing')).toBe('caught');
    expect(fateOf('login-answered-201')).toBe('caught');
    // XML is left out, so that no response is in it.
    expect(fateOf('xml-token-id-missing')).toBe('without effect');
    expect(readFileSync(join(folder, 'kill-matrix.md'), 'utf8')).toContain(
      `What the suite would catch at ${url}`,
    );
    asked = 0;
    await runCommand(['run', ...common]);
    expect(sent).toBeLessThanOrEqual(asked);
  } finally {
    counting.closeAllConnections();
    counting.close();
    await server.close();
  }
});

test('a server that is not reached ends with exit code 3, one that is not named with 2', async () => {
  const file = join(folder, 'identity.json');
  writeFileSync(file, JSON.stringify({ accounts: embeddedConfiguration().accounts }));
  const unreached = await runCommand(['mutants', '--base-url', 'http://127.0.0.1:9', '--config', file]);
  expect(unreached.stderr).toContain('could not be reached');
  expect(unreached.status).toBe(3);
  const unnamed = await runCommand(['mutants', '--config', file]);
  expect(unnamed.stderr).toContain('add baseUrl or --base-url');
  expect(unnamed.status).toBe(2);
  const both = await runCommand(['mutants', '--config', file, '--all']);
  expect(both.stderr).toContain('are for the embedded server');
  expect(both.status).toBe(2);
});
