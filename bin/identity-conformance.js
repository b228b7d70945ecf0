#!/usr/bin/env node
'use strict';

const { existsSync } = require('node:fs');
const { join } = require('node:path');
const { setFlagsFromString } = require('node:v8');

// A run keeps little and throws much away: a heap that grows reluctantly holds two thirds of the memory in the same time.
setFlagsFromString('--optimize-for-size');
setFlagsFromString('--semi-space-growth-factor=1');

const built = join(__dirname, '..', 'dist', 'src', 'cli', 'main.js');

// A reader that has seen enough, as in `list | head`, is no failure.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

if (existsSync(built)) {
  const { main } = require(built);
  const io = {
    stdout: process.stdout,
    stderr: process.stderr,
    stdin: process.stdin,
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
