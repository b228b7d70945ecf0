import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toJson } from '../../src/report/json';
import type { Report } from '../../src/report/report';
import { embeddedConfiguration } from '../../src/server';
import { check, report } from '../report/sample-report';
import { statusFor } from '../server/status-for';
import { responseOf } from './faulty-server';
import { PageSection, rowOf } from './reliability-page';
import { runAgainst, runInTurn } from './run-in-turn';
import { controlCharacters, only, runOfTheSuite } from './run-of-the-suite';

const page = new PageSection('Outputs and inputs');

const folder = mkdtempSync(join(tmpdir(), 'conformance-inputs-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const hostile =
  'x\n::set-env name=PATH::/tmp/evil\n##[add-path]/tmp\n\u001b[31m\u0007</script>]]><testsuite id="checks">';

/** A report that somebody else wrote, every text of which is meant for a terminal, a workflow or a browser. */
function foreignReport(name: string): string {
  const failed = check('a.one/x', 'failed', { message: hostile, received: hostile, path: hostile });
  const foreign: Report = {
    ...report([failed]),
    suite: { name: hostile, version: hostile },
    target: { baseUrl: hostile, embedded: false },
  };
  return file(name, toJson(foreign));
}

const reportsOfOthers = 'diff of reports with workflow commands, escapes and markup in every text';

page.row(reportsOfOthers, async () => {
  const said = 'No difference';
  const reports = [foreignReport('a.json'), foreignReport('b.json')];
  const outcome = await runOfTheSuite({
    argv: ['diff', ...reports],
    environment: { GITHUB_ACTIONS: 'true' },
  });
  expect(outcome.stdout).toContain(said);
  // Workflow commands are obeyed nowhere in between.
  expect(outcome.stdout).toMatch(/^::stop-commands::([\w-]+)\n[^]*\n::\1::\n$/);
  expect(outcome.stdout + outcome.stderr).not.toMatch(controlCharacters);
  expect(outcome.exitCode).toBe(0);
  return rowOf(reportsOfOthers, said, outcome);
});

const linking =
  'www.evil.example mallory@evil.example @everyone #1 GH-1 http://evil.example [text](//evil.example)';

page.row('Links, mails, mentions and numbers of issues in the text of a fault', async () => {
  const name = 'Links, mails, mentions and numbers of issues in the text of a fault';
  const said = 'checks in scope failed';
  const fault = JSON.stringify({ badRequest: { code: linking, message: linking } });
  const reportDirectory = join(folder, 'linking');
  const outcome = await runAgainst(
    ({ socket }) => void socket.write(responseOf(400, fault)),
    only('op.*', 'fault.schema/*'),
    { reportDirectory },
  );
  expect(outcome.report?.reason).toContain(said);
  expect(readFileSync(join(reportDirectory, 'summary.md'), 'utf8')).not.toMatch(
    /\bwww\.|\w@\w|(?:^|[^\w/])@\w|(?:^|[^\w&])#\d|\bGH-\d|:\/\/evil|\]\(\/\/evil/,
  );
  expect(outcome.exitCode).toBe(1);
  return rowOf(name, said, outcome);
});

page.row('A header named `__proto__`, and one named `constructor`', async () => {
  const name = 'A header named `__proto__`, and one named `constructor`';
  const said = 'checks in scope failed';
  const response = responseOf(400, '{', { __proto__x: 'a', constructor: 'b' })
    .toString('latin1')
    .replace('__proto__x', '__proto__');
  const outcome = await runAgainst(({ socket }) => void socket.write(response), only('op.*'));
  const headers = outcome.report?.exchanges[0]?.response?.headers ?? {};
  expect(Object.entries(headers)).toEqual(
    expect.arrayContaining([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]),
  );
  expect(outcome.report?.reason).toContain(said);
  expect(outcome.exitCode).toBe(1);
  return rowOf(name, said, outcome);
});

const aliases = [
  'a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]',
  ...'bcdefgh'
    .split('')
    .map((each, at) => `${each}: &${each} [${Array(10).fill(`*${'abcdefg'[at]}`).join(', ')}]`),
];
const { user } = embeddedConfiguration().accounts;

const inputs: readonly (readonly [name: string, fileName: string, text: string, said: string])[] = [
  [
    'A configuration whose YAML aliases multiply each other to 100 million values',
    'bomb.yaml',
    `${aliases.join('\n')}\n`,
    'YAML aliases repeat values more than 100 times',
  ],
  [
    'A configuration with an alias that contains itself',
    'cycle.yaml',
    'accounts: &a\n  user: *a\n',
    'stands within the value that it repeats',
  ],
  [
    'A configuration of 30,000 unknown members',
    'unknown.yaml',
    Array.from({ length: 30_000 }, (_, at) => `m${at}: 1\n`).join(''),
    'm0 is not known',
  ],
  [
    'A configuration with a control character in a user name',
    'control.json',
    JSON.stringify({ accounts: { user: { ...user, username: 'a\u0007b' } } }),
    'contains a control character',
  ],
];

for (const [name, fileName, text, said] of inputs)
  page.row(name, async () => {
    const argv = ['run', '--base-url', 'http://127.0.0.1:9', '--config', file(fileName, text)];
    const outcome = await runInTurn({ argv });
    expect(outcome.stderr).toContain(said);
    expect(outcome.stderr).toContain(fileName);
    expect(outcome.stderr.split('\n').length).toBeLessThan(30);
    expect(outcome.exitCode).toBe(2);
    expect(outcome.reports).toBe('none');
    return rowOf(name, said, outcome);
  });

page.row('serve asked for under the name of another host', async () => {
  const name = 'serve asked for under the name of another host';
  const said = 'baseUrl:';
  let status: number | undefined;
  const outcome = await runOfTheSuite({
    argv: ['serve', '--port', '0'],
    during: async ({ printed, kill }) => {
      const [url = ''] = await printed(/http:\/\/\S+?:\d+/);
      status = await statusFor(url, 'evil.example');
      kill('SIGTERM');
    },
  });
  expect(status).toBe(421);
  expect(outcome.stdout).toContain(said);
  expect(outcome.exitCode).toBe(0);
  return rowOf(name, said, outcome);
});

page.close();
