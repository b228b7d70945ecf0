'use strict';

const { Buffer } = require('node:buffer');
const { spawn } = require('node:child_process');
const { cpSync, mkdtempSync, readFileSync, statSync, symlinkSync, writeFileSync } = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { embeddedConfiguration } = require('../dist/src/server');
const { describeChecks } = require('../dist/src/run');
const { archive } = require('./archive');
const { cases } = require('./cases');
const { once, sideBySide } = require('./measure');
const { page } = require('./page');

const project = path.join(__dirname, '..');
const executable = path.join(project, 'bin', 'identity-conformance.js');
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const peers = ['bare-loop', 'plain-jest', 'newman', 'stepci', 'dredd'];
/** Servers that were started: none may outlive the benchmark. */
const servers = new Set();
/** Targets that run at one time. */
const jobs = 2;
const temporary = () => mkdtempSync(path.join(os.tmpdir(), 'bench-'));

async function main() {
  const server = await start();
  const figures = {
    machine: machine(),
    start: await starts(server.url),
    sixty: await sixtyChecks(server.url),
    further: await furtherChecks(server.url),
    files: await furtherFiles(server.url),
    steps: await steps(server.url),
    full: await fullRun(),
    latency: await withLatency(),
    recorded: await archives(),
    growth: { checks: await moreChecks(server.url), targets: await moreTargets(server.url), jobs },
  };
  await server.stop();
  writeFileSync(path.join(project, 'docs', 'performance.md'), page(figures));
  process.stdout.write(page(figures));
}

/** The command line alone beside Node.js alone, and one check beside a plain Jest file that has the same one. */
async function starts(url) {
  const own = await cases(1);
  return sideBySide(
    {
      node: { args: ['--eval', ''] },
      version: { args: [executable, '--version'] },
      check: suite(
        url,
        own.map(({ id }) => id),
      ),
      jest: peer('plain-jest', own, url),
    },
    rounds,
  );
}

/** The same 60 checks by every peer, in turns. */
async function sixtyChecks(url) {
  const own = await cases(60);
  const commands = {
    'identity-conformance': suite(
      url,
      own.map(({ id }) => id),
    ),
  };
  for (const name of peers) commands[name] = peer(name, own, url);
  return sideBySide(commands, rounds);
}

/** Milliseconds that a further check costs: all checks of the suite, or 300 of a peer, against the same 60. */
async function furtherChecks(url) {
  const [few, many] = [await cases(60), await cases(300)];
  const own = few.map(({ id }) => id);
  const commands = { 'few suite': suite(url, own), 'many suite': suite(url, []) };
  for (const name of peers) {
    commands[`few ${name}`] = peer(name, few, url);
    commands[`many ${name}`] = peer(name, many, url);
  }
  const total = (await describeChecks()).length;
  const found = await sideBySide(commands, rounds);
  const slope = (name, further) => (found[`many ${name}`].ms - found[`few ${name}`].ms) / further;
  return {
    'identity-conformance': slope('suite', total - few.length),
    ...Object.fromEntries(peers.map((name) => [name, slope(name, many.length - few.length)])),
  };
}

/** Milliseconds that a further spec file costs: the same made-up checks in one file, and in many. */
async function furtherFiles(url) {
  const [checks, files] = [300, 31];
  const found = await sideBySide(
    { one: madeUpSuite(url, checks, 1), many: madeUpSuite(url, checks, files) },
    rounds,
  );
  return { files: files - 1, ms: (found.many.ms - found.one.ms) / (files - 1) };
}

/** Ever more of what a run does, in whole processes: what each adds is where the time goes. */
async function steps(url) {
  const own = (await cases(60)).map(({ id }) => id);
  return sideBySide(
    {
      'Node.js itself': { args: ['--eval', ''] },
      'the command line (--version)': { args: [executable, '--version'] },
      'the requirements, the specs and their schemas (list)': { args: [executable, 'list', '--json'] },
      'Jest, the client, one check and four reports': suite(url, own.slice(0, 1)),
      'the other 59 checks': suite(url, own),
      'all other checks': suite(url, []),
    },
    rounds,
  );
}

/** The whole run against a server of another process at default settings, and a bare loop over the very requests it sent. */
async function fullRun() {
  const record = path.join(temporary(), 'requests.json');
  const recorded = await start('0', record);
  await once(suite(recorded.url, []));
  await recorded.stop();
  const requests = JSON.parse(readFileSync(record, 'utf8')).map((each) => ({ ...each, encoding: 'base64' }));
  const server = await start();
  const found = await sideBySide(
    { suite: suite(server.url, []), loop: peer('bare-loop', requests, server.url) },
    rounds,
  );
  await server.stop();
  return { ...found, requests: requests.length };
}

/** Megabytes of the archives that are judged. */
const archiveMb = [1, 10];

/** Archives of real servers to judge as well, HAR files separated as the folders of PATH are. */
const namedArchives = (process.env.BENCH_ARCHIVES ?? '').split(path.delimiter).filter(Boolean);

/**
 * The requests of a whole run, recorded over and over until the archive is large enough, and the archives that are named,
 * judged beside a live run.
 */
