import {
  countChecks,
  countRequirements,
  failsTheRun,
  spanOf,
  worstOf,
} from '../../src/report/verdict/counts';

test('a failure fails the run at any level, a warning only under strict and never that of a MAY', () => {
  for (const level of ['MUST', 'SHOULD', 'MAY'] as const)
    for (const strict of [false, true]) {
      expect(failsTheRun({ status: 'failed', level }, strict)).toBe(true);
      expect(failsTheRun({ status: 'warned', level }, strict)).toBe(strict && level !== 'MAY');
      for (const status of ['passed', 'not-verified', 'not-applicable', 'expected-failure'] as const)
        expect(failsTheRun({ status, level }, strict)).toBe(false);
    }
});

test('every status is counted by itself', () => {
  const statuses = [
    'passed',
    ...['failed', 'failed'],
    ...['warned', 'warned', 'warned'],
    ...Array.from({ length: 4 }, () => 'not-verified' as const),
    ...Array.from({ length: 5 }, () => 'not-applicable' as const),
  ] as const;
  const counts = { total: 15, passed: 1, failed: 2, warned: 3, notVerified: 4, notApplicable: 5 };
  const items = statuses.map((status) => ({ status }));
  expect(countRequirements(items)).toEqual(counts);
  expect(countChecks([...items, { status: 'expected-failure' }])).toEqual({
    ...counts,
    total: 16,
    expectedFailures: 1,
  });
});

test('the status of a requirement is the worst of its checks', () => {
  expect(worstOf(['passed', 'not-verified', 'failed'])).toBe('failed');
  expect(worstOf(['passed', 'warned', 'not-verified'])).toBe('not-verified');
  expect(worstOf(['passed', 'expected-failure'])).toBe('warned');
  expect(worstOf(['not-applicable', 'passed'])).toBe('passed');
  expect(worstOf(['passed', 'warned', 'not-applicable'])).toBe('warned');
  expect(worstOf(['not-applicable'])).toBe('not-applicable');
  expect(worstOf([])).toBe('not-applicable');
});

test('several runs take from the start of the first to the end of the last, in whatever order they are', () => {
  const at = (start: number, end: number) => ({
    startedAt: `2026-03-0${start}`,
    finishedAt: `2026-03-0${end}`,
  });
  expect(spanOf([at(2, 3), at(1, 8), at(4, 7)])).toEqual(at(1, 8));
  expect(spanOf([])).toEqual({ startedAt: '', finishedAt: '' });
});
