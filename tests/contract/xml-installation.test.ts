import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inProject } from '../../src/contract/package-files';

let installation: string;

/** A copy of what XML needs, in a directory whose name asks for trouble and with its own node_modules. */
beforeEach(() => {
  installation = mkdtempSync(join(tmpdir(), 'pläce with spaces '));
  for (const part of ['package.json', join('src', 'contract'), join('schemas', 'xsd')]) {
    cpSync(inProject(part), join(installation, part), { recursive: true });
  }
});

afterEach(() => rmSync(installation, { recursive: true }));

/** Runs code in the copy, started from another directory. */
function run(code: string): { output: string; error: string } {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['-r', require.resolve('esbuild-register'), '-e', code, join(installation, 'src', 'contract', 'xml')],
    { cwd: dirname(tmpdir()), encoding: 'utf8' },
  );
  return { output: stdout, error: stderr };
}

test('schemas and their imports are found from any directory, below any name', () => {
  symlinkSync(inProject('node_modules'), join(installation, 'node_modules'));
  const { output, error } = run(`
    const { validateXml } = require(process.argv[1]);
    const fault = '<forbidden xmlns="http://docs.openstack.org/identity/api/v2.0" code="x"><message/></forbidden>';
    console.log(JSON.stringify(validateXml(fault, 'fault').map(({ path }) => path)));
  `);
  expect(error).toBe('');
  expect(JSON.parse(output)).toEqual(['/forbidden/@code', '/forbidden/message']);
});

test.each([
  [
    'without its binding',
    "throw new Error('Could not locate the bindings file')",
    'the native binding of libxmljs2 is missing or does not fit this Node. Remedy: npm rebuild libxmljs2.',
  ],
  ['not installed', undefined, 'the package libxmljs2 is not installed. Remedy: npm install.'],
])('a library %s is told with its remedy and no stack trace', (_state, main, reason) => {
  if (main !== undefined) {
    mkdirSync(join(installation, 'node_modules', 'libxmljs2'), { recursive: true });
    writeFileSync(join(installation, 'node_modules', 'libxmljs2', 'index.js'), main);
  }
  const { output, error } = run(`
    const { parseXml } = require(process.argv[1]);
    try { parseXml('<a/>'); } catch (error) { console.log(error.stack); }
  `);
  expect(error).toBe('');
  expect(output.trim()).toBe(`XmlUnavailable: XML cannot be read: ${reason}`);
});
