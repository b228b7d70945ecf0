import { readFileSync } from 'node:fs';
import { request as ask, type RequestListener } from 'node:http';
import { join } from 'node:path';
import { startEmbeddedServer } from '../../src/server';
import { runCommand } from './command';
import { configure, fastConfiguration, serving, useFolder } from './workplace';

interface Summary {
  readonly how: string;
  readonly faults: number;
  readonly kills: readonly { readonly name: string; readonly fate: string }[];
}

const folder = useFolder();

test('the responses of one run show what would be caught at a server, which is asked no more than that', async () => {
  const server = await startEmbeddedServer();
  // In between, to count what the server is asked.
  const through: RequestListener = (incoming, outgoing) => {
    const { method, url, headers } = incoming;
    const passed = ask(`${server.url}${url}`, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(passed);
  };
  const file = configure(folder(), { ...fastConfiguration, profiles: ['core'] });
  const call = (command: string, url: string) =>
    runCommand([command, '--base-url', url, '--config', file, '--seed', '1', '--report-dir', folder()]);
  const sent = await serving(async (url) => {
    const { status, stdout } = await call('mutants', url);
    expect(stdout).toMatch(/MUST: \d+ of \d+ faults caught/);
    expect(status).toBe(0);
    const { how, kills } = JSON.parse(readFileSync(join(folder(), 'kill-matrix.json'), 'utf8')) as Summary;
    expect(how).toBe('recorded');
    const fateOf = (name: string) => kills.find((kill) => kill.name === name)?.fate;
    expect(fateOf('json-token-id-missing')).toBe('caught');
    expect(fateOf('login-answered-201')).toBe('caught');
    // XML is left out, so that no response is in it.
    expect(fateOf('xml-token-id-missing')).toBe('without effect');
    const page = readFileSync(join(folder(), 'kill-matrix.md'), 'utf8');
    expect(page).toContain(`What the suite would catch at ${url}`);
  }, through);
  const asked = await serving(async (url) => void (await call('run', url)), through);
  await server.close();
  expect(sent).toBeLessThanOrEqual(asked);
});

test.each([
  ['that is not reached', ['--base-url', 'http://127.0.0.1:9'], 'could not be reached', 3],
  ['that is not named', [], 'add baseUrl or --base-url', 2],
  ['with --all', ['--all'], 'are for the embedded server', 2],
])('a server %s is refused', async (_what, argv, words, code) => {
  const file = configure(folder(), { accounts: fastConfiguration.accounts });
  const { status, stderr } = await runCommand(['mutants', '--config', file, ...argv]);
  expect(stderr).toContain(words);
  expect(status).toBe(code);
});
