import type { CheckResult } from '../../src/checks/check';
import { renderConsole } from '../../src/report/console';
import { toHtml } from '../../src/report/html/page';
import { toSummary } from '../../src/report/summary';
import { conclude, reopen, type RunOutcome } from '../../src/report/verdict/build';
import { check, report, requirement } from './sample-report';

const passed = check('a.one/json');
const failed = check('b.two/json', 'failed');
const should = check('c.three/json', 'warned', { level: 'SHOULD' });
const tolerated = check('d.four/json', 'warned', { level: 'MUST' });
const may = check('e.five/json', 'warned', { level: 'MAY' });
const unverified = check('f.six/json', 'not-verified', { message: 'Configure accounts.secondUser.' });
const elsewhere = check('g.seven/json', 'not-applicable');
const stopped = (
  kind: 'unreachable' | 'suite-error' | 'interrupted' | 'not-identity',
): Partial<RunOutcome> => ({
  stopped: { kind, message: `It was ${kind}` },
});

test.each<[string, CheckResult[], Partial<RunOutcome>, string, number]>([
  ['all passed', [passed, elsewhere], {}, 'conformant', 0],
  ['a failed MUST', [passed, failed], {}, 'non-conformant', 1],
  ['a failed MUST, incomplete allowed', [failed, unverified], { allowIncomplete: true }, 'non-conformant', 1],
  ['a warned SHOULD', [passed, should], {}, 'conformant', 0],
  ['a warned SHOULD, strict', [passed, should], { strict: true }, 'non-conformant', 1],
  ['a tolerated deviation', [passed, tolerated], {}, 'conformant', 0],
  ['a tolerated deviation, strict', [passed, tolerated], { strict: true }, 'non-conformant', 1],
  ['a warned MAY, strict', [passed, may], { strict: true }, 'conformant', 0],
  ['not verified', [passed, unverified], {}, 'incomplete', 4],
  ['not verified, allowed', [passed, unverified], { allowIncomplete: true }, 'incomplete', 0],
  ['no checks', [], {}, 'incomplete', 4],
  ['no checks, allowed', [], { allowIncomplete: true }, 'incomplete', 4],
  ['nothing but gaps, allowed', [unverified], { allowIncomplete: true }, 'incomplete', 4],
  ['nothing that applies', [elsewhere], {}, 'incomplete', 4],
  ['unreachable', [], stopped('unreachable'), 'unreachable', 3],
  ['unreachable after a failure', [failed], stopped('unreachable'), 'unreachable', 3],
  ['a defect of the suite', [failed], stopped('suite-error'), 'suite-error', 5],
  ['interrupted', [passed], stopped('interrupted'), 'incomplete', 130],
  ['interrupted after a failure', [failed], stopped('interrupted'), 'non-conformant', 130],
  ['another service', [], stopped('not-identity'), 'non-conformant', 1],
])('%s', (_name, checks, options, verdict, exitCode) => {
  expect(report(checks, options)).toMatchObject({ verdict, exitCode });
});

test('a requirement in scope without a check is a gap, out of scope or excluded it is none', () => {
  const one = requirement('a.one');
  const gap = report([passed], { requirements: [one, requirement('x.lost')] });
  expect(gap).toMatchObject({ verdict: 'incomplete', exitCode: 4 });
  expect(gap.reason).toContain('x.lost');
  const none = report([passed], {
    requirements: [
      one,
      requirement('x.other', { profile: 'xml' }),
      requirement('x.excluded', { excluded: 'Nobody can see it.' }),
    ],
  });
  expect(none.exitCode).toBe(0);
  expect(none.requirements.map(({ status }) => status)).toEqual([
    'passed',
    'not-applicable',
    'not-applicable',
  ]);
});

