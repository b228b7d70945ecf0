import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../suite/command';
import { faultyServer, type FaultyServer } from './faulty-server';
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

/** Beside what a run takes: what the server does with a connection, and how the run is called. */
interface Against extends Omit<Call, 'argv' | 'during'> {
  readonly greet?: Parameters<typeof faultyServer>[1];
  readonly run?: (call: Call) => Promise<Outcome>;
}

/** A run against a server that responds in this way, in turn unless told, and what the server was asked. */
export async function runAgainst(
  answer: Parameters<typeof faultyServer>[0],
  argv: readonly string[],
  { greet, run = runInTurn, ...call }: Against = {},
): Promise<Outcome & Pick<FaultyServer, 'url' | 'asked'>> {
  const { url, asked, close } = await faultyServer(answer, greet);
  const outcome = await run({ argv: ['run', '--base-url', url, ...argv], ...call });
  await close();
  return { ...outcome, url, asked };
}
