import type { Command } from 'commander';
import { examine, renderExamination } from '../../doctor/examine';
import { addConfigurationFlags, type ConfigurationFlags, configurationFrom } from '../arguments';
import { inertForGitHub } from '../github-actions';
import { type Finish, type Io, wantsColour, widthOf } from '../io';

interface DoctorFlags extends ConfigurationFlags {
  readonly color: boolean;
}

const exitCodes = `
Exit codes:
  0 ready, every profile in scope can be tested
  1 no Identity service at the base URL
  2 wrong usage or configuration; nothing was sent
  3 server unreachable
  4 an account is missing, or its login does not have the expected result`;

/** `doctor`: before a run, whether it can be made, and what it will send. */
export function addDoctorCommand(program: Command, io: Io, finish: Finish): void {
  const command = program
    .command('doctor')
    .description('check the configuration, the server and each account before a run');
  addConfigurationFlags(command, 'one')
    .optionsGroup('Screen:')
    .option('--no-color', 'print without colour')
    .addHelpText('after', exitCodes)
    .action(async (flags: DoctorFlags) => {
      const examination = await examine(configurationFrom(flags, io));
      const colour = flags.color && wantsColour(io);
      io.stdout.write(inertForGitHub(renderExamination(examination, { colour, width: widthOf(io) }), io));
      finish(examination.exitCode);
    });
}
