import { spawn } from 'node:child_process';
import { join, relative } from 'node:path';
import { inProject } from '../../contract/package-files';
import { readReport, UnreadableReport } from '../../report/json';
import { headOf, type TargetOutcome } from '../../report/matrix/matrix';
import type { ExitCode, Report } from '../../report/report';
import { exitCode, UsageError } from '../exit-code';
import type { Io } from '../io';

/** A target to be run in its own process, since a run needs a whole process. */
export interface TargetRun {
  readonly name: string;
  readonly baseUrl: string;
  /** The absolute path of the directory of its reports. */
  readonly directory: string;
  /** The arguments that all targets share. */
  readonly flags: readonly string[];
  /** What the process reads from standard input. */
  readonly input?: Buffer;
  /** Asks the process to end and to report what ran. */
  readonly signal: AbortSignal;
}

const interrupted = 130;

/**
 * Runs one target and reads its report.
 *
 * @throws UsageError if the process rejects its arguments
 */
export async function runTarget(target: TargetRun, io: Io): Promise<TargetOutcome> {
  const { name, baseUrl, directory, signal } = target;
  const head = { name, baseUrl };
  if (signal.aborted) return { ...head, exitCode: interrupted, reason: 'Not run: the run was interrupted.' };
  const startedAt = new Date();
  const { code, stderr } = await ended(target, io);
  if (code === exitCode.usage) throw new UsageError(stderr.replace(/^error: /, '').trim());
  for (const line of stderr.split('\n').filter((text) => text !== '')) io.stderr.write(`${name}: ${line}\n`);
  const report = reportSince(startedAt, directory, io);
  // Reports that could not be written raise the exit code above that of the report.
  if (report) return { ...head, report: headOf(report), exitCode: isOfARun(code) ? code : exitCode.defect };
  return signal.aborted
    ? { ...head, exitCode: interrupted, reason: 'Interrupted before it had written a report.' }
    : {
        ...head,
        exitCode: exitCode.defect,
        reason: 'The run ended without a report; run this target alone to see why.',
      };
}

const endsWithParent = ['--require', inProject('dist', 'src', 'cli', 'targets', 'end-with-parent.js')];

function ended(
  { name, directory, flags, input, signal }: TargetRun,
  io: Io,
): Promise<{ code: number | null; stderr: string }> {
  const own = [`--target=${name}`, `--report-dir=${directory}`, '--quiet'];
  const child = spawn(
    process.execPath,
    [...endsWithParent, inProject('bin', 'identity-conformance.js'), 'run', ...flags, ...own],
    {
      cwd: io.cwd,
      // The page of the step under GitHub Actions gets the matrix instead.
      env: {
        ...io.env,
        GITHUB_STEP_SUMMARY: undefined,
        IDENTITY_CONFORMANCE_PARENT: String(process.pid),
      },
      stdio: [input ? 'pipe' : 'ignore', 'ignore', 'pipe'],
      // An interrupt at the terminal reaches the whole process group, and as a second one it would prevent the reports.
      detached: true,
    },
  );
  const interrupt = () => child.kill('SIGINT');
  const kill = () => child.kill('SIGKILL');
  signal.addEventListener('abort', interrupt, { once: true });
  process.once('exit', kill);
  // A process that ends early leaves its input unread; its exit code says why.
  child.stdin?.on('error', () => undefined).end(input);
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise<{ code: number | null; stderr: string }>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stderr }));
  }).finally(() => {
    signal.removeEventListener('abort', interrupt);
    process.off('exit', kill);
  });
}

/** The report in a directory, unless it is one of an earlier run. */
function reportSince(start: Date, directory: string, io: Io): Report | undefined {
  try {
    const report = readReport(join(relative(io.cwd, directory), 'report.json'), io.cwd);
    return Date.parse(report.startedAt) >= start.getTime() ? report : undefined;
  } catch (error) {
    if (error instanceof UnreadableReport) return undefined;
    throw error;
  }
}

function isOfARun(code: number | null): code is ExitCode {
  return [0, 1, 3, 4, 5, 130].includes(code ?? NaN);
}
