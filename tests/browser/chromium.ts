import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * The Chromium of this machine, started: the one that the environment variable CHROMIUM names, or the first
 * that stands in a usual place.
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
