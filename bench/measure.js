'use strict';

const { spawn } = require('node:child_process');
const { mkdtempSync, readFileSync, existsSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');
const { performance } = require('node:perf_hooks');

const peakFile = path.join(mkdtempSync(path.join(tmpdir(), 'bench-')), 'peak');

/** Runs a whole process; milliseconds from its start to its end, and the most memory it had, in MB. */
async function once({ args, cwd, env = {}, codes = [0] }) {
  const started = performance.now();
  const child = spawn(process.execPath, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      ...env,
      BENCH_PEAK: peakFile,
      NODE_OPTIONS: `--require ${path.join(__dirname, 'report-peak.js')}`,
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const code = await new Promise((resolve) => child.on('close', resolve));
  const ms = performance.now() - started;
  if (!codes.includes(code)) throw new Error(`${args.join(' ')} ended with ${code}:\n${output.slice(-2000)}`);
  return { ms, peakMb: existsSync(peakFile) ? Number(readFileSync(peakFile, 'utf8')) : NaN, output };
}

/** The medians of several runs of each command, taken in turns so that none has the quiet hour to itself. */
async function sideBySide(commands, rounds) {
  const results = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const [name, command] of Object.entries(commands)) results[name].push(await once(command));
  return Object.fromEntries(
    Object.entries(results).map(([name, runs]) => [
      name,
      { ms: median(runs.map(({ ms }) => ms)), peakMb: median(runs.map(({ peakMb }) => peakMb)) },
    ]),
  );
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

module.exports = { once, sideBySide, median };
