/*
 * Writes docs/requirements.md from the catalogue and the specs, as they are compiled. With --check it writes nothing
 * and exits with 1 when the page is stale.
 */
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const prettier = require('prettier');
const { loadCatalogue, loadDocumentOutline } = require('../dist/src/contract/catalogue');
const { describeChecks } = require('../dist/src/run');
const { coveragePage } = require('../dist/src/report/markdown/coverage-page');

const path = join(__dirname, '..', 'docs', 'requirements.md');

async function page() {
  const { requirements } = loadCatalogue();
  const written = coveragePage({
    requirements,
    outline: loadDocumentOutline(),
    checks: await describeChecks(),
  });
  const options = await prettier.resolveConfig(path);
  return prettier.format(written, { ...options, filepath: path });
}

function present() {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

page().then((text) => {
  if (!process.argv.includes('--check')) return writeFileSync(path, text);
  if (text === present()) return;
  process.stderr.write('docs/requirements.md is stale: run `npm run docs`\n');
  process.exitCode = 1;
});
