import { startEmbeddedServer } from '../../src/server';
import { runCommand } from './command';
import { configure, fastConfiguration, reportIn, useFolder } from './workplace';

const folder = useFolder();

test('a stale password of the configuration is sent no more often than wrong ones may come in a row', async () => {
  const server = await startEmbeddedServer();
  const { accounts } = fastConfiguration;
  const user = { ...accounts.user, password: 'changed-since' };
  const file = configure(folder(), { ...fastConfiguration, accounts: { ...accounts, user } });
  const argv = ['run', '--base-url', server.url, '--config', file];
  const { status, stdout } = await runCommand(argv, { cwd: folder() });
  await server.close();
  expect(status).toBe(1);
  expect(stdout).toContain('No login of accounts.user by password succeeded: the response is 401 to all 3.');
  expect(stdout).toContain('Not sent: the server refuses the password of accounts.user');

  const report = reportIn(folder());
  const withPassword = report.exchanges.filter(({ request }) =>
    /\[masked accounts\.user\.password[^\]]*\]/.test(request.body),
  );
  expect(withPassword.map(({ response }) => response?.status)).toEqual([401, 401, 401]);
  // The API key is right, and so are the others.
  expect(report.summary.checks.passed).toBeGreaterThan(500);
  expect(report.checks.find(({ id }) => id === 'op.api-key/json')?.status).toBe('passed');
});
