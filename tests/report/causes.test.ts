import { renderConsole } from '../../src/report/console';
import { toHtml } from '../../src/report/html/page';
import { toSummary } from '../../src/report/summary';
import type { ExchangeRecord } from '../../src/http/exchange/exchange';
import type { CheckResult } from '../../src/checks/check';
import { check, exchange, report } from './sample-report';

const width = { colour: false, width: 80 };

function answered(
  id: string,
  status: number,
  {
    headers = { 'content-type': 'application/json' },
    body = '{}',
    ...request
  }: Partial<{
    headers: Record<string, string>;
    body: string;
    accept: string;
  }> = {},
): ExchangeRecord {
  const sample = exchange(id);
  return {
    ...sample,
    request: { ...sample.request, headers: { 'Content-Type': request.accept ?? 'application/json' } },
    response: { status, headers, body, durationMs: 1 },
  };
}

/** Ten exchanges, of which the last has a different response, and a failed check on each. */
function tenOf(
  nine: (id: string) => ExchangeRecord,
  tenth: (id: string) => ExchangeRecord,
  received = '401',
) {
  const ids = Array.from({ length: 10 }, (_, n) => `x${n}`);
  const exchanges = ids.map((id, n) => (n < 9 ? nine(id) : tenth(id)));
  const checks: CheckResult[] = ids.map((id) =>
    check(`r${id}.one/json`, 'failed', {
      exchanges: [id],
      received,
      message: `Failed as ${id}, Content-Type.`,
    }),
  );
  return report(checks, { exchanges });
}

const usual = (id: string) => answered(id, 200);
const causes: readonly (readonly [string, (id: string) => ExchangeRecord, string])[] = [
  ['refused logins', (id) => answered(id, 401), 'Logins are refused with 401: accounts.user (9 of 10).'],
  [
    'pages of a gateway',
    (id) => answered(id, 502, { body: '<!doctype html>' }),
    '9 of 10 responses are HTML pages with 502, 503 or 504',
  ],
  ['server errors', (id) => answered(id, 503), '9 of 10 responses are server errors'],
  ['pages', (id) => answered(id, 403, { body: '<!doctype html>' }), '9 of 10 responses are HTML'],
  ['no media type', (id) => answered(id, 200, { headers: {} }), 'have no Content-Type'],
];

test.each(causes)(
  '%s are reported once, before the failure that they do not explain',
  (_name, nine, words) => {
    const text = renderConsole(tenOf(nine, usual), width).replace(/\s+/g, ' ');
    expect(text).toMatch(/^Cause ✕/);
    expect(text).toContain(words);
    expect(text).toContain('This explains 9 checks: 9 failed.');
    const page = toHtml(tenOf(nine, usual)).replace(/\s+/g, ' ');
    expect(page).toContain('One cause of many failed checks');
    expect(page).toContain('This explains 9 checks: 9 failed.');
    // Once as an example, and not among the failures, of which one is left.
    expect(page.match(/<article /g)).toHaveLength(2);
    // One as an example, and one that is left.
    expect(text.match(/Failed as/g)).toHaveLength(2);
    expect(text).toContain('Failed as x9');
  },
);

test('server errors for one kind of requests are one cause', () => {
  const byKey = (id: string) => ({
    ...answered(id, 500),
    request: { ...exchange(id).request, body: '{"RAX-KSKEY:apiKeyCredentials": {}}' },
  });
  const ids = Array.from({ length: 10 }, (_, n) => `x${n}`);
  const exchanges = [...ids.map(byKey), ...ids.map((id) => usual(`${id}0`))];
  const checks = ids.map((id) => check(`r${id}.one/json`, 'failed', { exchanges: [id], received: '500' }));
  const text = renderConsole(report(checks, { exchanges }), width).replace(/\s+/g, ' ');
  expect(text).toContain('All 10 requests with an API key get a server error (5xx)');
  expect(text).toContain('This explains 10 checks: 10 failed.');
});

test('where fewer responses are alike no cause is claimed', () => {
  const some = tenOf((id) => answered(id, id < 'x5' ? 401 : 200), usual);
  expect(renderConsole(some, width)).not.toContain('Cause');
  expect(some.reason).not.toContain('credentials');
});

test('the summary and the verdict say the cause too', () => {
  const refused = tenOf((id) => answered(id, 401), usual);
  expect(toSummary(refused)).toContain('### Cause');
  expect(refused.reason).toContain('The credentials look wrong');
});

