import { checked, judged, statusOf } from './checked';
import { accessOf, entry, faultOf, loginOf } from './entries';

const password = 'Quiet-Harbour-42';
const token = 'tok-5b0c9f0e3d57-0001';
const sent = loginOf('alice', password);
const granted = accessOf('alice', token);
const right = () => entry(sent, 200, granted);
const page = { content: { text: '<html><body>Oops</body></html>', size: 30, mimeType: 'text/html' } };

test('a recorded server error that no check asked for fails', async () => {
  const odd = { auth: { passwordCredentials: { username: 'alice', password, colour: ['red'] } } };
  const { report } = await judged([right(), entry(odd, 500, {}, page)]);
  expect(statusOf(report, 'status.no-server-error/every-exchange')).toBe('failed');
});

test('the tenant that was asked for is read from the request', async () => {
  const asking = loginOf('alice', password, { tenantId: '777001' });
  const kept = await judged([entry(asking, 200, granted)]);
  expect(statusOf(kept.report, 'tenant.id/every-exchange')).toBe('passed');
  const other = await judged([
    right(),
    entry(asking, 200, accessOf('alice', 'tok-5b0c9f0e3d57-0002', '999')),
  ]);
  expect(statusOf(other.report, 'tenant.id/every-exchange')).toBe('failed');
});

test('a defect that was accepted is shown without the request that has none', async () => {
  const both = loginOf('alice', password, { tenantId: '777001', tenantName: '777001' });
  const { report, code } = await judged([entry(both, 200, granted)]);
  expect(code).toBe(1);
  expect(statusOf(report, 'tenant.exclusive/json-password-both-in-auth')).toBe('failed');
  expect(statusOf(report, 'tenant.exclusive/every-exchange')).toBe('failed');
});

test('a token is held against the time of its recording where the response has no date', async () => {
  const { report } = await judged([right()]);
  expect(statusOf(report, 'token.valid/every-exchange')).toBe('passed');
  const late = await judged([
    entry(sent, 200, granted, { entry: { startedDateTime: '2026-03-09T12:00:00Z' } }),
  ]);
  expect(statusOf(late.report, 'token.valid/every-exchange')).toBe('failed');
  const never = await judged([entry(sent, 200, granted, { entry: { startedDateTime: null } })]);
  expect(statusOf(never.report, 'token.valid/every-exchange')).toBe('not-verified');
});

test('every report says how many entries were judged, and why others were not', async () => {
  const odd = entry(sent, 200, granted, { request: { url: 'https://other.example/' } });
  const { report, stdout, shown } = await judged([right(), odd, odd]);
  expect(report.recorded).toEqual({
    ...{ entries: 3, judged: 1 },
    leftAside: [{ why: 'it is not a request to /v2.0/tokens', entries: [2, 3] }],
  });
  expect(stdout).toContain('Recorded exchanges: 1 of 3 entries judged');
  expect(shown.match(/1 of 3 entries judged/g)).toHaveLength(3);
  expect(shown.match(/entries 2, 3/g)?.length).toBeGreaterThanOrEqual(3);
});

test('the line that repeats a recorded request leaves out what curl makes itself', async () => {
  const length = {
    headers: [
      { name: 'Content-Length', value: '91' },
      { name: 'Host', value: 'id.example' },
      { name: 'X-Trace', value: '7' },
    ],
  };
  const { report } = await judged([entry(sent, 200, granted, length)]);
  expect(report.exchanges[0]?.curl).toContain("-H 'x-trace: 7'");
  expect(report.exchanges[0]?.curl).not.toMatch(/content-length|host:/i);
  expect(report.exchanges[0]?.request.headers).toMatchObject({ 'content-length': '91' });
});

test.each(['[REDACTED]', ''])(
  'nothing fails for the marker %p in the place of every secret',
  async (marker) => {
    const entries = [
      entry(loginOf('alice', marker), 200, accessOf('alice', marker)),
      entry(loginOf('alice', marker), 401, faultOf('unauthorized', 401)),
      entry(loginOf('bob', marker), 200, accessOf('bob', marker)),
    ];
    const { report, stdout } = await checked(entries);
    expect(report.checks.filter(({ status }) => status === 'failed')).toEqual([]);
    expect(report.recorded?.redacted).toBeDefined();
    expect(stdout.replace(/\s+/g, ' ')).toContain('the archive seems to be redacted');
  },
);

test('what was not taken out of a redacted archive is still held against the server', async () => {
  const {
    token: { expires, tenant, id },
    ...rest
  } = accessOf('alice', '[REDACTED]').access;
  const incomplete = { access: { ...rest, token: { expires, tenant, id } } };
  const { report } = await judged([entry(loginOf('alice', '[REDACTED]'), 200, incomplete)]);
  expect(statusOf(report, 'token.authenticated-by/every-exchange')).toBe('failed');
  expect(statusOf(report, 'token.id/every-exchange')).not.toBe('failed');
});

test('a recorded password of one letter hides nothing but itself', async () => {
  const { report, shown } = await judged([
    entry(loginOf('alice', 'x'), 200, granted),
    entry(loginOf('alice', 'application'), 401, faultOf('unauthorized', 401)),
  ]);
  const [exchange] = report.exchanges;
  expect(exchange?.request.body).toContain('"password":"[masked accounts.user.password]"');
  expect(exchange?.request.headers).toMatchObject({ 'content-type': 'application/json' });
  expect(exchange?.curl).toContain("-H 'content-type: application/json'");
  expect(shown).not.toContain('"password":"x"');
  expect(report.checks.map(({ title }) => title).join()).not.toContain('[masked');
});
