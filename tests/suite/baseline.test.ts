import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startEmbeddedServer } from '../../src/server';
import { faults } from '../../src/server/faults';
import { runCommand } from './command';
import { configure, fastConfiguration, useFolder } from './workplace';

const folder = useFolder();

test('a stale baseline fails a run that would pass, and the place is told', async () => {
  writeFileSync(
    join(folder(), 'baseline.yaml'),
    '# known\n- check: tenant.exclusive/json-both\n  reason: ID-7\n- check: no.such/check\n  reason: ID-8\n',
  );
  const argv = ['run', '--requirement', 'tenant.exclusive', '--baseline', 'baseline.yaml'];
  const { status, stdout } = await runCommand(argv, { cwd: folder() });
  expect(stdout).toContain('baseline.yaml:4:3: there is no check no.such/check');
  expect(status).toBe(1);
  expect(readFileSync(join(folder(), 'reports', 'report.json'), 'utf8')).toContain('"staleBaseline"');
});

test('from a failing server to a baseline, to a green run, and to the day when it is fixed', async () => {
  const file = configure(folder(), fastConfiguration);
  const behaviour = faults.find(({ name }) => name === 'tenants-both-accepted')?.deviate;
  const [broken, fixed] = [await startEmbeddedServer({ behaviour }), await startEmbeddedServer()];
  const run = (url: string, directory: string, ...more: string[]) => {
    const argv = ['run', '--base-url', url, '--config', file, '--requirement', 'tenant.exclusive'];
    return runCommand([...argv, '--report-dir', directory, ...more], { cwd: folder() });
  };
  try {
    expect((await run(broken.url, 'failing')).status).toBe(1);
    await runCommand(['baseline', 'write', 'failing', '--output', 'known.yaml'], { cwd: folder() });
    const known = join(folder(), 'known.yaml');
    writeFileSync(known, readFileSync(known, 'utf8').replaceAll("reason: ''", 'reason: ID-7'));
    const expected = await run(broken.url, 'expected', '--baseline', 'known.yaml');
    expect(expected.stdout).toMatch(/\d+ failures? that the\s+baseline\s+expects/);
    expect(expected.status).toBe(0);
    expect((await run(fixed.url, 'fixed', '--baseline', 'known.yaml')).stdout).toMatch(
      /known\.yaml:\d+:3: tenant\.exclusive\/[\w-]+ passes; remove/,
    );
    expect((await runCommand(['diff', 'failing', 'fixed'], { cwd: folder() })).stdout).toContain('Fixed');
    expect((await runCommand(['diff', 'fixed', 'failing'], { cwd: folder() })).status).toBe(1);
  } finally {
    await broken.close();
    await fixed.close();
  }
});
