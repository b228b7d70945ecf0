import type { CheckDescription } from '../../src/checks/check';
import type { Report } from '../../src/report/report';

/** Two checks of real requirements, one of them in two profiles. */
export const describedChecks: readonly CheckDescription[] = [
  {
    id: 'tenant.exclusive/json-both',
    requirement: 'tenant.exclusive',
    title: 'JSON with both members in auth',
    level: 'MUST',
    profiles: ['core'],
    spec: 'specs/tenant.spec.ts',
    expects: '400',
    requests: [
      {
        role: 'judged',
        method: 'POST',
        path: '/v2.0/tokens',
        headers: { 'Content-Type': 'application/json' },
        body: '{"auth": {\n  "tenantId": "${accounts.user.tenantId}"\n}}',
        curl: `curl -i -X POST "$IDENTITY_BASE_URL"'/v2.0/tokens'`,
      },
      { role: 'the accepted twin', method: 'POST', path: '/v2.0/tokens', headers: {}, body: '', curl: '' },
    ],
  },
  {
    id: 'tenant.exclusive/xml-both',
    requirement: 'tenant.exclusive',
    title: 'XML with both attributes',
    level: 'MUST',
    profiles: ['core', 'xml'],
    spec: 'specs/tenant.spec.ts',
    expects: '400',
    requests: [],
  },
];

const none = { total: 0, passed: 0, failed: 0, warned: 0, notVerified: 0, notApplicable: 0 };

/** A report of a run without checks, which ended as told. */
export function reportOf(ended: Pick<Report, 'verdict' | 'exitCode' | 'reason'>): Report {
  return {
    schemaVersion: 1,
    suite: { name: 'identity-conformance', version: '0.1.0' },
    target: { baseUrl: 'http://h.example', embedded: false },
    startedAt: '2025-01-01T00:00:00.000Z',
    finishedAt: '2025-01-01T00:00:01.000Z',
    durationMs: 1000,
    profiles: ['core'],
    strict: false,
    allowIncomplete: false,
    summary: { requirements: none, checks: { ...none, expectedFailures: 0 }, requests: 0 },
    requirements: [],
    checks: [],
    exchanges: [],
    ...ended,
  };
}

export const conformant = reportOf({ verdict: 'conformant', exitCode: 0, reason: 'Every check passed.' });
export const nonConformant = reportOf({
  verdict: 'non-conformant',
  exitCode: 1,
  reason: 'One check failed.',
});
