import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { respondRightly, faultyServer } from './faulty-server';
import { hookIn } from './hooks';
import { PageSection, rowOf, type Row } from './reliability-page';
import { reportsIn } from './reports-in';
import { runInTurn } from './run-in-turn';
import { only, runOfTheSuite, type Call, type Outcome, type Running } from './run-of-the-suite';

const page = new PageSection('Interrupts and disks');

/** Enough requests for an interrupt among them; without the checks for which a run counts all combinations first. */
const checks = only('op.*/json*', 'op.*/xml', 'tenant.exclusive/json-*', 'tenant.exclusive/xml-*');

/** Requests that are answered before the interrupt: twice as many as go out at once, so that some are judged. */
const answeredFirst = 16;

/** A run that is interrupted when so many requests were answered; the server stops answering then. */
async function interrupted(
  interrupt: (running: Running) => void,
  answered = answeredFirst,
): Promise<Outcome> {
  let running: Running | undefined;
  const server = await faultyServer(async (asked) => {
    if (asked.index < answered) return respondRightly(asked);
    if (asked.index === answered && running) interrupt(running);
  });
  const outcome = await runOfTheSuite({
    argv: ['run', '--base-url', server.url, ...checks],
    during: (started) => {
      running = started;
    },
  });
  await server.close();
  return outcome;
}

const interrupts: readonly (readonly [name: string, signal: NodeJS.Signals, answered: number])[] = [
  ['SIGINT, as Ctrl-C or a CI system sends it', 'SIGINT', answeredFirst],
  ['SIGTERM, as Ctrl-C or a CI system sends it', 'SIGTERM', answeredFirst],
  ['SIGINT before the first answer', 'SIGINT', 0],
];

for (const [name, signal, answered] of interrupts)
  page.row(name, async () => {
    const outcome = await interrupted(({ kill }) => kill(signal), answered);
    expect(outcome.exitCode).toBe(130);
    expect(outcome.reports).toBe('whole');
    if (answered > 0) expect(outcome.report?.summary.checks.passed).toBeGreaterThan(0);
    expect(outcome.stdout).toContain('The run was interrupted');
    expect(outcome.stderr).toBe('');
    return rowOf(name, 'The run was interrupted', outcome);
  });

/** A folder for reports that is there before the run and after it. */
async function inFolder(use: (folder: string) => Promise<Row>): Promise<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-disk-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function refused(name: string, said: string, exitCode: number, call: Omit<Call, 'argv'>): Promise<Row> {
  const run = call.command ? runOfTheSuite : runInTurn;
  const outcome = await run({ argv: ['run', ...checks], ...call });
  expect(outcome.stderr).toContain(said);
  expect(outcome.stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(outcome.exitCode).toBe(exitCode);
  expect(outcome.reports).toBe('none');
  // What was sent is not lost: its result is on the screen.
  if (exitCode === 5) expect(outcome.stdout).toContain('none failed');
  return rowOf(name, said, outcome);
}

page.row('A file may not grow as long as a report', () =>
  inFolder(async (folder) => {
    const shell = (words: readonly string[]) => [
      ...['bash', '-c', 'ulimit -f 16; exec "$@"', 'bash'],
      ...words,
    ];
    const name = 'A file may not grow as long as a report';
    const said = 'the file exceeds the size limit';
    const row = await refused(name, said, 5, { command: shell, reportDirectory: join(folder, 'reports') });
    expect(reportsIn(join(folder, 'reports'))).toBe('none');
    return row;
  }),
);

/** Words that call a shell which sees a disk of 64 kB at `$0`, and lists what lies on it in `$1` in the end. */
const onSmallDisk = [
  ...['unshare', '--mount', '--map-root-user', 'bash', '-c'],
  'mount -t tmpfs -o size=64k tmpfs "$0" || exit; listing=$1; shift; "$@"; code=$?; ls -A "$0" > "$listing"; exit $code',
];

/** A disk of its own, or, where a machine admits none, the device of the kernel that is always full. */
function fullDisk(folder: string, directory: string, listing: string): Omit<Call, 'argv'> {
  const [command = '', ...rest] = onSmallDisk;
  const probe = spawnSync(command, [...rest, directory, listing, 'true'], { timeout: 10_000 });
  if (probe.status === 0) return { command: (words) => [...onSmallDisk, directory, listing, ...words] };
  const hook = hookIn(
    folder,
    `if (request === 'node:fs/promises') {
      const loaded = load.call(this, request, parent, isMain);
      const open = (file, flags) => (/\\.part$/.test(file) ? loaded.open('/dev/full', 'w') : loaded.open(file, flags));
      return { ...loaded, open };
    }`,
  );
  const list = ['bash', '-c', 'listing=$1; shift; "$@"; code=$?; ls -A "$0" > "$listing"; exit $code'];
  return {
    command: (words) => [...list, directory, listing, ...words],
    environment: { NODE_OPTIONS: `--require ${hook} --require ${require.resolve('./peak-memory.js')}` },
  };
}

page.row('The disk is full', () =>
  inFolder(async (folder) => {
    const reportDirectory = join(folder, 'reports');
    const listing = join(folder, 'listing');
    mkdirSync(reportDirectory);
    const call = { ...fullDisk(folder, reportDirectory, listing), reportDirectory };
    const row = await refused('The disk is full', 'the disk is full; free some space', 5, call);
    expect(readFileSync(listing, 'utf8')).toBe('');
    return row;
  }),
);

page.row('The report directory lies where nobody can write', () => {
  const name = 'The report directory lies where nobody can write';
  return refused(name, 'cannot be written: permission is denied', 2, {
    reportDirectory: '/proc/self/reports',
  });
});

page.row('A folder has the name of a report', () =>
  inFolder(async (folder) => {
    mkdirSync(join(folder, 'summary.md'));
    const name = 'A folder has the name of a report';
    return refused(name, 'there is a directory of that name', 5, { reportDirectory: folder });
  }),
);

page.row('The report directory is a file', () =>
  inFolder(async (folder) => {
    writeFileSync(join(folder, 'reports'), '');
    const reportDirectory = join(folder, 'reports');
    return refused('The report directory is a file', 'is a file; name a directory', 2, { reportDirectory });
  }),
);

page.row('The report directory and those above it are missing', () =>
  inFolder(async (folder) => {
    const name = 'The report directory and those above it are missing';
    const reportDirectory = join(folder, 'a', 'b', 'c');
    const outcome = await runInTurn({ argv: ['run', ...checks], reportDirectory });
    expect([outcome.exitCode, outcome.reports]).toEqual([0, 'whole']);
    return rowOf(name, 'none failed', outcome);
  }),
);

page.row('Two runs write into one directory', () =>
  inFolder(async (folder) => {
    const run = () => runOfTheSuite({ argv: ['run', ...checks], reportDirectory: folder });
    const [one, other] = await Promise.all([run(), run()]);
    expect([one.exitCode, other.exitCode]).toEqual([0, 0]);
    // Whichever ends first may see the other write.
    const outcome = { ...one, reports: reportsIn(folder) };
    expect(outcome.reports).toBe('whole');
    return rowOf('Two runs write into one directory', 'none failed', outcome);
  }),
);

page.close();

test.concurrent('a second interrupt ends the run at once', async () => {
  const outcome = await interrupted(({ kill }) => {
    kill('SIGINT');
    kill('SIGTERM');
  });
  expect(outcome.exitCode).toBe(130);
});
