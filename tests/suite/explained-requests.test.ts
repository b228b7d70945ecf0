import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { embeddedConfiguration, startEmbeddedServer } from '../../src/server';
import { callExecutable } from './executable';

interface Listed {
  readonly checks: readonly {
    readonly id: string;
    readonly requests: readonly { readonly curl: string }[];
  }[];
}

const { checks } = JSON.parse(callExecutable(['list', '--json']).stdout) as Listed;

test('the curl lines of explain send what they show, with the values in the environment', async () => {
  const { user } = embeddedConfiguration().accounts;
  const server = await startEmbeddedServer();
  // As a value stands between the quotes of JSON.
  const escaped = (value = '') => JSON.stringify(value).slice(1, -1);
  const env = {
    PATH: process.env['PATH'],
    IDENTITY_BASE_URL: server.url,
    USER_USERNAME: escaped(user?.username),
    USER_PASSWORD: escaped(user?.password),
    USER_TENANT_ID: escaped(user?.tenantId),
    USER_TENANT_NAME: escaped(user?.tenantName),
  };
  const statusOf = async (line = '') => {
    const { stdout } = await promisify(execFile)('bash', ['-c', line], { env });
    return /^HTTP\/1\.1 (\d+)/.exec(stdout)?.[1];
  };
  const check = checks.find(({ id }) => id === 'tenant.exclusive/json-password-both-in-auth');
  const [judged, twin] = check?.requests ?? [];
  const statuses = [await statusOf(judged?.curl), await statusOf(twin?.curl)];
  await server.close();
  expect(statuses).toEqual(['400', '200']);
});

test('every curl line is one that bash can read', () => {
  const lines = checks.flatMap(({ requests }) => requests.map(({ curl }) => curl));
  const { status, stderr } = spawnSync('bash', ['-n'], { input: lines.join('\n'), encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});
