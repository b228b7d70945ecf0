/*
 * Installs the packages of folders that have a package.json of their own, such as tests and lint, unless what their
 * lockfile says is there already: `node scripts/install-apart.js tests lint`. They are apart so that whoever runs the
 * suite need not wait for them.
 */
const { execSync } = require('node:child_process');
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');

function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * Installs the packages of a folder of the project, where that has not been done since its lockfile changed.
 *
 * @throws Error where npm fails, with what to do
 */
function installApart(folder) {
  const directory = join(root, folder);
  const wanted = readFileSync(join(directory, 'package-lock.json'), 'utf8');
  // Written last, so that an installation that was cut off counts for nothing.
  const mark = join(directory, 'node_modules', '.installed-package-lock.json');
  if (textOf(mark) === wanted) return;
  process.stderr.write(`Installing the packages of ${folder}/ ...\n`);
  try {
    execSync('npm ci --ignore-scripts --prefer-offline --no-audit --no-fund --loglevel=error', {
      cwd: directory,
      stdio: ['ignore', process.stderr, process.stderr],
      // Settings of the npm that called, such as a prefix or a workspace, are for that one.
      env: Object.fromEntries(
        Object.entries(process.env).filter(([name]) => !/^npm_config_(local_)?prefix$/i.test(name)),
      ),
    });
  } catch {
    throw new Error(
      `The packages of ${folder}/ could not be installed: see what npm says above, then run node scripts/install-apart.js ${folder}.`,
    );
  }
  writeFileSync(mark, wanted);
}

module.exports = { installApart };

if (require.main === module) {
  try {
    process.argv.slice(2).forEach(installApart);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
