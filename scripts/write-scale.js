/** Measures what a run costs, and writes docs/scale.md; every number on that page comes from the measurement. */
const { spawn } = require('node:child_process');
const { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { arch, cpus, platform, tmpdir } = require('node:os');
const { join } = require('node:path');
const { performance } = require('node:perf_hooks');
const { gzipSync } = require('node:zlib');
const { embeddedConfiguration, startEmbeddedServer } = require('../dist/src/server');
const { limits } = require('../schemas/config.schema.json').properties;

const root = join(__dirname, '..');
const endpoints = 500;
const jobs = 4;
const rate = 20;
const repetitions = 5;
const secretsPerAccount = limits.properties.wrongSecretsPerAccount.default;

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

/** The seconds that several targets take when one machine tests them at the same time. */
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

What one run costs, and what a nightly run over ${endpoints} endpoints would therefore cost. \`npm run scale\` measures and
writes this page; the first table is measured, the rest is calculated from it.

## One run, measured

The whole suite, ${fast.checks} checks, against the embedded server in another process: the median of ${repetitions} runs, and one run
at ${rate} requests a second. Measured on ${new Date().toISOString().slice(0, 10)}: ${cpus().length} × ${cpus()[0].model.trim()}, ${platform()} ${arch()}, Node.js ${process.versions.node}.

| | as fast as the server responds | at ${rate} requests a second |
| --- | --- | --- |
| requests | ${fast.requests} | ${slow.requests} |
| wall time | ${fast.wall.toFixed(1)} s | ${slow.wall.toFixed(1)} s |
| CPU time | ${fast.cpu.toFixed(1)} s | ${slow.cpu.toFixed(1)} s |
| peak memory | ${Math.round(fast.memory)} MB | ${Math.round(slow.memory)} MB |
| the four reports | ${fast.bytes.toFixed(1)} MB | ${slow.bytes.toFixed(1)} MB |
| the same, gzip | ${fast.packed.toFixed(2)} MB | ${slow.packed.toFixed(2)} MB |

If the latency exceeds ${(8000 / rate).toFixed(0)} ms, a run takes longer: at most eight requests are in flight at a time, so the wall time
is then about ${slow.requests} times the latency divided by eight.

## ${endpoints} endpoints a night, calculated

- **Requests**: ${slow.requests} per endpoint and ${(endpoints * slow.requests).toLocaleString('en')} in all. No endpoint gets more than \`maxRps\` (${rate}) a second, however
  many machines there are, since a single process tests it.
- **CPU**: ${endpoints} × ${slow.cpu.toFixed(1)} s = **${((endpoints * slow.cpu) / 3600).toFixed(2)} CPU hours**.
- **Wall time**: a run mostly waits for its rate limit. Measured on the machine above, ${jobs} targets together take ${together.toFixed(1)} s
  (\`--jobs ${jobs}\`, up to ${Math.round(jobs * slow.memory)} MB), and one alone ${slow.wall.toFixed(1)} s. Assign endpoints to machines with \`--target\`; \`merge\` combines the
  reports into one matrix.

| machines | wall time | targets at a time | requests per second in all |
| --- | --- | --- | --- |
${[1, 2, 5, 10, 25].map(row).join('\n')}

- **Storage**: ${nightGb.toFixed(1)} GB of reports a night, ${((endpoints * fast.packed) / 1000).toFixed(2)} GB compressed; 30 nights take ${((30 * endpoints * fast.packed) / 1000).toFixed(1)} GB compressed. \`report.json\` and
  \`junit.xml\` are enough for comparisons and statistics; \`report.html\` is for whoever fixes a failure.
- **Failed login attempts**: at most \`wrongSecretsPerAccount\` (${secretsPerAccount}) per user and run. If the endpoints share a user, these add up
  to ${(endpoints * secretsPerAccount).toLocaleString('en')} a night, so give each endpoint its own users.
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
