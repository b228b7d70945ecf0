import { existsSync } from 'node:fs';
import path from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * Where the Chromium of this machine is: the one that the environment variable CHROMIUM names, or the first on the
 * path or in a usual place.
 *
 * @throws Error where there is none, with what to do
 */
export function chromiumPath(env: NodeJS.ProcessEnv = process.env): string {
  const named = env['CHROMIUM'];
  const onPath = (env['PATH'] ?? '')
    .split(path.delimiter)
    .flatMap((dir) => names.map((name) => path.join(dir, name)));
  const found = (named ? [named] : [...onPath, ...applications]).find((file) => existsSync(file));
  if (found) return found;
  throw new Error(
    named
      ? `CHROMIUM names ${named}, where no file is: correct it, or unset it to use an installed Chromium.`
      : 'No Chromium was found, in which the tests look at report.html: install it (as root on Debian, apt-get install chromium), or name one in the environment variable CHROMIUM.',
  );
}
