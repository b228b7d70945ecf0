/*
 * Writes what follows from the catalogue and the specs, as they are compiled: docs/requirements.md, the lists of
 * released ids, and the figures in README.md. Where a released id has gone it writes nothing and says what to
 * do. With --check it never writes, and exits with 1 when one of the files is stale.
 */
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const prettier = require('prettier');
const { loadCatalogue, loadDocumentOutline, retiredChecks } = require('../dist/src/contract/catalogue');
const { describeChecks } = require('../dist/src/run');
const { coveragePage } = require('../dist/src/report/coverage-page');
const { countsChecks, withFigures } = require('./release/figures');
const { idProblems, lists, withReleased } = require('./release/ids');

const page = 'docs/requirements.md';

const inRoot = (file) => join(__dirname, '..', file);

function present(file) {
  try {
    return readFileSync(inRoot(file), 'utf8');
  } catch {
    return '';
  }
}

async function formatted(text) {
  const options = await prettier.resolveConfig(inRoot(page));
  return prettier.format(text, { ...options, filepath: inRoot(page) });
}

/** Every file that is written, with its text; or what keeps them from being written. */
async function written() {
  const [{ requirements }, checks] = [loadCatalogue(), await describeChecks()];
  const now = { requirements: requirements.map(({ id }) => id), checks: checks.map(({ id }) => id) };
  const released = { requirements: present(lists.requirements), checks: present(lists.checks) };
  const readme = present('README.md');
  const problems = idProblems(released, now, retiredChecks());
  if (problems.length > 0)
    problems.push('An id that no release has yet may be taken out of its list instead.');
  if (!countsChecks(readme))
    problems.push('README.md lacks the words "Each of the N checks"; put them back.');
  return {
    problems,
    files: {
      [lists.requirements]: withReleased(released.requirements, now.requirements),
      [lists.checks]: withReleased(released.checks, now.checks),
      'README.md': withFigures(readme, checks.length, present('docs/kill-matrix.md')),
      [page]: await formatted(coveragePage({ requirements, outline: loadDocumentOutline(), checks })),
    },
  };
}

written().then(({ problems, files }) => {
  const stale = Object.keys(files).filter((file) => files[file] !== present(file));
  const isCheck = process.argv.includes('--check');
  const found = isCheck
    ? [...problems, ...stale.map((file) => `${file} is stale: run \`npm run docs\``)]
    : problems;
  for (const problem of found) process.stderr.write(`${problem}\n`);
  if (found.length > 0) process.exitCode = 1;
  else if (!isCheck) for (const file of stale) writeFileSync(inRoot(file), files[file]);
});
