import type { Behaviour } from '../../src/server';
import { Refusal } from '../../src/server/login/refusal';
import { judge } from './deviating';

/** The flags of a run of these checks alone, which is all that a test asks about. */
const only = (...checks: readonly string[]) => checks.flatMap((pattern) => ['--check', pattern]);

test('a server that takes both tenants is not conformant, and the report says which sentence it broke', async () => {
  const { status, stdout, failed, report } = await judge(
    (standard) => ({
      ...standard,
      askedTenant: (ids, names) => standard.askedTenant(ids, ids.length > 0 ? [] : names),
    }),
    '--profile',
    'core',
  );
  expect(status).toBe(1);
  expect(failed).toEqual(['tenant.exclusive']);
  const { exchanges = [] } =
    report.checks.find(({ id }) => id === 'tenant.exclusive/json-password-both-in-auth') ?? {};
  const shown = exchanges.map((id) => report.exchanges.find((exchange) => exchange.id === id));
  expect(shown.map((exchange) => exchange?.request.body.includes('tenantName'))).toEqual([true, false]);
  expect(stdout).toContain('document lines 44-45');
  expect(stdout).toContain('curl');
});

test('JSON and XML that say different things are told apart by the first path', async () => {
  const { failed, report } = await judge(
    (standard) => ({
      ...standard,
      accessToXml: (access, request) =>
        standard.accessToXml(
          { ...access, user: { ...access.user, id: 'another' } } as typeof access,
          request,
        ),
    }),
    ...only('parity.*'),
  );
  expect(failed).toContain('parity.user');
  expect(report.checks.find(({ id }) => id.startsWith('parity.user/'))).toMatchObject({
    path: 'access.user.id',
  });
});

test('a 5xx anywhere is a failing check with its exchange', async () => {
  const { failed, report } = await judge(
    (standard) => ({
      ...standard,
      requiredParameter: (value, name) => {
        if (value === null) throw new Error('null');
        return standard.requiredParameter(value, name);
      },
    }),
    ...only('auth.required/*', 'auth.password-credentials/*', 'status.no-server-error/every-exchange'),
  );
  expect(failed).toContain('status.no-server-error');
  const check = report.checks.find(({ id }) => id === 'status.no-server-error/every-exchange');
  const exchange = report.exchanges.find(({ id }) => id === check?.exchanges[0]);
  expect(exchange?.response?.status).toBe(500);
});

test('a fault of another name is a warning, and fails the run under --strict only', async () => {
  const renamed = (standard: Behaviour): Behaviour => ({
    ...standard,
    faults: { ...standard.faults, secretWrong: { ...standard.faults.secretWrong, name: 'unauthorised' } },
  });
  const few = only('fault.*/status-*', 'fault.*/tenant-*');
  const lenient = await judge(renamed, ...few);
  expect([lenient.status, lenient.failed]).toEqual([0, []]);
  expect((await judge(renamed, ...few, '--strict')).status).toBe(1);
});

test('a refusal that is an HTML page is a failure that says so', async () => {
  const { status, failed, stdout } = await judge(
    (standard) => ({
      ...standard,
      serialiseJson: (value) =>
        'unauthorized' in value ? '<!DOCTYPE html><h1>401</h1>' : standard.serialiseJson(value),
    }),
    ...only('fault.*/status-*', 'fault.no-page/*', 'status.wrong-credentials/json*'),
  );
  expect([status, failed]).toEqual([1, ['fault.no-page']]);
  expect(stdout).toContain('The refusal is an HTML page');
});

test('a server error is told with the check whose request causes it', async () => {
  const { report } = await judge(
    (standard) => ({
      ...standard,
      serialiseJson: (value) => {
        if ('unauthorized' in value) throw new Error('no words for that');
        return standard.serialiseJson(value);
      },
    }),
    '--profile',
    'core',
  );
  const messages = report.checks
    .filter(({ id, status }) => id.startsWith('status.no-server-error/') && status === 'failed')
    .map(({ message }) => message);
  expect(messages.length).toBeGreaterThan(0);
  const ids = new Set(report.checks.map(({ id }) => id));
  for (const message of messages) {
    const named =
      /^The request causes a server error: .*\. Seen in (?:\d+ exchanges, first in )?(?:\w+ )+of (\S+) \(exchange (?:w\d+-)?x\d+\)\.$/.exec(
        message ?? '',
      );
    expect([message, ids.has(named?.[1] ?? '')]).toEqual([message, true]);
  }
});

test('an OpenStack error envelope is a warning that says so', async () => {
  const { status, report } = await judge(
    (standard) => ({
      ...standard,
      faultToJson: ({ status: code, message }) => ({ error: { code, message, title: 'Refused' } }),
    }),
    ...only('fault.schema/status-*'),
  );
  expect(status).toBe(0);
  const check = report.checks.find(({ id }) => id === 'fault.schema/status-user-disabled-json');
  expect(check).toMatchObject({ status: 'warned' });
  expect(check?.message).toContain('OpenStack');
});

test('a wrong password that comes back is found, also where it was made up', async () => {
  const { report } = await judge(
    (standard) => ({
      ...standard,
      faultHeaders: (refusal, fault, request) => ({
        ...standard.faultHeaders(refusal, fault, request),
        'X-Echo': encodeURIComponent(Buffer.from(request.body).toString('utf8')),
      }),
    }),
    ...only('fault.no-secret/*', 'status.wrong-credentials/json*'),
  );
  expect(report.checks.find(({ id }) => id === 'fault.no-secret/every-exchange')).toMatchObject({
    status: 'warned',
  });
});

test('the fault for a body that cannot be read should be in the format that was asked for, not in that of the request', async () => {
  const { report } = await judge(
    (standard) => ({
      ...standard,
      faultFormat: (request) => {
        const isXml = standard.requestFormat(request) === 'xml';
        try {
          if (isXml) standard.parseXml(standard.decodeXml(request));
          else standard.parseJson(standard.decodeJson(request));
          return standard.answerFormat(request);
        } catch {
          return isXml ? 'xml' : 'json';
        }
      },
    }),
    ...only('status.unreadable/*', 'fault.format/*'),
  );
  const warned = report.requirements.filter(({ status }) => status === 'warned');
  expect(warned.map(({ id }) => id)).toEqual(['fault.format']);
});

test('a server that breaks when a tenant is not a text is not conformant', async () => {
  const { failed } = await judge(
    (standard) => ({
      ...standard,
      jsonAuth: (document) => {
        const auth = standard.jsonAuth(document);
        if (auth.tenantId != null && typeof auth.tenantId !== 'string') throw new Error('no text');
        return auth;
      },
    }),
    ...['--profile', 'core', '--fuzz', '0'],
  );
  expect(failed).toEqual(['status.no-server-error']);
});

test('a charset that is refused in XML alone is no more than a warning, as one that is refused in both formats', async () => {
  const { status, failed, report } = await judge(
    (standard) => ({
      ...standard,
      requestFormat: (request) => {
        const format = standard.requestFormat(request);
        const isRefused =
          format === 'xml' && /charset/i.test(String(request.incoming.headers['content-type']));
        if (isRefused) throw new Refusal('mediaTypeUnsupported');
        return format;
      },
    }),
    ...only('media.*', 'op.*', 'status.ok/*'),
  );
  expect([status, failed]).toEqual([0, []]);
  const warned = report.requirements.filter((requirement) => requirement.status === 'warned');
  expect(warned.map(({ id }) => id)).toEqual(['media.charset']);
});
