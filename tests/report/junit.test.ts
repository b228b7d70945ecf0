import { parseXml } from '../../src/contract/xml';
import type { XmlElement } from '../../src/contract/xml/document';
import { toJunit } from '../../src/report/junit/junit';
import type { Report } from '../../src/report/report';
import { conclude, reopen } from '../../src/report/verdict/build';
import { check, exchange, report } from './sample-report';

function rootOf(of: Report): XmlElement {
  const parsed = parseXml(toJunit(of));
  if ('problem' in parsed) throw new Error(parsed.problem.message);
  return parsed.root;
}

function attributes(element: XmlElement | undefined): Record<string, string> {
  return Object.fromEntries((element?.attributes ?? []).map(({ name, value }) => [name, value]));
}

function cases(root: XmlElement): readonly XmlElement[] {
  return root.children.flatMap(({ children }) => children.filter(({ name }) => name === 'testcase'));
}

function skippedIn(root: XmlElement): number {
  return root.children.reduce((sum, suite) => sum + Number(attributes(suite).skipped), 0);
}

function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((one) => one.name === name);
}

const mixed = report(
  [
    check('tenant.exclusive/json', 'failed', {
      expected: '400',
      received: '200',
      path: 'access.token',
      exchanges: ['x1'],
    }),
    check('tenant.known/json'),
    check('fault.code/json', 'warned', { level: 'SHOULD', exchanges: ['x1'], spec: 'specs/faults.spec.ts' }),
    check('fault.note/json', 'warned', { level: 'MAY', spec: 'specs/faults.spec.ts' }),
    check('rcn.one/json', 'not-verified', { message: 'Configure accounts.rcnUser' }),
    check('mfa.one/json', 'not-applicable', { message: 'The profile mfa is not in scope' }),
  ],
  { exchanges: [exchange('x1')] },
);

test('counts, places and times', () => {
  const root = rootOf(mixed);
  expect(attributes(root)).toMatchObject({
    tests: '6',
    failures: '1',
    errors: '0',
    time: '3.2',
  });
  expect(root.children.map((suite) => attributes(suite).name)).toEqual(['tenant', 'faults']);
  expect(attributes(cases(root)[0])).toEqual({
    classname: 'tenant',
    name: 'tenant.exclusive/json: The case tenant.exclusive/json',
    time: '0.012',
    file: 'specs/tenant.spec.ts',
  });
});

test('a failure has its evidence, its source and the request', () => {
  const [failed] = cases(rootOf(mixed));
  const failure = child(failed, 'failure');
  expect(attributes(failure)).toEqual({ message: 'It is failed.', type: 'MUST' });
  for (const part of ['400', '200', 'access.token', 'document lines 42-44', 'curl -i']) {
    expect(failure?.text).toContain(part);
  }
  expect(child(failed, 'system-out')?.text).toContain('HTTP 200');
});

test('properties on every case, and a reason on every skip', () => {
  const all = cases(rootOf(mixed));
  const properties = Object.fromEntries(
    (child(all[0], 'properties')?.children ?? []).map((one) => [attributes(one).name, attributes(one).value]),
  );
  expect(properties).toEqual({
    check: 'tenant.exclusive/json',
    requirement: 'tenant.exclusive',
    level: 'MUST',
    profile: 'core',
    status: 'failed',
    source: 'document lines 42-44',
  });
  expect(all.flatMap((one) => child(one, 'skipped') ?? []).map((one) => attributes(one).message)).toEqual([
    'not verified: Configure accounts.rcnUser',
    'not applicable: The profile mfa is not in scope',
  ]);
});

test('a warning is a passed case with output, and a failure when strict unless a MAY', () => {
  const warned = cases(rootOf(mixed)).find((one) => attributes(one).name?.startsWith('fault.code'));
  expect(child(warned, 'failure')).toBeUndefined();
  expect(child(warned, 'system-out')?.text).toContain('It is warned.');
  const strict = rootOf(conclude({ ...reopen(mixed), strict: true }));
  expect(attributes(strict)).toMatchObject({ failures: '2' });
  expect(skippedIn(strict)).toBe(2);
});

test('an expected failure is skipped, with the reason of the baseline', () => {
  const draft = reopen(mixed);
  const checks = draft.checks.map((one) =>
    one.status === 'failed'
      ? { ...one, status: 'expected-failure' as const, expectedBecause: 'ISSUE-7' }
      : one,
  );
  const root = rootOf(conclude({ ...draft, checks }));
  expect(attributes(root)).toMatchObject({ failures: '0' });
  expect(skippedIn(root)).toBe(3);
  expect(attributes(child(cases(root)[0], 'skipped')).message).toContain('ISSUE-7');
});

test('a run that ended early, checked nothing or has a stale baseline is not green', () => {
  const message = 'Nobody answers.';
  expect(attributes(rootOf(report([], { stopped: { kind: 'unreachable', message } })))).toMatchObject({
    tests: '1',
    errors: '1',
  });
  expect(attributes(rootOf(report([])))).toMatchObject({ tests: '1', errors: '1' });
  const stale = conclude({ ...reopen(report([check('a.one/json')])), staleBaseline: ['b.two is unknown'] });
  expect(attributes(rootOf(stale))).toMatchObject({ tests: '2', failures: '1' });
});

test('variables of jest-junit change nothing', () => {
  const before = toJunit(mixed);
  process.env.JEST_JUNIT_CLASSNAME = 'changed';
  process.env.JEST_JUNIT_ADD_FILE_ATTRIBUTE = 'false';
  try {
    expect(toJunit(mixed)).toBe(before);
  } finally {
    delete process.env.JEST_JUNIT_CLASSNAME;
    delete process.env.JEST_JUNIT_ADD_FILE_ATTRIBUTE;
  }
});

test('a very large run stays readable for parsers that refuse more than 10 MB', () => {
  const checks = Array.from({ length: 1500 }, (_, n) => check(`a.one/${n}`, 'failed', { exchanges: ['x1'] }));
  const large = report(checks, { exchanges: [exchange('x1', 'y'.repeat(20_000))] });
  expect(Buffer.byteLength(toJunit(large))).toBeLessThan(9_500_000);
});
