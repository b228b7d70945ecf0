import { createColors } from 'picocolors';

/** What the command line interface touches of the world. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** Whether standard output is a terminal. */
  readonly isTTY: boolean;
  /** Where answers to questions come from; without it, or when it is no terminal, nothing is asked. */
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

/** Colours that are none where none are wanted. */
export function coloursFor(io: Io): ReturnType<typeof createColors> {
  return createColors(wantsColour(io));
}

/** The columns to write in. */
export function widthOf(io: Io): number {
  return io.stdout.columns ?? 80;
}

/** The columns to write running text in: those of the terminal, but none too narrow or too wide to read. */
export function readableWidth(io: Io): number {
  return Math.max(40, Math.min(widthOf(io), 100));
}

/** Reports how a command ended. */
export type Finish = (exitCode: number) => void;