test('what is missing is one line an account, and a run that reached nobody one in all', () => {
  const wants = (...paths: string[]) =>
    check(`a.${paths.join('').length}/json`, 'not-verified', {
      message: `Configure ${new Intl.ListFormat('en-GB').format(paths)} to verify this.`,
    });
  const checks = [
    wants('accounts.user.password', 'accounts.user.username'),
    wants('accounts.user.apiKey', 'accounts.user.tenantId', 'accounts.user.username'),
    wants('foreignTenantId'),
    check('a.other/json', 'not-verified', { message: 'The first response gives no session id.' }),
  ];
  const united = 'Configure accounts.user (apiKey, password, tenantId, username) to verify this';
  const incomplete = report(checks);
  const text = renderConsole(incomplete, { colour: false, width: 120 });
  expect(text.match(/^\? .*$/gm)).toEqual([
    `? 2 checks    ${united}.`,
    '? 1 check     Configure foreignTenantId to verify this.',
    '? 1 check     The first response gives no session id.',
  ]);
  expect(incomplete.reason).toContain(`${united} (2);`);
  const gone = report(checks, { stopped: { kind: 'unreachable', message: 'Nobody answers.' } });
  expect(renderConsole(gone, width).match(/^\? .*$/gm)).toHaveLength(1);
});

test('requests with XML that are refused in JSON are not said to get a response, and the ways are counted', () => {
  const refused = (id: string) =>
    id < 'x3'
      ? answered(id, 415, { accept: 'application/xml' })
      : answered(id, 400, { accept: 'application/xml' });
  const text = renderConsole(tenOf(refused, refused), width).replace(/\s+/g, ' ');
  expect(text).toContain(
    'All 10 requests with XML are refused (3 with 415 in JSON, 7 with 400 in JSON): the server',
  );
});

test('a server without API keys is one cause, whatever status it refuses them with', () => {
  const body =
    '{"auth":{"RAX-KSKEY:apiKeyCredentials":{"username":"alice","apiKey":"[masked accounts.user.apiKey]"}}}';
  const refused = (id: string): ExchangeRecord => {
    const record = answered(id, 400);
    return { ...record, request: { ...record.request, body } };
  };
  const text = renderConsole(tenOf(refused, refused), width).replace(/\s+/g, ' ');
  expect(text).toContain(
    'All 10 logins with the right API key are refused (10 with 400 in JSON): the server does not seem',
  );
  expect(text).toContain('This explains 10 checks: 10 failed.');
});

test('the line that repeats an exchange is shown once, however many causes share it', () => {
  const both = report(
    ['a.one/json', 'b.two/json'].map((id) =>
      check(id, 'failed', { exchanges: ['x1'], message: `Wrong: ${id}.` }),
    ),
    { exchanges: [exchange('x1')] },
  );
  const text = renderConsole(both, width);
  expect(text.match(/curl -i/g)).toHaveLength(1);
  expect(text).toContain('reproduce  as for a.one/json (x1)');
});

test('one session id for all challenges is the cause of what goes wrong in second requests', () => {
  const one = report([
    check('mfa.session-used/json', 'failed', { message: 'It should have been refused.' }),
    check('mfa.session-unique/every-exchange', 'warned', { message: 'Two challenges have the same id.' }),
    check('mfa.both-factors/xml', 'not-verified', { message: 'There is no access object to judge.' }),
    check('op.tokens/json', 'failed', { message: 'Wrong.' }),
  ]);
  const text = renderConsole(one, width).replace(/\s+/g, ' ');
  expect(text).toContain('Challenges for a second factor have the same session id');
  expect(text).toContain('This explains 3 checks: 1 failed, 1 warned, 1 not verified.');
});

test('second requests that could not be sent have no cause in their session ids', () => {
  const unsent = report(
    ['mfa.session-used/json', 'mfa.session-unique/every-exchange'].map((id) =>
      check(id, 'not-verified', { message: 'The server could not be reached.' }),
    ),
  );
  expect(renderConsole(unsent, width)).not.toContain('same session id');
});

test('a refusal that HTTP allows further statuses for is the same failure', () => {
  const received = '200 with an access object';
  const checks = [
    check('tenant.exclusive/json', 'failed', { expected: '400', received, message: 'It was accepted.' }),
    check('tenant.exclusive/every-exchange', 'failed', {
      expected: '400 or 417',
      received,
      message: 'It was accepted.',
    }),
  ];
  const text = renderConsole(report(checks), width);
  expect(text.match(/✕ tenant\.exclusive/g)).toHaveLength(1);
});