test.each<[string, CheckResult[], Partial<RunOutcome>, string]>([
  ['one check', [passed], {}, 'The only check in scope ran and none failed.'],
  [
    'several checks',
    [passed, should, elsewhere],
    {},
    'All 2 checks in scope ran and none failed, with 1 warning.',
  ],
  [
    'a MAY that passed',
    [passed, check('e.five/json', 'passed', { level: 'MAY' })],
    {},
    'All 2 checks in scope ran and none failed.',
  ],
  ['a MAY', [passed, may], {}, 'All 2 checks in scope ran and none failed, with 1 note.'],
  [
    'warnings of every level',
    [passed, should, tolerated, may],
    {},
    'All 4 checks in scope ran and none failed, with 2 warnings, 1 note.',
  ],
  [
    'strict',
    [passed, should, failed],
    { strict: true },
    '2 of 3 checks in scope failed (strict: warnings count): b.two, c.three.',
  ],
  ['strict, with no warning', [passed, failed], { strict: true }, '1 of 2 checks in scope failed: b.two.'],
  [
    'a requirement that failed twice',
    [failed, check('b.two/xml', 'failed')],
    {},
    '2 of 2 checks in scope failed: b.two.',
  ],
  [
    'more failures than a sentence can name',
    ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id) => check(`${id}/json`, 'failed')),
    {},
    '7 of 7 checks in scope failed: a, b, c, d, e and 2 more.',
  ],
  ['nothing selected', [], {}, 'Nothing was checked; widen the selection or the profiles.'],
  ['nothing verified', [unverified], {}, 'Nothing was checked: Configure accounts.secondUser.'],
  [
    'gaps that were allowed',
    [passed, unverified],
    { allowIncomplete: true },
    'Nothing failed, but 1 check could not be verified: Configure accounts.secondUser. This was allowed.',
  ],
  [
    'a gap of both kinds',
    [passed, unverified],
    { requirements: ['a.one', 'f.six', 'x.lost'].map((id) => requirement(id)) },
    'Nothing failed, but 1 check could not be verified: Configure accounts.secondUser. ' +
      'Besides, no check ran for 1 requirement in scope: x.lost.',
  ],
  [
    'requirements without a check',
    [passed],
    { requirements: ['a.one', 'x.1', 'x.2', 'x.3', 'x.4', 'x.5', 'x.6'].map((id) => requirement(id)) },
    'Nothing failed, but no check ran for 6 requirements in scope: x.1, x.2, x.3, x.4, x.5 and 1 more.',
  ],
  [
    'several reasons, the most frequent first',
    [passed, ...unverifiedFor('First.', 'Second.', 'Second.')],
    {},
    'Nothing failed, but 3 checks could not be verified: Second (2); First (1).',
  ],
  [
    'as many reasons as a sentence can name',
    [passed, ...unverifiedFor('First.', 'Second.', 'Third.')],
    {},
    'Nothing failed, but 3 checks could not be verified: First (1); Second (1); Third (1).',
  ],
  [
    'more reasons than a sentence can name',
    [passed, ...unverifiedFor('First.', 'Second.', 'Third.', 'Fourth.', 'Fifth.')],
    {},
    'Nothing failed, but 5 checks could not be verified: First (1); Second (1); Third (1); and 2 further reasons.',
  ],
  ['interrupted', [passed], stopped('interrupted'), 'It was interrupted.'],
  [
    'unreachable after a failure',
    [failed],
    stopped('unreachable'),
    'It was unreachable. Before that, 1 of 1 check in scope failed: b.two.',
  ],
])('the reason for the verdict: %s', (_name, checks, options, reason) => {
  expect(report(checks, options).reason).toBe(reason);
});

function unverifiedFor(...messages: string[]): CheckResult[] {
  return messages.map((message, index) => check(`u.${index}/json`, 'not-verified', { message }));
}

test('a stale baseline fails the run, also one that ended early, and is told after the failures', () => {
  const staleBaseline = ['a.one/json passes', 'h.eight/json is unknown'];
  const stale = conclude({ ...reopen(report([passed])), staleBaseline });
  expect(stale.reason).toBe('a.one/json passes. h.eight/json is unknown.');
  const both = conclude({ ...reopen(report([passed, failed])), staleBaseline });
  expect(both.reason).toBe(
    '1 of 2 checks in scope failed: b.two. a.one/json passes. h.eight/json is unknown.',
  );
  const many = conclude({
    ...reopen(report([passed])),
    staleBaseline: [...'1234567'].map((n) => `a.${n} passes`),
  });
  expect(many.reason).toBe(
    'a.1 passes. a.2 passes. a.3 passes. And 4 more entries of the baseline are stale.',
  );
  for (const text of [renderConsole(many, { colour: false, width: 80 }), toSummary(many), toHtml(many)])
    expect(text).toContain('a.7 passes');
  const interrupted = conclude({ ...reopen(report([passed], stopped('interrupted'))), staleBaseline });
  expect(interrupted).toMatchObject({
    verdict: 'non-conformant',
    exitCode: 130,
    reason: 'It was interrupted.',
  });
});

test('expected failures alone are a run, and the reason counts them', () => {
  const draft = reopen(report([failed]));
  const checks = draft.checks.map((one) => ({ ...one, status: 'expected-failure' as const }));
  expect(conclude({ ...draft, checks })).toMatchObject({
    verdict: 'conformant',
    exitCode: 0,
    reason: 'The only check in scope ran and none failed, with 1 failure that the baseline expects.',
  });
});

test('warnings alone are a run', () => {
  expect(report([should])).toMatchObject({ verdict: 'conformant', exitCode: 0 });
});

test('a baseline changes the checks of a report, and the verdict follows', () => {
  const draft = reopen(report([passed, failed]));
  const checks = draft.checks.map((one) =>
    one.status === 'failed'
      ? { ...one, status: 'expected-failure' as const, expectedBecause: 'ISSUE-1' }
      : one,
  );
  const expected = conclude({ ...draft, checks });
  expect(expected).toMatchObject({ verdict: 'conformant', exitCode: 0 });
  expect(expected.summary.checks).toMatchObject({ failed: 0, expectedFailures: 1, passed: 1 });
  const stale = conclude({
    ...draft,
    checks,
    staleBaseline: ['a.one/json passes: take it out of the baseline'],
  });
  expect(stale).toMatchObject({ verdict: 'non-conformant', exitCode: 1 });
  expect(stale.reason).toContain('take it out of the baseline.');
});

test('a finished report opened and concluded again is the same', () => {
  const before = report([passed, failed, unverified], { wrongAttempts: { alice: 1 } });
  expect(conclude(reopen(before))).toEqual(before);
});
