import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callExecutable } from '../suite/executable';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'start-'));
  writeFileSync(
    join(folder, 'note.js'),
    `process.on('exit', () => {
      const files = Object.keys(require.cache).flatMap((file) => /.*node_modules.((?:@[^/\\\\]+.)?[^/\\\\]+)/.exec(file)?.[1] ?? []);
      const builtins = process.moduleLoadList.filter((name) => /NativeModule (https?|tls)$/.test(name));
      require('node:fs').writeFileSync(process.env.NOTE, JSON.stringify([...new Set([...files, ...builtins])]));
    });`,
  );
});

afterAll(() => rmSync(folder, { recursive: true }));

/** The packages that a call of the executable loads, and what of Node.js itself speaks HTTP. */
function loadedBy(argv: readonly string[]): { status: number | null; loaded: string[] } {
  const env = { NOTE: join(folder, 'loaded.json'), NODE_OPTIONS: `--require ${join(folder, 'note.js')}` };
  const { status } = callExecutable(argv, { env });
  return { status, loaded: JSON.parse(readFileSync(env.NOTE, 'utf8')) as string[] };
}

test.each([
  [['--version'], 0],
  [['run', '--help'], 0],
  [['completion', 'bash'], 0],
  [['run', '--no-such-option'], 2],
])('%j loads no HTTP, no schemas and no Jest', (argv, status) => {
  expect(loadedBy(argv)).toEqual({ status, loaded: ['commander'] });
});

test('a run loads them, so that this test would notice', () => {
  const { loaded } = loadedBy(['run', '--check', 'op.password/json', '--report-dir', folder]);
  expect(loaded).toEqual(expect.arrayContaining(['supertest', 'ajv', '@jest/core', 'NativeModule http']));
});
