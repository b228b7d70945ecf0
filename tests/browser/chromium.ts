import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const places = [
  ...(process.env['PATH'] ?? '')
    .split(path.delimiter)
    .flatMap((dir) => names.map((name) => path.join(dir, name))),
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * The Chromium of this machine, started: the one that the environment variable CHROMIUM names, or the first
 * on the path or in a usual place.
 *
 * @throws Error where there is none, with what to do
 */
export async function startChromium(): Promise<Browser> {
  const named = process.env['CHROMIUM'];
  const executablePath = (named ? [named] : places).find((file) => existsSync(file));
  if (executablePath) return chromium.launch({ executablePath });
  throw new Error(
    named
      ? `CHROMIUM names ${named}, where no file is: correct it, or unset it to use an installed Chromium.`
      : 'No Chromium was found: install it (apt-get install chromium), or name one in the environment variable CHROMIUM.',
  );
}
