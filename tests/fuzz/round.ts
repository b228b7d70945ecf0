import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { textsIn } from '../reliability/reports-in';
import { runOfTheSuite, type Outcome } from '../reliability/run-of-the-suite';
import { fuzzServer } from './fuzz-server';
import { most, problemsOf } from './problems';

/** What came of one run against a server that changes its responses. */
export interface Round {
  readonly seed: number;
  /** What was wrong; empty where the suite did as it must. */
  readonly problems: readonly string[];
  readonly sent: number;
  readonly changed: number;
  readonly exitCode: number | null | undefined;
  readonly seconds: number;
  readonly megabytes: number;
}

/**
 * One run.
 *
 * @param keptIn where the changed responses and everything that the suite wrote go if something was wrong
 * @param flags select checks; all of them unless told
 */
export async function round(seed: number, keptIn: string, flags: readonly string[] = []): Promise<Round> {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-fuzz-'));
  try {
    const one = await roundIn(folder, seed, flags);
    if (one.problems.length > 0) keep(folder, join(keptIn, String(seed)), one.problems);
    return one;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function roundIn(folder: string, seed: number, flags: readonly string[]): Promise<Round> {
  const [responses, reports] = [join(folder, 'responses'), join(folder, 'reports')];
  mkdirSync(responses);
  const server = await fuzzServer(seed, responses);
  const started = performance.now();
  let end: NodeJS.Timeout | undefined;
  let outcome: Outcome | undefined;
  const problems: string[] = [];
  try {
    outcome = await runOfTheSuite({
      argv: ['run', '--base-url', server.url, '--seed', String(seed), ...flags],
      reportDirectory: reports,
      during: ({ kill }) => {
        end = setTimeout(() => kill('SIGKILL'), most.seconds * 1000);
      },
    });
  } catch (error) {
    problems.push(`the reports cannot be read: ${(error as Error).message}`);
  } finally {
    clearTimeout(end);
    await server.close();
  }
  if (outcome) {
    for (const name of ['stdout', 'stderr'] as const) writeFileSync(join(folder, name), outcome[name]);
    problems.push(...problemsOf(outcome, textsIn(reports)));
  }
  return {
    ...{ seed, problems, ...server.counts, exitCode: outcome?.exitCode },
    seconds: outcome?.seconds ?? (performance.now() - started) / 1000,
    megabytes: outcome?.megabytes ?? 0,
  };
}

function keep(folder: string, target: string, problems: readonly string[]): void {
  rmSync(target, { recursive: true, force: true });
  cpSync(folder, target, { recursive: true });
  writeFileSync(join(target, 'problems'), `${problems.join('\n')}\n`);
}
