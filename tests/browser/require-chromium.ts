/*
 * Sees to a Chromium before any test starts: it is found, or installed where that takes no more than a right that this
 * process has, or one sentence says how.
 */
import { spawnSync } from 'node:child_process';
import { chromiumPath } from './chromium-path';

function found(): boolean {
  try {
    return chromiumPath() !== '';
  } catch {
    return false;
  }
}

/** On Debian and its like, as root, which is how containers and most runners of CI are. */
function install(): void {
  const mayInstall = process.getuid?.() === 0 && process.env['CHROMIUM'] === undefined;
  if (!mayInstall || spawnSync('apt-get', ['--version']).status !== 0) return;
  process.stderr.write('Installing Chromium, in which the tests look at report.html ...\n');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // A network that is not there is given up on at once.
  const options = ['-qq', '-o', 'Acquire::Retries=0', '-o', 'Acquire::http::Timeout=20'];
  for (const argv of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']])
    spawnSync('apt-get', [...options, ...argv], { stdio: ['ignore', 'ignore', 'inherit'], env });
}

if (!found()) install();
try {
  chromiumPath();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
