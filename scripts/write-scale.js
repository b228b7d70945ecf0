/** Measures what a run costs, and writes docs/scale.md, whose every number comes from the measurement. */
const { spawn } = require('node:child_process');
const { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { arch, cpus, platform, tmpdir } = require('node:os');
const { join } = require('node:path');
const { performance } = require('node:perf_hooks');
const { gzipSync } = require('node:zlib');
const { embeddedConfiguration, startEmbeddedServer } = require('../dist/src/server');

const root = join(__dirname, '..');
const endpoints = 500;
const jobs = 4;
const rate = 20;
const repetitions = 5;

/** One run of the executable against a server of another process. */
async function measure(baseUrl, maxRps) {
  const directory = mkdtempSync(join(tmpdir(), 'scale-'));
  const [config, reports] = [join(directory, 'identity.json'), join(directory, 'reports')];
  writeFileSync(config, JSON.stringify({ baseUrl, ...embeddedConfiguration(), limits: { maxRps } }));
  const usageFile = join(directory, 'usage.json');
  const argv = ['--require', join(__dirname, 'resource-usage.js'), join(root, 'bin/identity-conformance.js')];
  const flags = ['run', '--config', config, '--report-dir', reports, '--quiet', '--seed', '1'];
  const begun = performance.now();
  const child = spawn(process.execPath, [...argv, ...flags], {
    env: { ...process.env, RESOURCE_USAGE_FILE: usageFile },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  const wall = (performance.now() - begun) / 1000;
  if (code !== 0) throw new Error(`A run against the embedded server ended with ${code} instead of 0.`);
  const usage = JSON.parse(readFileSync(usageFile, 'utf8'));
  const files = readdirSync(reports).map((name) => readFileSync(join(reports, name)));
  const { summary } = JSON.parse(readFileSync(join(reports, 'report.json'), 'utf8'));
  rmSync(directory, { recursive: true });
  return {
    wall,
    cpu: (usage.userCPUTime + usage.systemCPUTime) / 1e6,
    memory: usage.maxRSS / 1024,
    requests: summary.requests,
    checks: summary.checks.total,
    bytes: files.reduce((all, file) => all + file.length, 0) / 1e6,
    packed: files.reduce((all, file) => all + gzipSync(file).length, 0) / 1e6,
  };
}

/** The seconds that as many targets take together as one machine runs at a time. */
async function measureTogether(baseUrl) {
  const directory = mkdtempSync(join(tmpdir(), 'scale-'));
  const config = join(directory, 'identity.json');
  const names = Array.from({ length: jobs }, (_, index) => `target-${index + 1}`);
  const targets = Object.fromEntries(names.map((name) => [name, { baseUrl }]));
  writeFileSync(config, JSON.stringify({ ...embeddedConfiguration(), limits: { maxRps: rate }, targets }));
  const argv = [join(root, 'bin/identity-conformance.js'), 'run', '--config', config, '--quiet'];
  const flags = ['--jobs', String(jobs), '--report-dir', join(directory, 'reports')];
  const begun = performance.now();
  const child = spawn(process.execPath, [...argv, ...flags], { stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise((resolve) => child.on('close', resolve));
  rmSync(directory, { recursive: true });
  if (code !== 0) throw new Error(`The run of ${jobs} targets ended with ${code} instead of 0.`);
  return (performance.now() - begun) / 1000;
}

function median(runs) {
  const middle = (name) => runs.map((run) => run[name]).sort((a, b) => a - b)[Math.floor(runs.length / 2)];
  return Object.fromEntries(Object.keys(runs[0]).map((name) => [name, middle(name)]));
}

function page(fast, slow, together) {
  const minutes = (machines) => Math.ceil((Math.ceil(endpoints / (machines * jobs)) * together) / 60);
  const nightGb = (endpoints * fast.bytes) / 1000;
  const row = (machines) =>
    `| ${machines} | ${minutes(machines)} min | ${machines * jobs} | ${machines * jobs * rate} |`;
  return `# Scale

What a run costs, and what a nightly run over ${endpoints} endpoints costs by that. \`npm run scale\` measures and writes
this page; the first table is measured, the rest is worked out from it.

## One run, measured

The whole suite, ${fast.checks} checks, against the embedded server in another process; medians of ${repetitions} runs, and of one at the
rate of ${rate} requests a second. ${cpus().length} × ${cpus()[0].model.trim()}, ${platform()} ${arch()}, Node.js ${process.versions.node}.

| | as fast as the server responds | at ${rate} requests a second |
| --- | --- | --- |
| requests | ${fast.requests} | ${slow.requests} |
| wall time | ${fast.wall.toFixed(1)} s | ${slow.wall.toFixed(1)} s |
| CPU time | ${fast.cpu.toFixed(1)} s | ${slow.cpu.toFixed(1)} s |
| peak memory | ${Math.round(fast.memory)} MB | ${Math.round(slow.memory)} MB |
| the four reports | ${fast.bytes.toFixed(1)} MB | ${slow.bytes.toFixed(1)} MB |
| the same, gzip | ${fast.packed.toFixed(2)} MB | ${slow.packed.toFixed(2)} MB |

A server that is further away than ${(8000 / rate).toFixed(0)} ms takes longer: eight requests wait at a time, so the wall time is then about
${slow.requests} times the latency divided by eight.

## ${endpoints} endpoints a night, worked out

- **Requests**: ${slow.requests} an endpoint and ${(endpoints * slow.requests).toLocaleString('en')} in all; none gets more than \`maxRps\` (${rate}) a second, however many
  machines there are, since one process runs it.
- **CPU**: ${endpoints} × ${slow.cpu.toFixed(1)} s = **${((endpoints * slow.cpu) / 3600).toFixed(2)} CPU hours**.
- **Wall time**: a run waits for its rate most of the time. Measured, ${jobs} targets take ${together.toFixed(1)} s together on the machine
  above (\`--jobs ${jobs}\`, up to ${Math.round(jobs * slow.memory)} MB), and one of them ${slow.wall.toFixed(1)} s. Endpoints are dealt out to machines by \`--target\`, and \`merge\` makes one matrix.

| machines | wall time | targets at a time | requests a second in all |
| --- | --- | --- | --- |
${[1, 2, 5, 10, 25].map(row).join('\n')}

- **Storage**: ${nightGb.toFixed(1)} GB of reports a night, ${((endpoints * fast.packed) / 1000).toFixed(2)} GB packed; 30 nights are ${((30 * endpoints * fast.packed) / 1000).toFixed(1)} GB packed. \`report.json\` and
  \`junit.xml\` are enough to compare and to count; \`report.html\` is for whoever fixes a failure.
- **Failed login attempts**: at most \`wrongPasswordAttempts\` (3) for a user and run. Endpoints that share a user add up, to
  ${(endpoints * 3).toLocaleString('en')} in a night, so give each its own.
`;
}

async function main() {
  const server = await startEmbeddedServer();
  const runs = [];
  for (let count = 0; count < repetitions; count += 1) runs.push(await measure(server.url, 1000));
  const slow = await measure(server.url, rate);
  const together = await measureTogether(server.url);
  await server.close();
  const prettier = await import('prettier');
  const file = join(root, 'docs', 'scale.md');
  const options = await prettier.resolveConfig(file);
  writeFileSync(
    file,
    await prettier.format(page(median(runs), slow, together), { ...options, parser: 'markdown' }),
  );
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
