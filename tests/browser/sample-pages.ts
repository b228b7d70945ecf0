import type { ExchangeRecord } from '../../src/http/exchange/exchange';
import type { Report } from '../../src/report/report';
import { check, exchange, hostile, report, requirement } from '../report/sample-report';

const answer = JSON.stringify({
  access: { token: { id: '[masked token id]' }, user: { id: '1', roles: [] } },
});
const sentXml =
  '<?xml version="1.0"?>\n<auth xmlns="urn:x">\n  <!-- none -->\n  <user name="alice"/>\n</auth>';

function answered(id: string, status: number, body: string): ExchangeRecord {
  const headers = { 'content-type': body.startsWith('<') ? 'application/xml' : 'application/json' };
  return exchange(id, body, { response: { status, headers, body, durationMs: 9.2 } });
}

const xml = answered('x3', 400, '<badRequest xmlns="urn:x" code="400"><message>No</message></badRequest>');

/** A report with something of every kind in it. */
export const everyKind: Report = report(
  [
    ...[1, 2, 3, 4, 5, 6, 7].map((n) =>
      check(`tenant.exclusive/json-${n}`, 'failed', {
        message: 'The request is accepted and ought to be refused.',
        ...{
          expected: '400',
          received: '200',
          path: '/access/user',
          schemaLocation: 'access.json#/properties',
        },
        exchanges: ['x1', 'x2'],
      }),
    ),
    check('tenant.refused/xml', 'passed', { exchanges: ['x3'], profiles: ['xml'] }),
    check('user.roles/json', 'warned', { level: 'SHOULD', exchanges: ['x2'] }),
    check('rcn.one/json', 'not-verified', { message: 'Configure accounts.rcnUser', profiles: ['rcn'] }),
    check('rcn.two/json', 'not-applicable', { profiles: ['rcn'] }),
  ],
  {
    exchanges: [
      answered('x1', 200, answer),
      answered('x2', 200, answer),
      { ...xml, request: { ...xml.request, body: sentXml } },
    ],
    seed: 42,
    wrongAttempts: { alice: 3 },
  },
);

/** 2,000 checks of 125 requirements on 500 requests, each answered with a catalogue of its own of 10 kB. */
export function largeReport(): Report {
  const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);
  const catalogue = (n: number) =>
    JSON.stringify({
      access: {
        token: { id: '[masked token id]', expires: new Date(1.8e12 + n).toISOString() },
        serviceCatalog: numbers(25).map((service) => ({
          name: `cloudService${(service * 7 + n) % 25}`,
          endpoints: ['DFW', 'IAD', 'SYD', 'HKG'].map((region) => ({
            ...{ region, tenantId: String(770_000 + n) },
            publicURL: `https://${region}.service${service}.api.cloud.example/v1/${770_000 + n}`,
          })),
        })),
      },
    });
  const id = (n: number) => `section${n % 14}.promise-${n % 125}`;
  const checks = numbers(2000).map((n) =>
    check(`${id(n)}/json-password-case-${n}-tenant-in-the-credentials`, n % 10 === 0 ? 'failed' : 'passed', {
      requirement: `promise-${n % 125}`,
      exchanges: [`x${n % 500}`, `x${(n * 3) % 500}`],
      ...(n % 10 === 0 && { message: `The response differs (${n % 40}).`, expected: '400', received: '200' }),
    }),
  );
  return report(checks, {
    requirements: numbers(125).map((n) => requirement(`promise-${n}`, { section: `Section ${n % 14}` })),
    exchanges: numbers(500).map((n) => exchange(`x${n}`, catalogue(n))),
  });
}

/** Every text of a report hostile, except the words of the suite's own vocabulary and the names of exchanges. */
export function allHostile(): Report {
  const vocabulary = new Set(['status', 'level', 'profile', 'profiles', 'verdict', 'startedAt', 'exchanges']);
  const attack = `javascript:ran=1 ${hostile} "><svg onload="window.ran=1"> <script>window.ran=1</script> \u2029`;
  const spoil = (value: unknown, name = ''): unknown => {
    if (typeof value === 'string')
      return vocabulary.has(name) || /^x\d$/.test(value) ? value : value + attack;
    if (Array.isArray(value)) return value.map((item) => spoil(item, name));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, spoil(item, key)]));
  };
  const spoilt = spoil(everyKind) as Report;
  const headers = Object.fromEntries([
    ['__proto__', attack],
    [attack, '__proto__'],
    ['constructor', 'x'],
  ]);
  const [first, ...rest] = spoilt.exchanges;
  if (!first?.response) return spoilt;
  const body = `{"__proto__": {"ran": 1}, "a": "${attack}", ${attack}`;
  return {
    ...spoilt,
    staleBaseline: [attack],
    exchanges: [{ ...first, response: { ...first.response, headers, body } }, ...rest],
  };
}
