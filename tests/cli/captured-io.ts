import { main } from '../../src/cli/main';
import type { Io } from '../../src/cli/io';

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Calls the command line interface by its public door and keeps what it writes. */
export async function call(argv: readonly string[], world: Partial<Io> = {}): Promise<Outcome> {
  const { io, written } = capturedIo(world);
  const code = await main(argv, io);
  return { code, ...written() };
}

/** A world whose output is kept. */
export function capturedIo(world: Partial<Io>): { io: Io; written: () => Omit<Outcome, 'code'> } {
  const text = { stdout: '', stderr: '' };
  const io: Io = {
    stdout: { write: (chunk) => (text.stdout += chunk), columns: 100 },
    stderr: { write: (chunk) => (text.stderr += chunk) },
    env: {},
    cwd: process.cwd(),
    isTTY: false,
    ...world,
  };
  return { io, written: () => ({ ...text }) };
}
