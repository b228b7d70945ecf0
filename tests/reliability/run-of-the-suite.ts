import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProject } from '../../src/contract/package-files';
import { embeddedConfiguration } from '../../src/server';
import type { Report } from '../../src/report/report';
import { reportsIn, type Reports } from './reports-in';

/** What became of one call of the executable. */
export interface Outcome {
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
  /** The most memory that the process held, in MB; undefined where it was ended from outside. */
  readonly megabytes: number | undefined;
  readonly reports: Reports;
  /** report.json, where it was written. */
  readonly report: Report | undefined;
  /** How many scripts begin in report.html. */
  readonly scripts: number;
}

export interface Call {
  readonly argv: readonly string[];
  /** The configuration, beside the accounts of the embedded server and a rate that does not hold the test up. */
  readonly configuration?: object;
  readonly environment?: Readonly<Record<string, string>>;
  /** Given the process as soon as it runs. */
  readonly during?: (running: Running) => void | Promise<void>;
  /** What is called, instead of node with the executable: a shell that limits it, for example. */
  readonly command?: (words: readonly string[]) => readonly string[];
  /** Where the reports go; a folder of its own unless told. */
  readonly reportDirectory?: string;
  readonly executable?: string;
}

export interface Running {
  readonly kill: (signal: NodeJS.Signals) => void;
  readonly folder: string;
  /** What the process prints, as soon as it matches. */
  readonly printed: (pattern: RegExp) => Promise<RegExpExecArray>;
}

/** Control characters other than line ends and tabs, which no output may hold. */
export const controlCharacters = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/;

/** Milliseconds that no call may take: ten times what the slowest takes on a machine that is idle. */
export const longestMs = 600_000;

/** Arguments that select the checks of these patterns. */
export const only = (...patterns: readonly string[]): string[] =>
  patterns.flatMap((pattern) => ['--check', pattern]);

/** One run of the executable, and everything that it left behind. */
export async function runOfTheSuite(call: Call): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-reliability-'));
  try {
    return await runIn(folder, call);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Where the reports of a call go. */
function directoryOf(folder: string, { reportDirectory }: Call): string {
  return reportDirectory ?? join(folder, 'reports');
}

/** The arguments of a call with those for its configuration, which is written into the folder, and its reports. */
export function argumentsIn(folder: string, call: Call): readonly string[] {
  const { accounts, foreignTenantId } = embeddedConfiguration();
  const file = join(folder, 'identity.json');
  const { limits, ...others } = { limits: {}, ...call.configuration };
  const configuration = { accounts, foreignTenantId, limits: { maxRps: 1000, ...limits }, ...others };
  writeFileSync(file, JSON.stringify(configuration));
  return [
    ...call.argv,
    // The embedded server has its own accounts.
    ...(needsAccounts(call) ? ['--config', file] : []),
    ...(call.argv[0] === 'run' ? ['--report-dir', directoryOf(folder, call)] : []),
  ];
}

async function runIn(folder: string, call: Call): Promise<Outcome> {
  const executable = call.executable ?? inProject('bin', 'identity-conformance.js');
  const words = [process.execPath, executable, ...argumentsIn(folder, call)];
  const peak = join(folder, 'peak-memory');
  const started = performance.now();
  const [command = '', ...rest] = call.command?.(words) ?? words;
  const child = spawn(command, rest, {
    cwd: folder,
    env: {
      ...process.env,
      NODE_OPTIONS: `--require ${inProject('tests', 'reliability', 'peak-memory.js')}`,
      PEAK_MEMORY_FILE: peak,
      ...call.environment,
    },
    timeout: longestMs,
    killSignal: 'SIGKILL',
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const during = call.during?.({
    kill: (signal) => child.kill(signal),
    folder,
    printed: (pattern) =>
      new Promise((resolve) => {
        const look = () => {
          const found = pattern.exec(output.stdout);
          if (found) resolve(found);
        };
        child.stdout.on('data', look);
        look();
      }),
  });
  const [exitCode, signal] = await new Promise<[number | null, string | null]>((resolve) =>
    child.on('close', (code, by) => resolve([code, by])),
  );
  await during;
  return {
    ...{ exitCode, signal, ...output, ...leftBehind(folder, call) },
    seconds: (performance.now() - started) / 1000,
    megabytes: existsSync(peak) ? Math.round(Number(readFileSync(peak, 'utf8')) / 1024 / 1024) : undefined,
  };
}

/** What a call that has ended wrote. */
export function leftBehind(folder: string, call: Call): Pick<Outcome, 'reports' | 'report' | 'scripts'> {
  const directory = directoryOf(folder, call);
  const json = join(directory, 'report.json');
  const html = join(directory, 'report.html');
  return {
    reports: reportsIn(directory),
    report: isFile(json) ? (JSON.parse(readFileSync(json, 'utf8')) as Report) : undefined,
    scripts: isFile(html) ? (readFileSync(html, 'utf8').match(/<script/gi) ?? []).length : 0,
  };
}

function needsAccounts({ argv, configuration }: Call): boolean {
  return !argv.includes('--config') && (argv.includes('--base-url') || configuration !== undefined);
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}