async function archives() {
  const record = path.join(temporary(), 'requests.json');
  const recording = await start('0', record);
  await once(suite(recording.url, []));
  await recording.stop();
  const requests = JSON.parse(readFileSync(record, 'utf8'));
  const server = await start();
  const directory = temporary();
  const commands = { live: suite(server.url, []) };
  const sizes = {};
  const add = (name, file, size) => {
    sizes[name] = { name, ...size };
    const args = [executable, 'check', file, '--report-dir', `reports of ${name}`, '--quiet'];
    // What the recording cannot show is not verified, and a session that was used is one.
    commands[name] = { args, cwd: directory, codes: [0, 1, 4] };
  };
  for (const megabytes of archiveMb) {
    const file = path.join(directory, `${megabytes}-mb.har`);
    add(`made of the run, ${megabytes} MB`, file, await archive(requests, server.url, megabytes * 1e6, file));
  }
  for (const named of namedArchives) {
    const text = readFileSync(named, 'utf8');
    const { length: entries } = JSON.parse(text).log.entries;
    add(path.basename(named), path.resolve(named), { bytes: Buffer.byteLength(text), entries });
  }
  const { live, ...found } = await sideBySide(commands, rounds);
  await server.stop();
  return { live, found: Object.entries(found).map(([name, figures]) => ({ ...sizes[name], ...figures })) };
}

/** A server that takes 100 ms for each answer. */
async function withLatency() {
  const server = await start('100');
  const directory = temporary();
  const { suite: found } = await sideBySide({ suite: suite(server.url, [], directory) }, rounds);
  await server.stop();
  const { summary } = JSON.parse(readFileSync(path.join(directory, 'reports', 'report.json'), 'utf8'));
  return { ms: found.ms, requests: summary.requests };
}

/** Runs of ever more made-up checks. */
async function moreChecks(url) {
  const found = [];
  for (const count of [300, 3_000, 30_000]) {
    const command = madeUpSuite(url, count, 1);
    const { ms, peakMb } = await once(command);
    const size = (name) => statSync(path.join(command.cwd, 'reports', name)).size;
    found.push({ count, ms, peakMb, html: size('report.html'), json: size('report.json') });
  }
  return found;
}

/** A copy of the project that has so many checks more, in so many spec files, and runs those alone. */
function madeUpSuite(url, checks, files) {
  const copy = temporary();
  for (const name of ['bin', 'dist', 'docs', 'fixtures', 'requirements', 'schemas', 'package.json'])
    cpSync(path.join(project, name), path.join(copy, name), {
      recursive: true,
      // Code that was kept for the modules of the project is of no use to the copy.
      filter: (file) => path.basename(file) !== 'compiled',
    });
  symlinkSync(path.join(project, 'node_modules'), path.join(copy, 'node_modules'));
  for (let file = 1; file <= files; file += 1) {
    const first = Math.floor((checks * (file - 1)) / files) + 1;
    const last = Math.floor((checks * file) / files);
    writeFileSync(path.join(copy, 'dist', 'specs', `made-up-${file}.spec.js`), madeUp(first, last));
  }
  const command = suite(url, ['op.password/made-up-*']);
  return {
    ...command,
    args: [path.join(copy, 'bin', 'identity-conformance.js'), ...command.args.slice(1)],
  };
}

const madeUp = (first, last) => `
const { accepted, check, login, section } = require('../src/checks');
section('Made up ${first}', () => {
  for (let each = ${first}; each <= ${last}; each += 1)
    check('op.password', 'made up ' + each, { send: login(), expect: accepted() });
});
`;

/** One server under ever more names. */
async function moreTargets(url) {
  const found = [];
  for (const count of [1, 10, 100]) {
    const directory = temporary();
    const command = suite(url, ['op.*'], directory);
    const file = path.join(directory, 'identity.json');
    const { baseUrl, ...configuration } = JSON.parse(readFileSync(file, 'utf8'));
    const names = Array.from({ length: count }, (_, at) => [`target-${at + 1}`, { baseUrl }]);
    writeFileSync(file, JSON.stringify({ ...configuration, targets: Object.fromEntries(names) }));
    const { ms, peakMb } = await once({ ...command, args: [...command.args, '--jobs', String(jobs)] });
    found.push({ count, ms, peakMb, html: statSync(path.join(directory, 'reports', 'matrix.html')).size });
  }
  return found;
}

/** The suite as users start it, at default settings, with some checks or all. */
function suite(url, checks, directory = temporary()) {
  const { accounts, foreignTenantId } = embeddedConfiguration();
  const configuration = { baseUrl: url, accounts, foreignTenantId };
  writeFileSync(path.join(directory, 'identity.json'), JSON.stringify(configuration));
  const selection = checks.flatMap((id) => ['--check', id]);
  return {
    args: [executable, 'run', '--config', 'identity.json', '--seed', '1', '--quiet', ...selection],
    cwd: directory,
  };
}

function peer(name, own, url) {
  return require(`./peers/${name}`).prepare(own, url, temporary());
}

async function start(latencyMs = '0', record = '') {
  const child = spawn(process.execPath, [path.join(__dirname, 'server.js'), latencyMs, record], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  servers.add(child);
  const url = await new Promise((resolve) =>
    child.stdout.once('data', (chunk) => resolve(String(chunk).trim())),
  );
  const stop = () =>
    new Promise((resolve) => {
      child.once('close', resolve);
      child.kill('SIGTERM');
    });
  return { url, stop };
}

function machine() {
  const [cpu] = os.cpus();
  const memory = Math.round(os.totalmem() / 2 ** 30);
  return `${os.cpus().length} × ${cpu?.model ?? 'unknown processor'}, ${memory} GB, ${os.type()} ${os.release()}, Node.js ${process.versions.node}`;
}

main()
  .catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  })
  .finally(() => servers.forEach((server) => server.kill()));
