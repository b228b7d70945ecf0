import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../../src/report/report';
import { toJson } from '../../src/report/json';
import { check, report } from '../report/sample-report';
import { controlCharacters } from '../reliability/run-of-the-suite';
import { call } from './captured-io';

const command = '::set-env name=PATH::/tmp/evil';
const hostile = `x\n${command}\n##[add-path]/tmp\n\u001b[31m\u0007`;
const ofOthers: Report = {
  ...report([check('a.one/x', 'failed', { message: hostile, received: hostile })]),
  suite: { name: hostile, version: hostile },
  target: { baseUrl: hostile, embedded: false },
};

function folderWith(reports: Readonly<Record<string, Report>>): string {
  const cwd = mkdtempSync(join(tmpdir(), 'workflow-'));
  for (const [name, each] of Object.entries(reports)) writeFileSync(join(cwd, name), toJson(each));
  return cwd;
}

/** What of an output GitHub Actions would obey: lines outside of a part in which it is told to stop. */
function obeyed(output: string): string[] {
  let stopped: string | undefined;
  return output.split('\n').filter((line) => {
    const stop = /^::stop-commands::(.*)$/.exec(line)?.[1];
    if (stopped === undefined && stop !== undefined) stopped = stop;
    else if (stopped !== undefined && line === `::${stopped}::`) stopped = undefined;
    else return stopped === undefined && /^\s*::|##\[/.test(line);
    return false;
  });
}

test.each([
  ['diff --markdown', ['diff', 'before.json', 'after.json', '--markdown']],
  ['merge', ['merge', 'before.json', 'after.json', '--no-color']],
])('%s of foreign reports obeys nothing in them and sends nothing to the terminal', async (_name, argv) => {
  const before = { ...report([check('a.one/x', 'passed')]), target: ofOthers.target };
  const cwd = folderWith({ 'before.json': before, 'after.json': ofOthers });
  const { stdout, stderr } = await call(argv, { cwd, env: { GITHUB_ACTIONS: 'true' } });
  expect(obeyed(stdout).filter((line) => !/^::(?:error|warning) title=/.test(line))).toEqual([]);
  expect(obeyed(stderr)).toEqual([]);
  expect(stdout + stderr).not.toMatch(controlCharacters);
});

test('doctor obeys nothing that a server sends', async () => {
  const { stdout } = await call(['doctor', '--no-color'], { env: { GITHUB_ACTIONS: 'true' } });
  expect(stdout).toMatch(/^::stop-commands::[\w-]+\n/);
  expect(obeyed(stdout)).toEqual([]);
});
