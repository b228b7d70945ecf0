import { ConfigurationError, loadConfiguration } from '../configuration';

/** The exit code of a wrong configuration. */
const wrongConfiguration = 2;

/** For `npx jest`: a wrong configuration is told once, before anything is sent. */
export default function validateConfiguration(): void {
  try {
    loadConfiguration({ environment: process.env, flags: {} });
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    for (const problem of error.problems) process.stderr.write(`error: ${problem}\n`);
    process.exit(wrongConfiguration);
  }
}
