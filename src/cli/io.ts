import { createColors } from 'picocolors';

/** The exit codes that the command line interface decides; those of a run come from its report. */
export const exitCode = { done: 0, notConformant: 1, usage: 2, unreachable: 3, defect: 5 } as const;

/** An error that the user can fix on the command line; nothing was sent. The message is one sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The environment of the command line interface. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly isTTY: boolean;
  /** Where answers to questions come from; without it, or if it is not a terminal, nothing is asked. */
  readonly stdin?: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  /** Ends a command that runs until it is stopped, as SIGINT does. */
  readonly stop?: AbortSignal;
}

interface Output {
  write(text: string): unknown;
  readonly columns?: number;
}

/** Colour is for terminals, and for people who did not decline it (https://no-color.org). */
export function wantsColour(io: Io): boolean {
  return io.isTTY && !io.env['NO_COLOR'];
}

/** Colour functions that do nothing if no colour is wanted. */
export function coloursFor(io: Io): ReturnType<typeof createColors> {
  return createColors(wantsColour(io));
}

export function widthOf(io: Io): number {
  return io.stdout.columns ?? 80;
}

/** The columns for prose: those of the terminal, but neither too narrow nor too wide to read. */
export function readableWidth(io: Io): number {
  return Math.max(40, Math.min(widthOf(io), 100));
}

/** Reports how a command ended. */
export type Finish = (exitCode: number) => void;

const signals = ['SIGINT', 'SIGTERM'] as const;

/** 128 and the number of SIGINT, as shells report it. */
const interruptedCode = 130;

/**
 * Aborts a signal when the user interrupts a command. A second interrupt ends the process at once, without waiting for
 * the reports.
 *
 * @param stop has the effect of an interrupt
 */
export function interruptible(stop?: AbortSignal): {
  readonly signal: AbortSignal;
  readonly release: () => void;
} {
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(interruptedCode);
    controller.abort();
  };
  for (const signal of signals) process.on(signal, interrupt);
  stop?.addEventListener('abort', () => controller.abort(), { once: true });
  if (stop?.aborted) controller.abort();
  const release = () => {
    for (const signal of signals) process.off(signal, interrupt);
  };
  return { signal: controller.signal, release };
}
