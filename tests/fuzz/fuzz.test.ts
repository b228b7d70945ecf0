import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { responseOf } from '../reliability/faulty-server';
import { only } from '../reliability/run-of-the-suite';
import { passcodes, secrets } from '../secrets/embedded-secrets';
import { coveredNotations } from '../secrets/notations';
import { bytesOf, messageOf } from './message';
import { editsFor } from './plan';
import { problemsOf, type Judged } from './problems';
import { round } from './round';

/** Without the checks over every exchange, for which a run sends most requests. */
const someOfAll = only('op.*/json*', 'op.*/xml*', 'access.*/op-*', 'tenant.*/*-password-*', 'status.*/json*');

test('a round with a fixed seed finds nothing', async () => {
  const kept = mkdtempSync(join(tmpdir(), 'conformance-fuzz-test-'));
  const { problems, changed, sent, exitCode } = await round(11, kept, someOfAll);
  rmSync(kept, { recursive: true });
  expect(problems).toEqual([]);
  // Much of it was wrong, and the run got to its end nevertheless.
  expect(changed).toBeGreaterThan(sent / 10);
  expect(exitCode).toBe(1);
});

describe('a response', () => {
  const bodies = {
    'application/json': '{"access":{"token":{"id":"a","expires":"b"},"user":{"roles":[{"id":"1"}]}}}',
    'application/xml':
      '<access xmlns="urn:a"><token id="a"/><user><roles><role id="1"/></roles></user></access>',
  };

  test.each(Object.entries(bodies))('of %s is changed by its seed alone', (type, body) => {
    const right = responseOf(200, body, { 'Content-Type': type });
    const changedBy = (seed: number) => {
      const message = messageOf(right);
      const plan = { share: 1, kinds: ['structure', 'bytes', 'head', 'framing'] } as const;
      return bytesOf(editsFor(message, plan, seed).reduce((each, { change }) => change(each), message));
    };
    const seeds = Array.from({ length: 300 }, (_, seed) => seed);
    const changed = new Set(seeds.map((seed) => changedBy(seed).toString('latin1')));
    expect(changed.size).toBeGreaterThan(250);
    expect(seeds.filter((seed) => !changed.has(changedBy(seed).toString('latin1')))).toEqual([]);
  });

  test('that no edit changes is the right one, byte for byte', () => {
    const right = responseOf(200, bodies['application/json'], { Vary: 'Accept' });
    expect(bytesOf(messageOf(right)).toString().split('\r\n').sort()).toEqual(
      right.toString().split('\r\n').sort(),
    );
  });
});

describe('a defect is found', () => {
  const right: Judged = {
    ...{ exitCode: 1, signal: null, seconds: 5, megabytes: 150, reports: 'whole' },
    ...{ stdout: '3 of 9 checks in scope failed\n', stderr: '' },
  };

  test('and nothing is where there is none', () => {
    expect(problemsOf(right, { 'report.json': '{"password":"[masked accounts.user.password]"}' })).toEqual(
      [],
    );
  });

  test.each<[string, Partial<Judged>, string]>([
    ['exit code 5', { exitCode: 5 }, 'exit code 5'],
    ['exit code 2', { exitCode: 2 }, 'exit code 2'],
    ['an end from outside', { exitCode: null, signal: 'SIGKILL' }, 'was ended by SIGKILL after 5.0 s'],
    ['a warning of Node.js', { stderr: '(node:1) Warning' }, 'stderr: (node:1) Warning'],
    ['reports that are not whole', { reports: 'broken: ends early' }, 'reports: broken: ends early'],
    ['much memory', { megabytes: 401 }, 'held 401 MB'],
    ['a run that takes long', { seconds: 121 }, 'took 121.0 s'],
    ['a sequence for a terminal', { stdout: '\x1b[31m' }, 'stdout holds control characters'],
    ['a passcode', { stdout: `a ${passcodes[0]} b` }, `stdout holds "${passcodes[0]}"`],
  ])('%s', (_name, wrong, problem) => {
    expect(problemsOf({ ...right, ...wrong }, {})).toEqual([problem]);
  });

  test('each secret in each notation, as it is, in JSON and in HTML', () => {
    const html = (text: string) => text.replace(/[&<>"']/g, (each) => `&#${each.charCodeAt(0)};`);
    const missed = secrets.flatMap((secret) =>
      coveredNotations.flatMap(({ write }) =>
        [write(secret), JSON.stringify(write(secret)), html(write(secret))].filter(
          (text) => problemsOf(right, { 'report.html': `<p>${text}</p>` }).length === 0,
        ),
      ),
    );
    expect(missed).toEqual([]);
  });
});
