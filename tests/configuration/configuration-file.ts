import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Configuration, ConfigurationError } from '../../src/configuration/configuration';
import { type ConfigurationFlags, loadConfiguration } from '../../src/configuration/load';

/** Stands for every secret in the tests; no message may hold it. */
export const canary = 'Canary-4711';

export interface Given {
  readonly text?: string | Buffer;
  readonly name?: string;
  readonly environment?: NodeJS.ProcessEnv;
  readonly flags?: ConfigurationFlags;
  readonly warn?: (sentence: string) => void;
}

/** Loads a configuration from a file of this text. */
export function load({
  text,
  name = 'config.yaml',
  environment = {},
  flags = {},
  warn,
}: Given): Configuration {
  const directory = mkdtempSync(join(tmpdir(), 'configuration-'));
  try {
    if (text !== undefined) writeFileSync(join(directory, name), text);
    const file = text === undefined ? undefined : name;
    return loadConfiguration({ file, directory, environment, flags, warn });
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** The problems of a configuration that must be refused. */
export function problemsOf(given: Given): readonly string[] {
  return errorOf(given).problems;
}

/** What refuses a configuration that must be refused. */
export function errorOf(given: Given): ConfigurationError {
  try {
    load(given);
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error('the configuration was accepted');
}
