import { ReportDefect, toJson, violationsOf } from '../../src/report/json';
import { check, exchange, hostileReport, report } from './sample-report';

test('reports of every kind keep the published schema', () => {
  const reports = [
    report([check('a.one/json')], { exchanges: [exchange('x1')] }),
    report([], { stopped: { kind: 'unreachable', message: 'Nobody answers.' } }),
    report([check('a.one/json')], {
      exchanges: [exchange('x1', '', { response: undefined, failure: 'connection refused' })],
      wrongAttempts: { alice: 2 },
    }),
    hostileReport({ strict: true }),
  ];
  for (const one of reports) expect(violationsOf(JSON.parse(toJson(one)))).toEqual([]);
});

test('a report that breaks it is a defect, told by its place', () => {
  const good = report([check('a.one/json')]);
  const bad = { ...good, checks: good.checks.map((one) => ({ ...one, durationMs: -1 })) };
  expect(() => toJson(bad)).toThrow(ReportDefect);
  expect(() => toJson(bad)).toThrow('/checks/0/durationMs');
});

test('the file holds what the server sent, to the character', () => {
  const sent = hostileReport();
  expect((JSON.parse(toJson(sent)) as typeof sent).exchanges[0]?.response?.body).toBe(
    sent.exchanges[0]?.response?.body,
  );
});
