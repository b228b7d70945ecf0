import type { CheckResult } from '../../specs/vocabulary/result';
import { conclude, reopen, type RunOutcome } from '../../src/run/report/build';
import { worstOf } from '../../src/run/report/requirement-status';
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

test('the reason names what failed, or what to configure', () => {
  expect(report([passed, failed, elsewhere]).reason).toBe('1 of 2 checks in scope failed: b.two.');
  expect(report([passed, unverified]).reason).toBe(
    'Nothing failed, but 1 check could not be verified: Configure accounts.secondUser.',
  );
  expect(report([passed, should]).reason).toBe('All 2 checks in scope ran and none failed, with 1 warning.');
  expect(report([failed], stopped('unreachable')).reason).toBe(
    'It was unreachable. Before that, 1 of 1 check in scope failed: b.two.',
  );
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

test('the status of a requirement is the worst of its checks', () => {
  expect(worstOf(['passed', 'not-verified', 'failed'])).toBe('failed');
  expect(worstOf(['passed', 'warned', 'not-verified'])).toBe('not-verified');
  expect(worstOf(['passed', 'expected-failure'])).toBe('warned');
  expect(worstOf(['not-applicable', 'passed'])).toBe('passed');
  expect(worstOf(['not-applicable'])).toBe('not-applicable');
});
