import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Outcome as Ended } from './executable';

interface Surroundings {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Outcome extends Ended {
  /** The most memory that the process ever held, with all that it was asked before. */
  readonly peakBytes?: number;
}

interface Answer extends Outcome {
  readonly id: number;
}

let shared: ChildProcess | undefined;
let calls = 0;
const waiting = new Map<number, (outcome: Outcome) => void>();

afterAll(() => {
  shared?.disconnect();
  shared = undefined;
});

function started(): ChildProcess {
  const child = fork(join(__dirname, 'command-process.js'), { execArgv: [], serialization: 'advanced' });
  child.on('message', ({ id, ...outcome }: Answer) => {
    waiting.get(id)?.(outcome);
    waiting.delete(id);
  });
  child.on('exit', (code) => {
    const stderr = `The process of the calls ended with ${code}.`;
    for (const done of waiting.values()) done({ status: null, stdout: '', stderr });
    waiting.clear();
    shared = undefined;
  });
  return child;
}

/**
 * Calls the command and waits, in a process that the calls of a test file share: they take turns, and what they load is
 * loaded once. Where the process itself is the promise (its start, its signals, its memory), there is `runExecutable`.
 */
export function runCommand(
  argv: readonly string[],
  { cwd = process.cwd(), env = {} }: Surroundings = {},
): Promise<Outcome> {
  shared ??= started();
  calls += 1;
  const id = calls;
  const outcome = new Promise<Outcome>((resolve) => waiting.set(id, resolve));
  shared.send({ id, argv, cwd, env: { ...process.env, ...env } });
  return outcome;
}
