import { createColors } from 'picocolors';

/** The environment of the command line interface. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** Whether standard output is a terminal. */
  readonly isTTY: boolean;
  /** Where answers to questions come from; without it, or if it is not a terminal, nothing is asked. */
  readonly stdin?: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  /** Ends a command that runs until it is stopped, as SIGINT does. */
  readonly stop?: AbortSignal;
}

export interface Output {
  write(text: string): unknown;
  /** The width of a terminal. */
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

/** The columns to write in. */
export function widthOf(io: Io): number {
  return io.stdout.columns ?? 80;
}

/** The columns for prose: those of the terminal, but neither too narrow nor too wide to read. */
export function readableWidth(io: Io): number {
  return Math.max(40, Math.min(widthOf(io), 100));
}

/** Reports how a command ended. */
export type Finish = (exitCode: number) => void;
