import type { Report } from '../../src/report/report';
import { faults } from '../../src/server/faults';
import { judge } from './deviating';

/** The report of a run of the generated checks alone against a server with a fault. */
async function judged(faultName: string, ...argv: readonly string[]): Promise<Report> {
  const fault = faults.find(({ name }) => name === faultName);
  const { report } = await judge(
    (standard) => fault?.deviate(standard) ?? standard,
    '--check',
    'generated.*',
    ...argv,
  );
  return report;
}

const found = (report: Report) => report.checks.find(({ id }) => id === 'generated.status/json');
const bodyShown = (report: Report) =>
  report.exchanges.find(({ id }) => id === found(report)?.exchanges[0])?.request.body;

test('a body that crashes the server is found, shrunk, and made again by its seed', async () => {
  const first = await judged('unknown-json-member-crashes', '--seed', '1');
  expect(found(first)).toMatchObject({ status: 'failed' });
  expect(found(first)?.message).toContain('--seed 1');
  expect(bodyShown(first)).toMatch(/"x-/);
  expect(bodyShown(first)?.length).toBeLessThan(600);

  const again = await judged('unknown-json-member-crashes', '--seed', '1');
  expect(bodyShown(again)).toBe(bodyShown(first));
});

test('--fuzz bounds the generated requests', async () => {
  const { summary, checks, seed } = await judged('none', '--fuzz', '10');
  expect(seed).toEqual(expect.any(Number));
  expect(summary.requests).toBeLessThanOrEqual(1 + 10);
  expect(checks.map(({ status }) => status)).toEqual(Array(5).fill('passed'));
});

test('without generated requests their checks do not pass for nothing', async () => {
  const { checks } = await judged('none', '--fuzz', '0');
  expect(new Set(checks.map(({ status }) => status))).toEqual(new Set(['not-applicable']));
});
