import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../suite/command';
import { writing } from './reliability-page';
import { argumentsIn, leftBehind, runOfTheSuite, type Call, type Outcome } from './run-of-the-suite';

/**
 * A run in the process that the calls of a test file share, where they take turns: for what neither waits long nor needs
 * a process to itself. The page is written of processes of their own, whose time and memory are measured.
 */
export async function runInTurn(
  call: Pick<Call, 'argv' | 'configuration' | 'reportDirectory'>,
): Promise<Outcome> {
  if (writing) return runOfTheSuite(call);
  const folder = mkdtempSync(join(tmpdir(), 'conformance-reliability-'));
  try {
    const started = performance.now();
    const { status, stdout, stderr, peakBytes } = await runCommand(argumentsIn(folder, call), {
      cwd: folder,
    });
    return {
      ...{ exitCode: status, signal: null, stdout, stderr, ...leftBehind(folder, call) },
      seconds: (performance.now() - started) / 1000,
      megabytes: peakBytes === undefined ? undefined : Math.round(peakBytes / 1024 / 1024),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
