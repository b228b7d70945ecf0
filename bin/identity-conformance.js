#!/usr/bin/env node
'use strict';

const { existsSync } = require('node:fs');
const { enableCompileCache } = require('node:module');
const { join } = require('node:path');
const { setFlagsFromString } = require('node:v8');

// A run keeps little, throws much away and is over soon: a heap that grows reluctantly takes half the memory, and code
// is compiled once more only where it runs very often.
for (const flag of [
  '--heap-growing-percent=10',
  '--semi-space-growth-factor=1',
  '--optimize-for-size',
  // V8 counted bytes of code that ran until Node.js 20, and counts calls since.
  process.versions.v8.startsWith('11.')
    ? '--interrupt-budget=1000000'
    : '--invocation-count-for-turbofan=45000',
])
  setFlagsFromString(flag);

/** Calls that use the same code. At the end of a whole run, V8 has thrown away what only its start needed. */
function kindOf([command, ...options]) {
  if (command !== 'run') return 'other';
  return options.some((option) => /^--(?:check|requirement)\b/.test(option)) ? 'run-of-some' : 'run';
}

const dist = join(__dirname, '..', 'dist');
const built = join(dist, 'src', 'cli', 'main.js');

// A reader that has seen enough, as in `list | head`, is no failure.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

// A file that outgrows its limit would end the process without a word; writing it fails instead (setrlimit(2)).
process.on('SIGXFSZ', () => undefined);

if (existsSync(built)) {
  // A second call need not compile the code again. It is not kept in a folder for all users, who could change it.
  const folder = join(dist, 'compiled');
  if (enableCompileCache) enableCompileCache(process.env.NODE_COMPILE_CACHE ?? folder);
  else require('./compiled-code').keepCompiledCode(folder, kindOf(process.argv.slice(2)));
  const { main } = require(built);
  const io = {
    stdout: process.stdout,
    stderr: process.stderr,
    // Where nobody asks, it is left alone: once it is opened here, a configuration can no longer be read from it.
    get stdin() {
      return process.stdin;
    },
    env: process.env,
    cwd: process.cwd(),
    isTTY: process.stdout.isTTY === true,
  };
  // Not process.exit(), which would cut off output that a pipe has not taken yet.
  main(process.argv.slice(2), io).then((code) => {
    process.exitCode = code;
  });
} else {
  process.stderr.write('The suite is not built; run `npm run build` in its directory first.\n');
  process.exitCode = 5;
}
