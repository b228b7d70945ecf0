/*
 * After a build: what the YAML files of the package say is written beside the compiled code as JSON, validated, so that
 * no call of the command reads YAML and validates it again. A file that is not valid fails the build.
 */
const { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { parse } = require('yaml');

const root = join(__dirname, '..');
const prepared = join(root, 'dist', 'prepared');

function prepare(...path) {
  const file = join(prepared, ...path).replace(/\.yaml$/, '.json');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(parse(readFileSync(join(root, ...path), 'utf8'))));
}

rmSync(prepared, { recursive: true, force: true });
const { loadCatalogue, loadDocumentOutline } = require('../dist/src/contract/catalogue');
const { loadFixtures } = require('../dist/src/contract/fixtures');

try {
  for (const load of [loadCatalogue, loadDocumentOutline, loadFixtures]) load();
  for (const name of readdirSync(join(root, 'requirements')))
    if (name.endsWith('.yaml')) prepare('requirements', name);
  prepare('fixtures', 'index.yaml');
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
