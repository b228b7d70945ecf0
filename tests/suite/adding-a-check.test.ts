import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { marked, type Token, type Tokens } from 'marked';
import { inProject } from '../../src/contract/package-files';
import { callIn, type Outcome } from '../package/host-project';
import { linkTree } from '../package/linked-tree';

/** A copy of the project, in which a contributor follows docs/adding-a-check.md. */
let cwd: string;

const [spec, catalogue] = ['specs/body-parameters.spec.ts', 'requirements/body-parameters.yaml'];
const lists = ['specs/released-checks.txt', 'requirements/released-ids.txt'] as const;

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'adding-a-check-'));
  const folders = ['bin', 'dist', 'docs', 'fixtures', 'requirements', 'schemas', 'scripts', 'specs', 'src'];
  const files = ['package.json', 'README.md', 'tsconfig.json', 'tsconfig.build.json', '.prettierrc.json'];
  for (const name of [...folders, ...files])
    cpSync(inProject(name), join(cwd, name), { recursive: true, preserveTimestamps: true });
  try {
    // The compiler knows its last build by the places of the packages: so it compiles one file, and not all.
    linkTree(inProject('node_modules'), join(cwd, 'node_modules'));
  } catch {
    rmSync(join(cwd, 'node_modules'), { recursive: true });
    symlinkSync(inProject('node_modules'), join(cwd, 'node_modules'));
  }
});

afterAll(() => rmSync(cwd, { recursive: true }));

function text(file: string): string {
  return readFileSync(join(cwd, file), 'utf8');
}

function lines(file: string): string[] {
  return text(file).trimEnd().split('\n');
}

/** What the page shows in a language. */
function shown(language: string): string {
  const blocks: string[] = [];
  void marked.walkTokens(marked.lexer(text('docs/adding-a-check.md')), (token: Token) => {
    if (token.type === 'code' && (token as Tokens.Code).lang === language)
      blocks.push((token as Tokens.Code).text);
  });
  expect(blocks).toHaveLength(1);
  return blocks.join('');
}

function shell(line: string): Promise<Outcome> {
  return callIn(cwd, 'bash', ['-c', line]);
}

const countIn = (readme: string) => Number(/Each of the (\d+) checks/.exec(readme)?.[1]);

test('one entry in a spec, and what the page says after it, bring lists, pages and counts up to date', async () => {
  const before = { lists: lists.map(lines), count: countIn(text('README.md')) };
  writeFileSync(join(cwd, spec), text(spec).replace(/\}\);\n$/, `${shown('ts')}\n});\n`));
  const requirement = shown('yaml').replace(/^/gm, '  ');
  writeFileSync(join(cwd, catalogue), `${text(catalogue).trimEnd()}\n${requirement}\n`);
  for (const line of shown('sh').split('\n')) {
    const { code, stdout, stderr } = await shell(line);
    expect({ line, code, stderr }).toEqual({ line, code: 0, stderr: '' });
    if (line.startsWith('node ')) expect(stdout).toContain('Conformant in the 1 selected check');
  }

  const added = lists.map((list, index) => lines(list).filter((id) => !before.lists[index]?.includes(id)));
  expect(added).toEqual([
    [
      'auth.password.username/json-blanks',
      'fault.code/auth-password-username-json-blanks',
      'fault.format/auth-password-username-json-blanks',
      'fault.schema/auth-password-username-json-blanks',
    ],
    ['auth.password.blank'],
  ]);
  for (const list of lists) expect(lines(list)).toEqual([...lines(list)].sort());
  expect(countIn(text('README.md'))).toBe(before.count + 4);
  expect(text('docs/requirements.md')).toContain('`json-blanks`');
  expect(text('docs/requirements.md')).toContain('| `auth.password.blank` ');
  const { stdout } = await shell(
    'node bin/identity-conformance.js complete -- run --check auth.password.username/json-b',
  );
  expect(stdout).toContain('auth.password.username/json-blanks\t');
});

test('a released id that is gone is named, with what to do, and nothing is written', async () => {
  const ids = ['tenant.exclusive/json-gone', 'tenant.gone'] as const;
  lists.forEach((list, index) => writeFileSync(join(cwd, list), `${text(list)}${ids[index]}\n`));
  writeFileSync(join(cwd, 'docs', 'requirements.md'), 'stale\n');
  const outcome = await shell('node scripts/write-docs.js');
  expect(outcome.code).toBe(1);
  expect(outcome.stderr).toContain(
    'tenant.gone was released and is gone from requirements/; put it back, with',
  );
  expect(outcome.stderr).toMatch(
    /^tenant\.exclusive\/json-gone was released and is gone from specs\/; .* in requirements\/retired-checks\.txt/m,
  );
  expect(text('docs/requirements.md')).toBe('stale\n');
  lists.forEach((list, index) => expect(lines(list)).toContain(ids[index]));

  const retired = 'requirements/retired-checks.txt';
  writeFileSync(
    join(cwd, retired),
    `${text(retired).trimEnd()}\n${ids[0]} -> tenant.exclusive/every-exchange\n`,
  );
  writeFileSync(join(cwd, lists[1]), text(lists[1]).replace(`${ids[1]}\n`, ''));
  expect(await shell('node scripts/write-docs.js')).toMatchObject({ code: 0, stderr: '' });
  expect(lines(lists[0])).toContain(ids[0]);
  expect(text('docs/requirements.md')).not.toBe('stale\n');
});
