import { describeChecks } from '../../src/run';
import { call } from './captured-io';
import { describedChecks } from './suite-double';

jest.mock('../../src/run', () => ({ run: jest.fn(), describeChecks: jest.fn() }));

beforeEach(() => jest.mocked(describeChecks).mockResolvedValue(describedChecks));

interface Listing {
  readonly requirements: readonly { id: string; profile: string; source: string; checks: string[] }[];
  readonly checks: readonly { id: string; requests: unknown[] }[];
}

async function listing(...argv: string[]): Promise<Listing> {
  return JSON.parse((await call(['list', '--json', ...argv])).stdout) as Listing;
}

test('list prints a section, its requirements, their checks', async () => {
  const { code, stdout } = await call(['list']);
  expect(code).toBe(0);
  expect(stdout).toContain(
    [
      '  tenant.exclusive  MUST  tenantId and tenantName exclude each other',
      '    document lines 44-45, 117-119, 122-124, 138-140, 143-145 (erratum E4), profile core',
      '    tenant.exclusive/json-both  JSON with both members in auth',
      '    tenant.exclusive/xml-both  XML with both attributes',
    ].join('\n'),
  );
  expect(stdout).toMatch(/^tenantId and tenantName$/m);
  expect(stdout).toMatch(/^ {4}not checked: /m);
  expect(stdout).toMatch(/\n\d+ requirements, 2 checks\n$/);
});

test('list --json holds requirements with the ids of their checks, and checks with their requests', async () => {
  const { requirements, checks } = await listing();
  expect(requirements.find(({ id }) => id === 'tenant.exclusive')).toMatchObject({
    level: 'MUST',
    lines: expect.arrayContaining([{ from: 44, to: 45 }]),
    source: expect.stringContaining('document lines 44-45'),
    checks: ['tenant.exclusive/json-both', 'tenant.exclusive/xml-both'],
  });
  expect(checks).toEqual(describedChecks);
});

test('list --profile leaves out what a run of these profiles has not in scope', async () => {
  const core = await listing('--profile', 'core');
  expect(new Set(core.requirements.map(({ profile }) => profile))).toEqual(new Set(['core']));
  expect(core.checks.map(({ id }) => id)).toEqual(['tenant.exclusive/json-both']);
  const both = await listing('--profile', 'core', '--profile', 'xml');
  expect(both.checks).toHaveLength(2);
  expect(await call(['list', '--profile', 'cor'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('did you mean core?'),
  });
});

test('explain a requirement: what, how strongly, from where, and its checks', async () => {
  const { code, stdout } = await call(['explain', 'tenant.exclusive']);
  expect(code).toBe(0);
  expect(stdout).toContain('A request with both, wherever each of them is placed, is refused with 400.');
  expect(stdout).toMatch(/^Level +MUST\nProfile +core\nSection +tenantId and tenantName$/m);
  expect(stdout).toMatch(/^Source +document lines 44-45/m);
  expect(stdout).toMatch(/^Erratum +E4: A tenant is inside the credentials by the table/m);
  expect(stdout).toMatch(/^Decision +The suite requires the placements of the samples/m);
  expect(stdout).toContain('  tenant.exclusive/json-both\n    JSON with both members in auth; passes: 400');
});

test('explain a check: what passes, and the requests', async () => {
  const { stdout } = await call(['explain', 'tenant.exclusive/json-both']);
  expect(stdout).toMatch(/^Passes +400$/m);
  expect(stdout).toMatch(/^Fails +any other response/m);
  expect(stdout).toMatch(/^Not verified +if the accepted twin is refused as well$/m);
  expect(stdout).toContain(
    [
      'Request (judged)',
      '  POST /v2.0/tokens',
      '  Content-Type: application/json',
      '',
      '  {"auth": {',
      '    "tenantId": "${accounts.user.tenantId}"',
      '  }}',
      '',
      `  curl -i -X POST "$IDENTITY_BASE_URL"'/v2.0/tokens'`,
      '',
      'Request (the accepted twin)',
    ].join('\n'),
  );
});

test('explain says of a request how it goes over the wire, where that is not the usual way', async () => {
  const unusual = describedChecks.map((check) => ({
    ...check,
    requests: check.requests.map((request) => ({ ...request, wire: 'HTTP/1.0' })),
  }));
  jest.mocked(describeChecks).mockResolvedValue(unusual);
  const { stdout } = await call(['explain', 'tenant.exclusive/json-both']);
  expect(stdout).toContain('Request (judged)\n  POST /v2.0/tokens (HTTP/1.0)\n');
});

test('explain says why an excluded requirement is not checked', async () => {
  const { requirements } = JSON.parse((await call(['list', '--json'])).stdout) as {
    requirements: { id: string; excluded?: string }[];
  };
  const excluded = requirements.find((requirement) => requirement.excluded);
  const { stdout } = await call(['explain', excluded?.id ?? '']);
  expect(stdout.replace(/\s+/g, ' ')).toContain(`Not checked ${excluded?.excluded ?? ''}`);
  expect(await call(['run', '--requirement', excluded?.id ?? ''])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('has no check and cannot be run'),
  });
});

test.each([
  ['tenant.exclusiv', 'did you mean tenant.exclusive?'],
  ['tenant.exclusive/json-bot', 'did you mean tenant.exclusive/json-both?'],
  ['exclusive', 'did you mean tenant.exclusive?'],
  ['tenant', 'did you mean tenant.id?'],
  ['tenants', 'did you mean tenant.id?'],
  ['nothing-like-it', 'node bin/identity-conformance.js list shows all.'],
])('explain %s, which there is not, names the nearest', async (id, remedy) => {
  const { code, stderr } = await call(['explain', id]);
  expect(stderr).toBe(`error: There is no requirement or check ${id}; ${remedy}\n`);
  expect(code).toBe(2);
});

test('explain shows the faults that prove a requirement, and how to see one', async () => {
  const { stdout } = await call(['explain', 'tenant.exclusive']);
  expect(stdout).toContain('  tenants-both-accepted\n    a request with tenantId and tenantName is accepted');
  expect(stdout).toContain(
    '  node bin/identity-conformance.js serve --fault tenants-both-accepted > fault.yaml &\n',
  );
});

test.each(['list', 'list --faults', 'explain tenant.exclusive'])(
  '%s fits a terminal of 80 columns, ids and commands apart',
  async (line) => {
    const lines: string[] = [];
    const stdout = { write: (text: string) => lines.push(...text.split('\n')), columns: 80 };
    await call(line.split(' '), { stdout, isTTY: true, env: { NO_COLOR: '1' } });
    // A command is whole, to be copied.
    const wrapped = lines.filter((written) => !written.startsWith('  node '));
    expect(wrapped.filter((written) => written.length > 80 && written.trim().includes(' '))).toEqual([]);
  },
);
