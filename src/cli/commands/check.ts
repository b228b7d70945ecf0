import { basename } from 'node:path';
import type { Command } from 'commander';
import { enumeration } from '../../../specs/vocabulary/obstacle';
import { judgeCapture, readHar, type Archive } from '../../run/capture';
import { loadConfiguration } from '../../run/configuration';
import { onlyProfiles } from '../configuration-flags';
import type { Finish } from '../finish';
import type { Io } from '../io';
import { collect, collectNames } from '../option-values';
import { publish } from '../publish';
import { reportDirectory } from '../report-directory';
import { verifySelection } from '../selection';
import { UsageError } from '../usage-error';

interface CheckFlags {
  readonly baseUrl?: string;
  readonly profile?: readonly string[];
  readonly requirement?: readonly string[];
  readonly check?: readonly string[];
  readonly reportDir: string;
  readonly strict?: boolean;
  readonly allowIncomplete?: boolean;
  readonly quiet?: boolean;
  readonly color: boolean;
  readonly debug?: boolean;
}

/** `check`: judges recorded traffic, sending nothing. */
export function addCheckCommand(program: Command, io: Io, finish: Finish): void {
  program
    .command('check')
    .description('judge recorded traffic (a HAR file of a browser or a proxy) without sending anything')
    .argument('<capture>', 'the HAR file')
    .option('--base-url <url>', 'the service URL meant, where the capture holds traffic of several')
    .option('--profile <name>', 'a profile in scope (repeatable, or several with commas)', collectNames)
    .option('--requirement <id>', 'only this requirement (repeatable)', collect)
    .option('--check <pattern>', 'only checks of this id, * for any characters (repeatable)', collect)
    .option('--report-dir <dir>', 'where the reports are written', 'reports')
    .option('--strict', 'warnings fail the run too: a failed SHOULD, and what the errata tolerate')
    .option('--allow-incomplete', 'exit 0 although something could not be verified')
    .option('--quiet', 'print the verdict only')
    .option('--no-color', 'print without colour')
    .action(async (file: string, flags: CheckFlags) => finish(await checkCapture(file, flags, io)));
}

async function checkCapture(file: string, flags: CheckFlags, io: Io): Promise<number> {
  const selection = { requirements: flags.requirement ?? [], checks: flags.check ?? [] };
  await verifySelection(selection);
  const directory = reportDirectory(flags.reportDir, io.cwd);
  const archive = readHar(file, io.cwd);
  const baseUrl = serviceOf(archive, flags.baseUrl);
  // No variable of the environment says anything of a capture.
  const configuration = loadConfiguration({ environment: {}, flags: { baseUrl, profiles: flags.profile } });
  const capture = of(archive, configuration.baseUrl);
  if (capture.exchanges.length === 0)
    throw new UsageError(`${file} holds no traffic of ${configuration.baseUrl}; it has ${listed(archive)}.`);
  const report = await judgeCapture(capture, { ...configuration, baseUrl }, basename(file), {
    ...selection,
    onlyProfiles: onlyProfiles(flags, configuration),
    strict: flags.strict ?? false,
    allowIncomplete: flags.allowIncomplete ?? false,
  });
  return publish(report, { ...flags, directory }, io);
}

/** What an archive holds of one service; the traffic of others is left aside. */
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
    throw new UsageError(
      `The capture holds traffic of ${listed(archive)}; say with --base-url which is meant.`,
    );
  return only;
}

function servicesOf({ exchanges }: Archive): string[] {
  return [...new Set(exchanges.map(({ baseUrl }) => baseUrl))];
}

function listed(archive: Archive): string {
  return enumeration(servicesOf(archive));
}
