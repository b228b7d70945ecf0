import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProject } from '../../src/contract/package-files';
import { embeddedConfiguration } from '../../src/server';

test('a run of several targets that is killed leaves no process behind that goes on sending', async () => {
  const silent = createServer();
  await once(silent.listen(0, '127.0.0.1'), 'listening');
  const baseUrl = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const cwd = mkdtempSync(join(tmpdir(), 'killed-'));
  const { accounts, foreignTenantId } = embeddedConfiguration();
  // Only the end of the process closes a connection within this time.
  const limits = { timeoutMs: 300_000 };
  const targets = { one: { baseUrl }, two: { baseUrl } };
  writeFileSync(join(cwd, 'identity.json'), JSON.stringify({ accounts, foreignTenantId, limits, targets }));

  const run = spawn(
    process.execPath,
    [inProject('bin', 'identity-conformance.js'), 'run', '--config', 'identity.json', '--jobs', '1'],
    { cwd, stdio: 'ignore' },
  );
  const [connection] = (await once(silent, 'connection')) as [Socket];
  connection.on('error', () => undefined).resume();
  run.kill('SIGKILL');
  await once(connection, 'close');
  silent.close();
}, 60_000);
