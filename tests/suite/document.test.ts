import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProject } from '../../src/contract/package-files';
import { embeddedConfiguration, startEmbeddedServer, type EmbeddedServer } from '../../src/server';
import { faults } from '../../src/server/faults';
import { call } from '../cli/captured-io';
import { runCommand } from './command';
import { reportIn } from './workplace';

/** The document itself, where it lies beside the project. */
const original = inProject('..', 'shared', 'document', '000_2512d8ef931972fe.txt');
/** Another version of it: as many lines, each of which says its number. */
const otherVersion = Array.from({ length: 969 }, (_, index) => `line <${index + 1}>`).join('\n');

let cwd: string;
let server: EmbeddedServer;

beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'document-'));
  writeFileSync(join(cwd, 'other.rst'), otherVersion);
  writeFileSync(join(cwd, 'short.rst'), otherVersion.split('\n').slice(0, 100).join('\n'));
  writeFileSync(join(cwd, 'latin.rst'), Buffer.from('caf\u00e9', 'latin1'));
  const fault = faults.find(({ name }) => name === 'tenants-both-accepted');
  server = await startEmbeddedServer({ behaviour: fault?.deviate });
});

afterAll(async () => {
  rmSync(cwd, { recursive: true });
  await server.close();
});

const explain = (id: string, document: string) => call(['explain', id, '--document', document], { cwd });

test('explain quotes the cited lines from a copy of the document, and says that it is another version', async () => {
  const { code, stdout, stderr } = await explain('tenant.exclusive', 'other.rst');
  expect(code).toBe(0);
  expect(stdout).toContain('    44  line <44>\n    45  line <45>\n  ...\n   117  line <117>\n');
  expect(stderr).toMatch(
    /^warning: --document: other\.rst is not the version of the document that the requirements cite \(969 lines, .*\n$/,
  );
  const check = await explain('tenant.exclusive/json-password-both-in-auth', 'other.rst');
  expect(check.stdout).toContain('    44  line <44>\n');
});

test('the version that is cited comes without a warning, with either end of lines', async () => {
  // The document is no part of the project.
  if (!existsSync(original)) return;
  const text = readFileSync(original, 'utf8');
  writeFileSync(join(cwd, 'windows.rst'), text.replaceAll('\n', '\r\n'));
  for (const file of [original, 'windows.rst']) {
    const outcome = await explain('tenant.exclusive', file);
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    expect(outcome.stdout).toContain('    45        the tenant name and ID in the request.\n');
  }
});

test.each([
  ['none.rst', 'the document none.rst does not exist; check the name'],
  ['latin.rst', 'the document latin.rst is not UTF-8: it contains the byte 0xE9 at byte 4, on line 1'],
  ['short.rst', 'the document short.rst ends at line 100, but line 145 is cited; name a copy of "'],
])('explain refuses %s in one sentence', async (file, problem) => {
  const { code, stdout, stderr } = await explain('tenant.exclusive', file);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/^error: --document: [^\n]+\.\n$/);
  expect(stderr).toContain(problem);
});

test('a run whose configuration names one quotes in report.html the lines that a failure breaks', async () => {
  const configuration = { ...embeddedConfiguration(), baseUrl: server.url, document: 'other.rst' };
  writeFileSync(join(cwd, 'identity.json'), JSON.stringify(configuration));
  const argv = ['run', '--config', 'identity.json', '--check', 'tenant.exclusive/json-password-*', '--quiet'];
  const { status, stderr } = await runCommand(argv, { cwd });
  expect(status).toBe(1);
  expect(stderr).toContain('document: other.rst is not the version of the document');
  const html = readFileSync(join(cwd, 'reports', 'report.html'), 'utf8');
  const [, article = ''] = /<article class="cause failed"([^]*?)<\/article>/.exec(html) ?? [];
  expect(article).toContain('These lines of other.rst, which is a different version from the cited one');
  expect(article).toContain('  44  line &lt;44&gt;\n');
  const { document } = reportIn(cwd);
  expect(document).toMatchObject({ file: 'other.rst', isCited: false });
  expect(document?.quotes['tenant.exclusive']?.[0]).toEqual({
    from: 44,
    to: 45,
    text: 'line <44>\nline <45>',
  });
});

test('a document that ends before a cited line is refused before anything is sent', async () => {
  writeFileSync(join(cwd, 'short.json'), JSON.stringify({ document: 'short.rst' }));
  const { code, stderr } = await call(['run', '--config', 'short.json'], { cwd });
  expect([code, stderr]).toEqual([
    2,
    expect.stringMatching(/^error: short\.json:1:13: document: the document short\.rst ends at line 100, /),
  ]);
});
