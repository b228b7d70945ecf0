import { CommanderError } from 'commander';
import { ConfigurationError } from '../run/configuration';
import { exitCode } from './exit-code';
import type { Io } from './io';
import { createProgram } from './program';
import { UsageError } from './usage-error';

/**
 * The command line interface.
 * @param argv the arguments after the name of the executable
 * @returns the exit code; what there is to say has been written to `io`
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  let code: number = exitCode.done;
  try {
    const program = await createProgram(argv, io, (finished) => (code = finished));
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    return explainError(error, argv.includes('--debug'), io);
  }
}

function explainError(error: unknown, debug: boolean, io: Io): number {
  if (error instanceof CommanderError) {
    // Commander has written its message; help and version, asked for, are no errors.
    return error.exitCode === 0 ? exitCode.done : exitCode.usage;
  }
  if (error instanceof ConfigurationError) {
    for (const problem of error.problems) io.stderr.write(`error: ${problem}\n`);
    return exitCode.usage;
  }
  if (error instanceof UsageError) {
    io.stderr.write(`error: ${error.message}\n`);
    return exitCode.usage;
  }
  const message = error instanceof Error ? error.message : String(error);
  const advice = debug ? 'please report it' : 'run again with --debug and report the output';
  io.stderr.write(`This is a defect of the suite (${message.replace(/\.$/, '')}); ${advice}.\n`);
  if (debug && error instanceof Error) io.stderr.write(`${error.stack ?? ''}\n`);
  return exitCode.defect;
}
