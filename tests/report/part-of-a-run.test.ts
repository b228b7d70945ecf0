import { renderConsole } from '../../src/report/console';
import { toHtml } from '../../src/report/html/page';
import { toJunit } from '../../src/report/junit/junit';
import type { Report } from '../../src/report/report';
import { toSummary } from '../../src/report/summary';
import { check, report } from './sample-report';

const texts = (of: Report): readonly string[] => [
  renderConsole(of, { colour: false, width: 80 }),
  toHtml(of),
  toSummary(of),
];

test('every report says which shard it is of, and that the whole is judged elsewhere', () => {
  const shard = report([check('a.one/json')], { shard: { index: 2, of: 4, checks: 40 } });
  for (const text of texts(shard)) {
    expect(text).toContain('Conformant, shard 2 of 4');
    expect(text).toContain('with 1 of 40 checks; merge gives the verdict on all');
  }
  expect(toHtml(shard)).toContain('--shard 2/4');
  expect(toJunit(shard)).toContain('<property name="shard" value="2 of 4"/>');
});

test('every report says that recorded traffic was judged, and how to judge it again', () => {
  const target = { baseUrl: 'https://id.example', embedded: false, capture: 'traffic.har' };
  const capture = report([check('a.one/json')], { target });
  for (const text of texts(capture)) expect(text).toContain('as recorded in traffic.har');
  expect(toHtml(capture)).toMatch(/node bin\/identity-conformance\.js check \S*traffic\.har\S* --base-url /);
  expect(toJunit(capture)).toContain('<property name="capture" value="traffic.har"/>');
});

test('every report of an interrupted run says so', () => {
  const stopped = { kind: 'interrupted', message: 'The run was interrupted.' } as const;
  const interrupted = report([check('a.one/json')], { stopped });
  for (const text of texts(interrupted)) expect(text).toContain('Incomplete, interrupted');
  expect(toJunit(interrupted)).toMatch(/<error message="The run was interrupted\." type="interrupted"/);
});

test('every report words the verdict on selected checks as one on these', () => {
  const selection = { requirements: ['a.one'], checks: ['b.*'] };
  const selected = report([check('a.one/json'), check('b.two/json')], { selection });
  for (const text of texts(selected)) expect(text).toContain('Conformant in the 2 selected checks');
  expect(toHtml(selected)).toMatch(/<title>[^<]*Conformant in the 2 selected checks/);
  expect(toHtml(selected)).toMatch(/--requirement \S*a\.one\S* --check \S*b\.\*/);
  expect(toJunit(selected)).toContain('<testsuites name="identity-conformance, 2 selected checks"');
  expect(toJunit(selected)).toContain('<property name="selection" value="2 selected checks"/>');
});

test('a verdict on chosen profiles is on the checks of these alone', () => {
  const other = check('b.two/json', 'not-applicable');
  const chosen = report([check('a.one/json'), other], { selection: { profiles: ['core'] } });
  for (const text of texts(chosen)) expect(text).toContain('Conformant in the 1 selected check');
});

test('every report says how many responses asked to retry later', () => {
  const patient = report([check('a.one/json')], { retries: { '429': 3, '503': 1 } });
  for (const text of texts(patient))
    expect(text.replace(/<[^>]+>|\s+/g, ' ')).toMatch(/asked to retry later.{0,40}429 3, 503 1/);
});
