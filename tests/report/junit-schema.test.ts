import { readFileSync } from 'node:fs';
import { libxml } from '../../src/contract/xml/binding';
import { inProject } from '../../src/contract/package-files';
import { conclude, reopen } from '../../src/report/verdict/build';
import { toJunit } from '../../src/report/junit/junit';
import type { Report } from '../../src/report/report';
import { check, hostileReport, report } from './sample-report';

const schema = readFileSync(inProject('tests', 'report', 'xunit.xsd'), 'utf8');

function problemsOf(text: string): string[] {
  const document = libxml().parseXml(text);
  return document.validate(libxml().parseXml(schema))
    ? []
    : document.validationErrors.map(({ message }) => message.trim());
}

const mixed = report([
  check('a.one/json'),
  check('a.two/json', 'failed'),
  check('a.three/json', 'warned', { level: 'SHOULD', spec: 'specs/faults.spec.ts' }),
  check('a.four/json', 'not-verified'),
  check('a.five/json', 'not-applicable'),
]);

const expected = conclude({
  ...reopen(mixed),
  checks: mixed.checks.map((one) =>
    one.status === 'failed'
      ? { ...one, status: 'expected-failure' as const, expectedBecause: 'known ]]> \u0000 \ud800' }
      : one,
  ),
  staleBaseline: ['b.two is unknown'],
});

const stopped = { kind: 'unreachable', message: 'Nobody \u001b[31manswers\u0000.' } as const;
const reports: readonly (readonly [string, Report])[] = [
  ['of every status', mixed],
  ['that is strict', conclude({ ...reopen(mixed), strict: true })],
  ['with an expected failure and a stale baseline', expected],
  ['that reached nobody', report([], { stopped })],
  ['that checked nothing', report([])],
  ['of hostile responses', hostileReport()],
  ['that ended early on hostile responses', hostileReport({ stopped })],
];

test.each(reports)('a run %s is valid for strict readers, without a control character', (_name, of) => {
  const text = toJunit(of);
  expect(problemsOf(text)).toEqual([]);
  expect(text).not.toMatch(/[^\P{Cc}\t\n]|\p{Surrogate}|[\ufffe\uffff]/u);
});

test('the schema refuses what strict readers refuse', () => {
  const text = toJunit(mixed);
  for (const [from, to] of [
    ['<skipped message="', '<skipped reason="'],
    [' time="', ' time="about '],
    [' file="', ' path="'],
    ['<testsuites name="', '<testsuites disabled="1" name="'],
  ] as const)
    expect(problemsOf(text.replace(from, to))).not.toEqual([]);
});
