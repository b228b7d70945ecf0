import { relative } from 'node:path';
import type { Command } from 'commander';
import { limitSchema, loadConfiguration } from '../../run/configuration';
import { run } from '../../run';
import { renderConsole } from '../../run/report/console';
import { oneLine } from '../../run/report/printable';
import type { Report } from '../../run/report/report';
import { verdictWord } from '../../run/report/words';
import { writeReports } from '../../run/report/write';
import { exitCode } from '../exit-code';
import { widthOf, wantsColour, type Io } from '../io';
import { collect, integerBetween } from '../option-values';
import type { Finish } from '../program';
import { ProgressLine } from '../progress-line';
import { reportDirectory } from '../report-directory';
import { verifySelection } from '../selection';

interface RunFlags {
  readonly baseUrl?: string;
  readonly config?: string;
  readonly profile?: readonly string[];
  readonly requirement?: readonly string[];
  readonly check?: readonly string[];
  readonly reportDir: string;
  readonly strict?: boolean;
  readonly allowIncomplete?: boolean;
  readonly timeout?: number;
  readonly maxRps?: number;
  readonly header?: readonly string[];
  readonly quiet?: boolean;
  readonly color: boolean;
  readonly debug?: boolean;
}

/** `run`: the suite against a server, reports on disk, the result on the screen. */
export function addRunCommand(program: Command, io: Io, finish: Finish): void {
  const timeout = limitSchema('timeoutMs');
  const rate = limitSchema('maxRps');
  program
    .command('run')
    .description('run the suite against a server (the embedded one unless told)')
    .option('--base-url <url>', 'the service URL, without /v2.0/tokens; a path prefix is kept')
    .option('--config <file>', 'a configuration file, JSON or YAML')
    .option('--profile <name>', 'a profile in scope (repeatable)', collect)
    .option('--requirement <id>', 'only this requirement (repeatable)', collect)
    .option('--check <pattern>', 'only checks of this id, * for any characters (repeatable)', collect)
    .option('--report-dir <dir>', 'where the reports are written', 'reports')
    .option('--strict', 'a failed SHOULD fails the run')
    .option('--allow-incomplete', 'exit 0 although something could not be verified')
    .option(
      '--timeout <ms>',
      `milliseconds that one answer may take (default: ${timeout.default})`,
      integerBetween(timeout.minimum, timeout.maximum),
    )
    .option(
      '--max-rps <n>',
      `requests a second, at most (default: ${rate.default})`,
      integerBetween(rate.minimum, rate.maximum),
    )
    .option('--header <header>', "a header for every request, 'Name: value' (repeatable)", collect)
    .option('--quiet', 'print the verdict only')
    .option('--no-color', 'print without colour')
    .action(async (flags: RunFlags) => finish(await runSuite(flags, io)));
}

async function runSuite(flags: RunFlags, io: Io): Promise<number> {
  const configuration = loadConfiguration({
    file: flags.config,
    environment: io.env,
    directory: io.cwd,
    flags: {
      baseUrl: flags.baseUrl,
      profiles: flags.profile,
      timeoutMs: flags.timeout,
      maxRps: flags.maxRps,
      headers: flags.header,
    },
  });
  const selection = { requirements: flags.requirement ?? [], checks: flags.check ?? [] };
  await verifySelection(selection);
  const directory = reportDirectory(flags.reportDir, io.cwd);

  const progress = io.isTTY && !flags.quiet ? new ProgressLine(io) : undefined;
  const report = await run(configuration, {
    ...selection,
    strict: flags.strict ?? false,
    allowIncomplete: flags.allowIncomplete ?? false,
    onProgress: (state) => progress?.show(state),
  }).finally(() => progress?.clear());

  const written = await writeOrComplain(report, directory, flags.debug ?? false, io);
  // Reports that are missing must fail the pipeline that waits for them.
  const code = written ? report.exitCode : Math.max(report.exitCode, exitCode.defect);
  if (flags.quiet) {
    io.stdout.write(`${verdictWord(report)} (exit code ${code}): ${oneLine(report.reason)}\n`);
  } else {
    const colour = flags.color && wantsColour(io);
    const reports = (written ?? []).map((file) => relative(io.cwd, file));
    io.stdout.write(renderConsole(report, { colour, width: widthOf(io), reports }));
  }
  return code;
}

/** The files written; none when that failed, which is told and keeps no result from the screen. */
async function writeOrComplain(
  report: Report,
  directory: string,
  debug: boolean,
  io: Io,
): Promise<string[] | undefined> {
  try {
    return await writeReports(report, directory);
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    io.stderr.write(`error: ${message}\n${debug ? `${stack ?? ''}\n` : ''}`);
    return undefined;
  }
}
