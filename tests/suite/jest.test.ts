import { spawn } from 'node:child_process';
import { inProject } from '../../src/contract/package-files';
import { embeddedConfiguration, startEmbeddedServer, type Behaviour } from '../../src/server';
import { configure, useFolder } from './workplace';

const folder = useFolder();

interface Given {
  readonly argv: readonly string[];
  readonly configuration?: object;
  /** Whether the server has gone before the first request. */
  readonly isDown?: boolean;
}

/** `npx jest` with the server and the accounts in the environment. */
async function npxJest(
  behaviour: (standard: Behaviour) => Behaviour,
  { argv, configuration = {}, isDown = false }: Given,
): Promise<{ status: number | null; output: string }> {
  const server = await startEmbeddedServer({ behaviour });
  const file = configure(folder(), { ...embeddedConfiguration(), ...configuration });
  if (isDown) await server.close();
  const child = spawn(process.execPath, [inProject('node_modules', 'jest', 'bin', 'jest.js'), ...argv], {
    cwd: inProject(),
    env: { ...process.env, IDENTITY_BASE_URL: server.url, IDENTITY_CONFIG: file },
  });
  let output = '';
  child.stdout.on('data', (text) => (output += String(text)));
  child.stderr.on('data', (text) => (output += String(text)));
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  if (!isDown) await server.close();
  return { status, output };
}

test('npx jest runs the specs against the server that the environment names, and says what was left out', async () => {
  const { status, output } = await npxJest((standard) => standard, {
    argv: ['specs/tenant.spec.ts', 'specs/multi-factor-login.spec.ts'],
    configuration: { profiles: ['core'] },
  });
  expect(output).toMatch(/^Skipped, not applicable: \d+ checks\. The profile mfa is left out/m);
  expect(output).toMatch(/^Tests: +\d+ skipped, \d+ passed/m);
  expect(status).toBe(0);
});

test('npx jest fails with the sentence that the server broke', async () => {
  const deaf = (standard: Behaviour): Behaviour => ({ ...standard, refuseDisabled: () => undefined });
  const { status, output } = await npxJest(deaf, { argv: ['specs/response-codes.spec.ts'] });
  expect(output).toContain('document lines 56-60 (erratum E22)');
  expect(output).toContain('Expected: 403');
  expect(status).toBe(1);
});

test('npx jest is not green when nothing could be verified, and says why and where the reports are', async () => {
  const { status, output } = await npxJest((standard) => standard, {
    argv: ['specs/tenant.spec.ts'],
    isDown: true,
  });
  expect(status).toBe(1);
  expect(output).toMatch(/^Skipped, not verified: \d+ checks\. The server could not be reached/m);
  expect(output).toMatch(/^Unreachable: The server at \S+ stopped responding: .*refused the connection\.$/m);
  expect(output).toMatch(/^Reports: reports\/report\.json, reports\/report\.html, /m);
});

test('npx jest ends after limits.runMs, with a verdict that says so', async () => {
  const { status, output } = await npxJest((standard) => standard, {
    argv: ['specs/tenant.spec.ts'],
    configuration: { limits: { maxRps: 1, runMs: 2000 } },
  });
  expect(status).toBe(1);
  expect(output).toMatch(/^Skipped, not verified: \d+ checks\. .*longer than limits\.runMs, 2\.0 s/m);
  expect(output).toMatch(/^Unreachable: The run took longer than limits\.runMs, 2\.0 s; /m);
});
