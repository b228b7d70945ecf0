import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { inProject } from './project-root';

/** Beside the compiled code, and nowhere beside the sources: `requirements/tenant.yaml` is `requirements/tenant.json`. */
const prepared = join(__dirname, '..', '..', 'prepared');

/** What a YAML file of the package says. */
export interface PackagedData {
  readonly content: unknown;
  /** Whether the build has read and validated it, which a call then need not do again. */
  readonly isPrepared: boolean;
}

/** A YAML file of the package by its path in it; compiled code reads what the build made of it, JSON. */
export function packagedData(...path: readonly string[]): PackagedData {
  const json = join(prepared, ...path).replace(/\.yaml$/, '.json');
  if (existsSync(json)) return { content: JSON.parse(readFileSync(json, 'utf8')), isPrepared: true };
  return { content: parse(readFileSync(inProject(...path), 'utf8')), isPrepared: false };
}
