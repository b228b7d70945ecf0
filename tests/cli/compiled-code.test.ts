import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProject } from '../../src/contract/package-files';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'compiled-'));
  mkdirSync(join(folder, 'dist'));
  writeFileSync(
    join(folder, 'main.js'),
    `require(${JSON.stringify(inProject('bin', 'compiled-code.js'))})
       .keepCompiledCode(${JSON.stringify(join(folder, 'dist', 'compiled'))}, 'run');
     require('./part.js').say().then(() => undefined);`,
  );
  part('first');
});

afterEach(() => rmSync(folder, { recursive: true }));

/** A module that says a word, what it imports, and where in it an error was made. */
function part(word: string, imported = '"late"'): void {
  writeFileSync(
    join(folder, 'part.js'),
    `exports.say = async () => console.log('${word}', await ${imported}, require.main === process.mainModule, new Error().stack.match(/part.js:[:0-9]+/)[0]);`,
  );
}

const call = () => {
  const { stdout, stderr } = spawnSync(process.execPath, [join(folder, 'main.js')], { encoding: 'utf8' });
  return stderr === '' ? stdout.trim() : stderr;
};
const files = () =>
  readdirSync(join(folder, 'dist', 'compiled')).map((name) => join(folder, 'dist', 'compiled', name));
const [said, saidLater] = ['first late true part.js:1:', 'second late true part.js:1:'];

test('the code of modules is kept for the next call, with the places of errors', () => {
  const once = call();
  expect(once).toContain(said);
  const [file = '', ...others] = files();
  expect(others).toEqual([]);
  const { mtimeMs, size } = statSync(file);
  expect(size).toBeGreaterThan(500);
  expect(call()).toBe(once);
  expect(statSync(file)).toMatchObject({ mtimeMs, size });
});

test('a module that was changed is compiled again', () => {
  call();
  part('second');
  expect([call(), call()]).toEqual([expect.stringContaining(saidLater), expect.stringContaining(saidLater)]);
});

test('a damaged file is replaced', () => {
  call();
  const [file = ''] = files();
  const content = readFileSync(file);
  const whole = content.length;
  for (const damaged of [content.fill(1, whole - 400, whole - 40), content.subarray(0, whole / 2), '']) {
    writeFileSync(file, damaged);
    expect(call()).toContain(said);
    expect(statSync(file).size).toBeGreaterThan(whole / 2);
  }
});

test('a module with an import() works', () => {
  part('first', 'import("node:path").then(() => "late")');
  expect([call(), call()]).toEqual([expect.stringContaining(said), expect.stringContaining(said)]);
});

test('where nothing can be written, nothing is kept', () => {
  rmSync(join(folder, 'dist'), { recursive: true });
  expect(call()).toContain(said);
  writeFileSync(join(folder, 'dist'), 'a file');
  expect(call()).toContain(said);
  expect(readFileSync(join(folder, 'dist'), 'utf8')).toBe('a file');
});
