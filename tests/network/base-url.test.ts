import { startEmbeddedServer } from '../../src/server';
import { call } from '../cli/captured-io';
import { serving } from '../suite/workplace';

const answers = 'responds like an Identity service';

async function examined(baseUrl: string) {
  const { code, stdout, stderr } = await call(['doctor', '--profile', 'core', '--base-url', baseUrl]);
  return { code, stderr, prose: stdout.replace(/\s+/g, ' ') };
}

test.each([
  ['a name', '127.0.0.1', 'localhost', ''],
  ['an address', '127.0.0.1', '127.0.0.1', ''],
  ['an IPv6 address', '::1', '[::1]', ''],
  ['a path prefix', '127.0.0.1', '127.0.0.1', '/gate/identity'],
])(
  'a server is reached by %s and a port, with a slash at the end or without',
  async (_, host, named, prefix) => {
    const server = await startEmbeddedServer({ host, prefix });
    const { port } = new URL(server.url);
    const url = `http://${named}:${port}${prefix}`;
    const found = [await examined(url), await examined(`${url}/`)];
    await server.close();
    for (const { prose } of found) {
      expect(prose).toContain(`base URL ${url} `);
      expect(prose).toContain(answers);
    }
  },
);

test.each([
  ['?tenant=1', 'has a query or a fragment; remove it'],
  ['/v2.0', 'ends with the path of the operation'],
])('a base URL that ends in %s is refused, and nothing is sent', async (end, sentence) => {
  const asked = await serving(async (url) => {
    const { code, stderr } = await examined(`${url}${end}`);
    expect(stderr).toContain(`--base-url ${sentence}`);
    expect(code).toBe(2);
  });
  expect(asked).toBe(0);
});

test('a base URL with credentials is refused without being repeated', async () => {
  const { code, stderr } = await examined('http://alice:Canary-4711@127.0.0.1');
  expect(stderr).toContain('--base-url contains credentials, which would be shown');
  expect(stderr).not.toContain('Canary');
  expect(code).toBe(2);
});
