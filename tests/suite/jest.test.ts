import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProject } from '../../src/contract/project-root';
import { referenceConfiguration, startReferenceServer, type Behaviour } from '../../src/reference';

/** `npx jest` with the server and the accounts in the environment. */
async function npxJest(
  behaviour: (standard: Behaviour) => Behaviour,
  ...argv: readonly string[]
): Promise<{ status: number | null; output: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'npx-jest-'));
  const server = await startReferenceServer({ behaviour });
  const file = join(folder, 'identity.json');
  writeFileSync(file, JSON.stringify({ ...referenceConfiguration(), limits: { maxRps: 1000 } }));
  const child = spawn(process.execPath, [inProject('node_modules', 'jest', 'bin', 'jest.js'), ...argv], {
    cwd: inProject(),
    env: { ...process.env, IDENTITY_BASE_URL: server.url, IDENTITY_CONFIG: file },
  });
  let output = '';
  child.stdout.on('data', (text) => (output += String(text)));
  child.stderr.on('data', (text) => (output += String(text)));
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  await server.close();
  rmSync(folder, { recursive: true });
  return { status, output };
}

test('npx jest runs the specs against the server that the environment names', async () => {
  const { status, output } = await npxJest((standard) => standard, 'specs/tenant.spec.ts');
  expect(output).toMatch(/Tests: +\d+ passed/);
  expect(status).toBe(0);
});

test('npx jest fails with the sentence that the server broke', async () => {
  const deaf = (standard: Behaviour): Behaviour => ({ ...standard, refuseDisabled: () => undefined });
  const { status, output } = await npxJest(deaf, 'specs/response-codes.spec.ts');
  expect(output).toContain('document lines 56-60 (erratum E22)');
  expect(output).toContain('Expected: 403');
  expect(status).toBe(1);
});

test('npx jest is not green when nothing could be verified', async () => {
  const server = await startReferenceServer();
  await server.close();
  const child = spawn(
    process.execPath,
    [inProject('node_modules', 'jest', 'bin', 'jest.js'), 'specs/tenant.spec.ts'],
    {
      cwd: inProject(),
      env: { ...process.env, IDENTITY_BASE_URL: server.url },
      stdio: 'ignore',
    },
  );
  expect(await new Promise((resolve) => child.on('close', resolve))).toBe(1);
});
