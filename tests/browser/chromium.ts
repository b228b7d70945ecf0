import { chromium, type Browser } from 'playwright-core';
import { chromiumPath } from './chromium-path';

/**
 * The Chromium of this machine, started.
 *
 * @throws Error where there is none, with what to do
 */
export function startChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath() });
}
