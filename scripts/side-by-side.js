/*
 * Runs scripts of package.json that read and change nothing beside each other, as many at a time as there are cores:
 * `node scripts/side-by-side.js lint typecheck format`. What each says is shown when it ends. Where one fails, so does this,
 * after all of them.
 */
const { Buffer } = require('node:buffer');
const { spawn } = require('node:child_process');
const { availableParallelism } = require('node:os');

/** What npm itself says is left out, as are colours: it goes through a pipe. */
function run(name) {
  return new Promise((resolve) => {
    const started = Date.now();
    const child = spawn('npm', ['run', '--silent', name], { shell: process.platform === 'win32' });
    const output = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk));
    child.on('error', (error) => output.push(`${error.message}\n`));
    child.on('close', (code) => {
      const seconds = Math.round((Date.now() - started) / 1000);
      process.stderr.write(`\n${name}: ${code === 0 ? 'passed' : 'failed'} in ${seconds} s\n`);
      process.stderr.write(Buffer.concat(output.map((chunk) => Buffer.from(chunk))));
      resolve(code === 0);
    });
  });
}

async function inTurn(names) {
  for (let name = names.shift(); name !== undefined; name = names.shift())
    if (!(await run(name))) process.exitCode = 1;
}

const names = process.argv.slice(2);
for (let started = 0; started < availableParallelism(); started += 1) void inTurn(names);
