import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { neededSendings } from '../../checks/sendings/obstacle';
import { ConfigurationError } from '../../configuration/configuration';
import { readBaseUrl } from '../../configuration/members/proxy';
import { readProfiles } from '../../configuration/schema';
import { configurationTemplate, type Template } from '../../configuration/template';
import { type Profile, profileDescriptions, profiles as allProfiles } from '../../contract/catalogue';
import { needsOf } from '../../http/token-request';
import { ownCommand } from '../../report/wording/labels';
import { declaredChecks } from '../../run/selection/declared-checks';
import { collectNames } from '../arguments';
import { type Io, UsageError } from '../io';

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
      `${flags.output} was written. It takes its values from environment variables; set these, and edit the file as you like:`,
      '',
      ...variables.map((name) => `  export ${name}=...`),
      '',
      'If your service lacks one of the accounts, or foreignTenantId, delete it from the file (all but user); checks that need it are',
      'then reported as not verified. Preferably leave out the profiles that your service does not implement.',
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
  ...allProfiles.map((name) => `  ${name.padEnd(longest)}  ${profileDescriptions[name]}`),
  'Which of them does the service implement (separated by commas; empty: all)?',
].join('\n');

function ask(given: Partial<Wishes>, io: Io): Promise<Wishes> {
  return asking(io, async (question) => {
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

/** Whether somebody is there to answer: both ends are a terminal, and this is no build (`CI` is set in those). */
function canAsk(io: Io): boolean {
  return io.isTTY && io.stdin?.isTTY === true && !io.env['CI'];
}

/**
 * Asks until an answer is accepted; an empty one, or the end of the input, takes the default. After a rejected answer
 * only the last line of the question is repeated.
 */
type Ask = <Value>(question: string, read: (answer: string) => Value, fallback: Value) => Promise<Value>;

/** Lets `use` ask questions on the terminal; an answer is rejected by a ConfigurationError. */
async function asking<Result>(io: Io, use: (ask: Ask) => Promise<Result>): Promise<Result> {
  if (!io.stdin) throw new Error('questions need an input to read the answers from');
  const lines = createInterface({ input: io.stdin });
  // Unlike question() it keeps lines that were typed ahead, and reports the end of the input.
  const answers = lines[Symbol.asyncIterator]();
  try {
    return await use(async (question, read, fallback) => {
      for (let asked = question; ; asked = question.split('\n').at(-1) ?? question) {
        io.stdout.write(`${asked} `);
        const next = await answers.next();
        const answer = next.done ? '' : next.value.trim();
        if (answer === '') return fallback;
        try {
          return read(answer);
        } catch (error) {
          if (!(error instanceof ConfigurationError)) throw error;
          io.stdout.write(`${error.message}\n`);
        }
      }
    });
  } finally {
    lines.close();
  }
}

/** A starter configuration file with what the checks of some profiles need. */
function starterConfiguration(profiles: readonly Profile[], baseUrl?: string): Template {
  // A sweep needs what the checks that it covers need.
  const checks = declaredChecks().filter(
    ({ covers, profiles: all }) => !covers && all.every((name) => profiles.includes(name)),
  );
  const sendings = checks.flatMap(neededSendings);
  return configurationTemplate({
    baseUrl,
    profiles,
    needs: new Set(sendings.flatMap(({ request }) => needsOf(request))),
  });
}
