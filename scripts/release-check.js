/*
 * Whether the project, as it is built, can be released: no id was lost, version and changelog agree, and the tarball
 * and the bill of materials are whole. Exits with 1 and says what is wrong.
 */
const { execFileSync } = require('node:child_process');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { loadCatalogue, retiredChecks } = require('../dist/src/contract/catalogue');
const { describeChecks } = require('../dist/src/run');
const { changelogProblems } = require('./release/changelog');
const { idProblems, lists, lostIds } = require('./release/ids');
const { sbomProblems } = require('./release/sbom');
const { dependencyProblems, tarballProblems } = require('./release/tarball');

const root = join(__dirname, '..');

const read = (file) => readFileSync(join(root, file), 'utf8');
const lines = (text) => text.trim().split('\n');
const call = (file, ...argv) =>
  execFileSync(file, argv, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    stdio: ['ignore', 'pipe', 'ignore'],
  });

/** The tag of the release before, or undefined: also where there is no repository. */
function lastTag() {
  try {
    return call('git', 'describe', '--tags', '--abbrev=0', '--match', 'v*').trim();
  } catch {
    return undefined;
  }
}

async function problems() {
  const manifest = JSON.parse(read('package.json'));
  const dependencies = Object.keys(manifest.dependencies);
  const tag = lastTag();
  const [packed] = JSON.parse(call('npm', 'pack', '--dry-run', '--json', '--ignore-scripts'));
  const files = packed.files.map(({ path }) => path);
  const code = files.filter((file) => file.startsWith('dist/') && file.endsWith('.js'));
  const [requirements, checks] = [loadCatalogue().requirements, await describeChecks()];
  return [
    ...idProblems(
      { requirements: read(lists.requirements), checks: read(lists.checks) },
      { requirements: requirements.map(({ id }) => id), checks: checks.map(({ id }) => id) },
      retiredChecks(),
    ),
    ...(tag
      ? Object.values(lists).flatMap((list) =>
          lostIds(lines(call('git', 'show', `${tag}:${list}`)), lines(read(list)), list),
        )
      : []),
    ...changelogProblems({
      manifest: manifest.version,
      lockfile: JSON.parse(read('package-lock.json')).version,
      changelog: read('CHANGELOG.md'),
    }),
    ...tarballProblems({
      size: packed.size,
      files,
      sources: lines(call('find', 'src', 'specs', '-name', '*.ts')),
    }),
    ...dependencyProblems(Object.fromEntries(code.map((file) => [file, read(file)])), dependencies),
    ...sbomProblems(call('npm', 'run', '--silent', 'sbom'), dependencies),
  ];
}

problems().then((found) => {
  for (const problem of found) process.stderr.write(`${problem}\n`);
  process.stdout.write(found.length === 0 ? 'Ready for release.\n' : 'Not ready for release.\n');
  process.exitCode = found.length === 0 ? 0 : 1;
});
