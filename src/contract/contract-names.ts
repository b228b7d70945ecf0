import { readFileSync } from 'node:fs';
import { inProject } from './project-root';
import { contractSchemas } from './schema-problem';

let names: ReadonlySet<string> | undefined;

/** The names of members in the requests and responses of the contract, and the words that stand as values in them. */
export function contractNames(): ReadonlySet<string> {
  if (names) return names;
  const found = new Set<string>();
  for (const schema of contractSchemas)
    collect(JSON.parse(readFileSync(inProject('schemas', 'json', `${schema}.json`), 'utf8')), found);
  return (names = found);
}

function collect(schema: unknown, found: Set<string>): void {
  if (typeof schema !== 'object' || schema === null) return;
  for (const [keyword, value] of Object.entries(schema as Record<string, unknown>)) {
    if (keyword === 'properties' && typeof value === 'object' && value !== null)
      for (const name of Object.keys(value)) found.add(name).add(name.slice(name.indexOf(':') + 1));
    if (keyword === 'const' && typeof value === 'string') found.add(value);
    if (keyword === 'enum' && Array.isArray(value))
      for (const each of value as unknown[]) if (typeof each === 'string') found.add(each);
    collect(value, found);
  }
}
