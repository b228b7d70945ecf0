import { basename } from 'node:path';
import type { Command } from 'commander';
import { judgeCapture } from '../../capture/judge-capture';
import { readHar } from '../../capture/read-har';
import type { Archive } from '../../capture/recorded-exchange';
import { enumeration } from '../../checks/sendings/obstacle';
import { loadConfiguration } from '../../configuration/load';
import {
  addSelectionFlags,
  collectNames,
  onlyProfiles,
  type SelectionFlags,
  selectionFrom,
} from '../arguments';
import { type Finish, type Io, UsageError } from '../io';
import { publish, reportDirectory } from '../publish';

interface CheckFlags extends SelectionFlags {
  readonly baseUrl?: string;
  readonly profile?: readonly string[];
  readonly reportDir: string;
  readonly strict?: boolean;
  readonly allowIncomplete?: boolean;
  readonly quiet?: boolean;
  readonly color: boolean;
  readonly debug?: boolean;
}

/** `check`: judges recorded traffic, sending nothing. */
export function addCheckCommand(program: Command, io: Io, finish: Finish): void {
  const command = program
    .command('check')
    .description('judge recorded traffic (a HAR file from a browser or a proxy) and send nothing')
    .argument('<capture>', 'the HAR file')
    .option('--base-url <url>', 'the service URL, if the capture has traffic of several services')
    .option(
      '--profile <name>',
      'a profile to test (repeatable, or several separated by commas)',
      collectNames,
    );
  addSelectionFlags(command)
    .option('--report-dir <dir>', 'directory for the reports', 'reports')
    .option('--strict', 'let warnings fail the run too: a failed SHOULD, or what the errata tolerate')
    .option('--allow-incomplete', 'exit with 0 even if something could not be verified')
    .option('--quiet', 'print only the verdict')
    .option('--no-color', 'print without colour')
    .action(async (file: string, flags: CheckFlags) => finish(await checkCapture(file, flags, io)));
}

async function checkCapture(file: string, flags: CheckFlags, io: Io): Promise<number> {
  const selection = selectionFrom(flags);
  const directory = reportDirectory(flags.reportDir, io.cwd);
  const archive = readHar(file, io.cwd);
  const baseUrl = serviceOf(archive, flags.baseUrl);
  // No environment variable applies to a capture.
  const configuration = loadConfiguration({ environment: {}, flags: { baseUrl, profiles: flags.profile } });
  const capture = of(archive, configuration.baseUrl);
  if (capture.exchanges.length === 0)
    throw new UsageError(`${file} has no traffic of ${configuration.baseUrl}, only of ${listed(archive)}.`);
  const report = await judgeCapture(capture, { ...configuration, baseUrl }, basename(file), {
    ...selection,
    onlyProfiles: onlyProfiles(flags, configuration),
    strict: flags.strict ?? false,
    allowIncomplete: flags.allowIncomplete ?? false,
  });
  return publish(report, { ...flags, directory }, io);
}

/** The traffic of one service in an archive; that of others is not judged. */
function of(archive: Archive, baseUrl: string | undefined): Archive {
  const exchanges = archive.exchanges.filter((recorded) => recorded.baseUrl === baseUrl);
  const others = archive.exchanges.filter((recorded) => recorded.baseUrl !== baseUrl);
  const aside = { why: 'it is for another service', entries: others.map(({ entry }) => entry) };
  return { ...archive, exchanges, aside: others.length > 0 ? [...archive.aside, aside] : archive.aside };
}

function serviceOf(archive: Archive, wanted: string | undefined): string {
  const [only = '', ...others] = servicesOf(archive);
  if (wanted !== undefined) return wanted;
  if (others.length > 0)
    throw new UsageError(`The capture has traffic of ${listed(archive)}; choose one with --base-url.`);
  return only;
}

function servicesOf({ exchanges }: Archive): string[] {
  return [...new Set(exchanges.map(({ baseUrl }) => baseUrl))];
}

function listed(archive: Archive): string {
  return enumeration(servicesOf(archive));
}
