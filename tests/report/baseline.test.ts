import { combinationsSpec } from '../../src/checks/combinations';
import { withBaseline, type BaselineEntry } from '../../src/run/baseline/baseline';
import { renderConsole } from '../../src/report/console';
import { toHtml } from '../../src/report/html/page';
import { toJson } from '../../src/report/json';
import { toJunit } from '../../src/report/junit/junit';
import type { Report, Stop } from '../../src/report/report';
import { toSummary } from '../../src/report/summary';
import { check, report } from './sample-report';

/** The day on which the sample run started is 2026-03-01. */
const run = (status: Parameters<typeof check>[1], other: Parameters<typeof report>[1] = {}): Report =>
  report([check('a.one/json'), check('b.two/json', status, { level: 'SHOULD' })], other);
const known = ['a.one/json', 'b.two/json', 'c.three/json', 'b.two/every-exchange'];

function judged(found: Report, entry: Partial<BaselineEntry> = {}): Report {
  const listed = { check: 'b.two/json', reason: 'Known as ID-7', place: 'baseline.yaml:4:3', ...entry };
  return withBaseline(found, [listed], known);
}

test('a listed check that fails is an expected failure, with its reason, in every report', () => {
  const expected = judged(run('failed'));
  expect(expected).toMatchObject({ verdict: 'conformant', exitCode: 0 });
  expect(expected.staleBaseline).toBeUndefined();
  expect(expected.summary.checks).toMatchObject({ failed: 0, expectedFailures: 1 });
  for (const text of [toJson, toHtml, toJunit, toSummary].map((to) => to(expected)))
    expect(text).toContain('Known as ID-7');
  const screen = renderConsole(expected, { colour: false, width: 100 });
  expect(screen).toContain('1 expected failure');
  expect(screen).toContain('Known as ID-7');
});

test.each([
  ['a check that passes', run('passed'), {}, 'b.two/json passes; remove the entry'],
  ['an id near another', run('passed'), { check: 'b.tow/json' }, 'write b.two/json if you mean that'],
  ['the id of a requirement', run('passed'), { check: 'b.two' }, 'b.two is a requirement; list its checks'],
  ['a date gone by', run('failed'), { until: '2026-02-28' }, 'should have been fixed by 2026-02-28'],
])('stale: %s', (_name, found, entry, sentence) => {
  const stale = judged(found, entry);
  expect(stale).toMatchObject({ verdict: 'non-conformant', exitCode: 1 });
  expect(stale.staleBaseline).toEqual([expect.stringMatching(/^baseline\.yaml:4:3: /)]);
  expect(stale.reason).toContain(sentence);
  for (const text of [toHtml, toJunit, toSummary].map((to) => to(stale)))
    expect(text).toContain('baseline.yaml:4:3');
});

test('a check of drawn requests that passes makes no entry stale, since another seed may show the failure', () => {
  const id = 'b.two/with-a-suffix';
  const found = (status: 'passed' | 'failed') =>
    report([check(id, status, { spec: combinationsSpec }), check('a.one/json')], { seed: 7 });
  const listed = [{ check: id, reason: 'ID-7', place: 'baseline.yaml:4:3' }];
  expect(withBaseline(found('failed'), listed, [id])).toMatchObject({ exitCode: 0 });
  const passing = withBaseline(found('passed'), listed, [id]);
  expect(passing).toMatchObject({ exitCode: 0, verdict: 'conformant' });
  expect(passing.staleBaseline).toBeUndefined();
  const sentence = `baseline.yaml:4:3: ${id} passes with seed 7`;
  expect(passing.baselineNotes).toEqual([expect.stringContaining(sentence)]);
  const screen = renderConsole(passing, { colour: false, width: 120 });
  for (const text of [toHtml(passing), toSummary(passing), screen])
    expect(text).toContain('passes with seed 7');
  const overdue = withBaseline(
    found('passed'),
    listed.map((entry) => ({ ...entry, until: '2026-02-28' })),
    [id],
  );
  expect(overdue.staleBaseline).toEqual([expect.stringContaining('should have been fixed')]);
});

test('without a seed nothing was drawn, and an entry whose check passes is stale', () => {
  const id = 'b.two/every-exchange';
  const found = report([check(id, 'passed', { spec: combinationsSpec })]);
  expect(judged(found, { check: id }).staleBaseline).toHaveLength(1);
});

test('the last day still counts, and a failure after it is no longer expected', () => {
  expect(judged(run('failed'), { until: '2026-03-01' }).exitCode).toBe(0);
  expect(judged(run('failed'), { until: '2026-02-28' }).summary.checks.failed).toBe(1);
});

test('a listed check of which the run says neither pass nor failure leaves the entry alone', () => {
  for (const status of ['not-verified', 'not-applicable', 'warned'] as const) {
    const found = run(status);
    expect(judged(found)).toEqual(found);
  }
  expect(judged(run('passed'), { check: 'c.three/json' }).exitCode).toBe(0);
});

test('a warning is expected where it would fail the run', () => {
  expect(run('warned', { strict: true }).exitCode).toBe(1);
  expect(judged(run('warned', { strict: true }))).toMatchObject({
    exitCode: 0,
    summary: { checks: { expectedFailures: 1 } },
  });
});

test.each(['interrupted', 'unreachable', 'suite-error', 'not-identity'] as const)(
  'a run that ended early makes no entry stale: %s',
  (kind) => {
    const stopped: Stop = { kind, message: 'It ended.' };
    const found = run('passed', { stopped });
    for (const entry of [{}, { check: 'nothing' }, { until: '2020-01-01' }])
      expect(judged(found, entry)).toEqual(found);
  },
);

const received: readonly (readonly [accepted: string, now: object, says: string | undefined])[] = [
  ['401', { received: '401 with the fault unauthorized' }, undefined],
  [
    '401',
    { received: '200 with an access object' },
    'The baseline accepts 401; the run received 200, worse than accepted.',
  ],
  ['401', { received: '500 with an HTML page' }, 'worse than accepted'],
  ['200', { received: '403 with the fault forbidden' }, 'which differs from what was accepted'],
  ['shape', { received: '"7"', path: 'access.token.id' }, undefined],
  ['shape', { received: '200 with an access object' }, 'worse than accepted'],
  ['no answer', { message: 'There was no response.' }, undefined],
  ['400', { received: '400' }, undefined],
];

test('an entry that does not say what was received covers no acceptance', () => {
  const found = (received: string) =>
    report([check('b.two/json', 'failed', { message: 'It is wrong.', received })]);
  for (const refused of [
    '401 with the fault unauthorized',
    '200 with an empty body',
    '"7"',
    '500 with an HTML page',
  ])
    expect(judged(found(refused)).exitCode).toBe(0);
  const letIn = judged(found('200 with an access object'));
  expect(letIn.exitCode).toBe(1);
  expect(letIn.checks[0]?.message).toContain('worse than accepted unless the entry says "received: 200"');
  expect(judged(found('200 with an access object'), { received: '200' }).exitCode).toBe(0);
});

test.each(received)(
  'where %s was accepted, %j is an expected failure or says what is other',
  (accepted, now, says) => {
    const found = report([check('b.two/json', 'failed', { message: 'It is wrong.', ...now })]);
    const after = judged(found, { received: accepted });
    expect(after.checks[0]?.status).toBe(says === undefined ? 'expected-failure' : 'failed');
    expect(after.exitCode).toBe(says === undefined ? 0 : 1);
    if (says !== undefined) expect(after.checks[0]?.message).toContain(says);
    expect(after.staleBaseline).toBeUndefined();
  },
);
