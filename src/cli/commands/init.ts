import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { profiles as allProfiles, type Profile } from '../../contract/requirement';
import { profileWords } from '../../contract/profile-words';
import { starterConfiguration } from '../../run';
import { ConfigurationError, readBaseUrl, readProfiles } from '../../run/configuration';
import { ownCommand } from '../../run/own-command';
import type { Io } from '../io';
import { collectNames } from '../option-values';
import { asking, canAsk } from '../questions';
import { UsageError } from '../usage-error';

interface InitFlags {
  readonly output: string;
  readonly baseUrl?: string;
  readonly profile?: readonly string[];
  readonly force?: boolean;
  readonly yes?: boolean;
}

interface Wishes {
  readonly baseUrl?: string;
  readonly profiles: readonly Profile[];
}

/** `init`: a configuration file to begin with. */
export function addInitCommand(program: Command, io: Io): void {
  program
    .command('init')
    .description('write a commented configuration file; asks questions on a terminal, never in CI')
    .option('--output <file>', 'the YAML file to write', 'identity.yaml')
    .option('--base-url <url>', 'the service URL, without /v2.0/tokens')
    .option(
      '--profile <name>',
      'a profile to test (repeatable, or several separated by commas; default: all)',
      collectNames,
    )
    .option('--force', 'overwrite an existing file')
    .option('--yes', 'ask nothing')
    .action((flags: InitFlags) => write(flags, io));
}

async function write(flags: InitFlags, io: Io): Promise<void> {
  const given = {
    baseUrl: flags.baseUrl === undefined ? undefined : readBaseUrl(flags.baseUrl, '--base-url'),
    profiles: flags.profile && readProfiles(flags.profile),
  };
  const complete = given.baseUrl !== undefined && given.profiles !== undefined;
  const wishes = canAsk(io) && !flags.yes && !complete ? await ask(given, io) : given;
  const { text, variables } = starterConfiguration(wishes.profiles ?? allProfiles, wishes.baseUrl);
  await writeNew(flags, text, io);
  io.stdout.write(
    [
      `${flags.output} is written. It takes its values from environment variables; set these, and edit the file as you like:`,
      '',
      ...variables.map((name) => `  export ${name}=...`),
      '',
      'If your service lacks one of the accounts, or foreignTenantId, delete it from the file (all but user); what needs it is',
      'then reported as not verified. Better, leave out the profiles that your service does not implement.',
      '',
      'Then check that everything is ready, and run the suite:',
      '',
      `  ${ownCommand()} doctor --config ${flags.output}`,
      `  ${ownCommand()} run --config ${flags.output}`,
      '',
    ].join('\n'),
  );
}

const longest = Math.max(...allProfiles.map(({ length }) => length));
const profileQuestion = [
  'A service may leave out parts of the operation, and each part is a profile:',
  ...allProfiles.map((name) => `  ${name.padEnd(longest)}  ${profileWords[name]}`),
  'Which of them does the service implement (separated by commas; empty: all)?',
].join('\n');

function ask(given: Partial<Wishes>, io: Io): Promise<Wishes> {
  return asking(io, refusal, async (question) => {
    const baseUrl =
      given.baseUrl ??
      (await question(
        'The URL of the service, without /v2.0/tokens (empty: from IDENTITY_BASE_URL)?',
        (answer): string | undefined => readBaseUrl(answer, 'The URL'),
        undefined,
      ));
    const profiles =
      given.profiles ??
      (await question(
        profileQuestion,
        (answer) =>
          readProfiles(
            answer.split(/[\s,]+/).filter((name) => name !== ''),
            '',
          ),
        allProfiles,
      ));
    return { baseUrl, profiles };
  });
}

function refusal(error: unknown): string {
  if (error instanceof ConfigurationError) return error.problems.join('\n');
  throw error;
}

async function writeNew({ output, force }: InitFlags, text: string, io: Io): Promise<void> {
  if (output === '') throw new UsageError('--output is empty; name a file.');
  try {
    await writeFile(resolve(io.cwd, output), text, { flag: force ? 'w' : 'wx' });
  } catch (error) {
    const { code = '', syscall } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST')
      throw new UsageError(
        `${output} already exists; use --force to overwrite it, or name another file with --output.`,
      );
    if (syscall === undefined) throw error;
    throw new UsageError(`${output} cannot be written (${code}); name another file with --output.`);
  }
}
