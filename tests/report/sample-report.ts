import type { CheckResult } from '../../src/checks/check';
import type { Requirement } from '../../src/contract/catalogue';
import type { ExchangeRecord } from '../../src/http/exchange/exchange';
import { buildReport, type RunOutcome } from '../../src/report/verdict/build';
import type { Report } from '../../src/report/report';

/** The requirement of the samples, with what a test says otherwise. */
export function requirement(id: string, other: Partial<Requirement> = {}): Requirement {
  return {
    id,
    level: 'MUST',
    profile: 'core',
    section: 'Tenant',
    file: 'tenant',
    lines: [{ from: 42, to: 44 }],
    title: `The promise of ${id}`,
    statement: `What ${id} promises, in a sentence.`,
    ...other,
  };
}

/** A check of the requirement whose id its own starts with. */
export function check(
  id: string,
  status: CheckResult['status'] = 'passed',
  other: Partial<CheckResult> = {},
): CheckResult {
  return {
    id,
    requirement: id.split('/')[0] ?? id,
    title: `The case ${id}`,
    level: 'MUST',
    profiles: ['core'],
    spec: 'specs/tenant.spec.ts',
    status,
    ...(status === 'passed' ? {} : { message: `It is ${status}.` }),
    durationMs: 12,
    exchanges: [],
    ...other,
  };
}

export function exchange(
  id: string,
  body = '{"access": {}}',
  other: Partial<ExchangeRecord> = {},
): ExchangeRecord {
  return {
    id,
    request: {
      method: 'POST',
      url: 'http://localhost:8080/v2.0/tokens',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: '{"auth": {"passwordCredentials": {"username": "alice", "password": "[masked accounts.user.password]"}}}',
    },
    response: { status: 200, headers: { 'Content-Type': 'application/json' }, body, durationMs: 12.4 },
    curl: `curl -i -X POST http://localhost:8080/v2.0/tokens -H 'Content-Type: application/json' -d "$BODY"`,
    ...other,
  };
}

/** What a run hands over; the requirements are those that its checks name, unless they are given. */
export function outcome(checks: readonly CheckResult[], other: Partial<RunOutcome> = {}): RunOutcome {
  const ids = [...new Set(checks.map((one) => one.requirement))];
  return {
    suite: { name: 'identity-conformance', version: '0.1.0' },
    target: { baseUrl: 'http://localhost:8080', embedded: false },
    startedAt: new Date('2026-03-01T10:00:00Z'),
    finishedAt: new Date('2026-03-01T10:00:03.200Z'),
    profiles: ['core'],
    requirements: ids.map((id) =>
      requirement(id, { level: checks.find((one) => one.requirement === id)?.level ?? 'MUST' }),
    ),
    checks,
    exchanges: [],
    requests: checks.length,
    strict: false,
    allowIncomplete: false,
    ...other,
  };
}

export function report(checks: readonly CheckResult[], other: Partial<RunOutcome> = {}): Report {
  return buildReport(outcome(checks, other));
}

/** What a hostile server might send. */
export const hostile = [
  '</script><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  ']]>',
  '| a | `b` **c** [d](javascript:alert(1)) @everyone #1',
  '\u001b[31mred\u001b[0m \u001b]8;;http://evil\u0007link\u001b]8;;\u0007',
  'nul \u0000 bell \u0007 c1 \u009b31m back \b',
  'high \ud800 low \udc00 none \ufffe\uffff',
  'bidi \u202egnp.exe\u2066',
  '& < > " \' $& $1',
  'line\r\nline\rline\u2028line',
].join('\n');

/** A report in which every text that a server can influence is hostile. */
export function hostileReport(other: Partial<RunOutcome> = {}): Report {
  const found = {
    message: `Was ${hostile}`,
    expected: hostile,
    received: hostile,
    path: hostile,
    schemaLocation: hostile,
    exchanges: ['x1'],
  };
  return report(
    [
      check('tenant.exclusive/json', 'failed', found),
      check('tenant.tolerated/json', 'warned', { ...found, level: 'SHOULD' }),
      check('tenant.unknown/json', 'not-verified', found),
    ],
    {
      exchanges: [
        exchange('x1', hostile, {
          response: {
            status: 200,
            headers: { 'X-Hostile': hostile, [hostile]: 'name' },
            body: hostile,
            durationMs: 1,
          },
          curl: `curl '${hostile}'`,
        }),
      ],
      ...other,
    },
  );
}
