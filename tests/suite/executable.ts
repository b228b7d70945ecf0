import { spawn, spawnSync } from 'node:child_process';
import { inProject } from '../../src/contract/package-files';

const executable = inProject('bin', 'identity-conformance.js');

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Surroundings {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Sends SIGINT when this comes true. */
  readonly interruptWhen?: Promise<unknown>;
}

/** Calls the executable and waits; for calls that need no server of the test's own process. */
export function callExecutable(argv: readonly string[], { cwd, env }: Surroundings = {}): Outcome {
  return spawnSync(process.execPath, [executable, ...argv], {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
}

/** Calls the executable while the servers of the test go on responding. */
export async function runExecutable(
  argv: readonly string[],
  { cwd, env, interruptWhen }: Surroundings = {},
): Promise<Outcome> {
  const child = spawn(process.execPath, [executable, ...argv], { cwd, env: { ...process.env, ...env } });
  void interruptWhen?.then(() => child.kill('SIGINT'));
  const [stdout, stderr] = [textOf(child.stdout), textOf(child.stderr)];
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { status, stdout: await stdout, stderr: await stderr };
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
