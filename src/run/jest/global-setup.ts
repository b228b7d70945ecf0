import type { Config } from '@jest/types';
import { ConfigurationError } from '../../configuration/configuration';
import { loadConfiguration } from '../../configuration/load';
import { keptInput } from '../../configuration/named-file';

/** The exit code of a wrong configuration. */
const wrongConfiguration = 2;

/** For `npx jest`: a wrong configuration is reported once, before anything is sent. */
export default function validateConfiguration({ maxWorkers }: Config.GlobalConfig): void {
  try {
    loadConfiguration({
      environment: process.env,
      flags: {},
      warn: (sentence) => process.stderr.write(`warning: ${sentence}\n`),
    });
    if (maxWorkers > 1 && keptInput(process.env['IDENTITY_CONFIG'] ?? '', process.cwd()))
      throw new ConfigurationError([
        'IDENTITY_CONFIG is a pipe, which only one Jest worker could read; leave out --maxWorkers, or save it as a file.',
      ]);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    for (const problem of error.problems) process.stderr.write(`error: ${problem}\n`);
    process.exit(wrongConfiguration);
  }
}
