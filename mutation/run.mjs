/**
 * Runs Stryker for the named group, or for all of them one after another: `node mutation/run.mjs [group] [options]`.
 * Options are those of Stryker: `--dryRunOnly`, `--concurrency 1`, `--mutate src/oracle/deviation.ts`.
 */
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath, URL } from 'node:url';
import { groups } from './groups.mjs';

const [first, ...rest] = process.argv.slice(2);
const isNamed = first !== undefined && !first.startsWith('-');
const names = isNamed ? [first] : Object.keys(groups);
const options = isNamed || first === undefined ? rest : [first, ...rest];
if (isNamed && !(first in groups)) {
  process.stderr.write(`There is no group ${first}; the groups are ${Object.keys(groups).join(', ')}.\n`);
  process.exit(2);
}

const stryker = fileURLToPath(new URL('node_modules/@stryker-mutator/core/bin/stryker.js', import.meta.url));
for (const name of names) {
  const { status } = spawnSync(
    process.execPath,
    [stryker, 'run', 'mutation/stryker.config.mjs', ...options],
    {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      stdio: 'inherit',
      env: { ...process.env, MUTATION_GROUP: name },
    },
  );
  if (status !== 0) process.exit(status ?? 1);
}
