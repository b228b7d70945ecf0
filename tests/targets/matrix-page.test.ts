import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { headOf, matrixOf } from '../../src/report/matrix/matrix';
import { toMatrixPage } from '../../src/report/matrix/page';
import { axeViolations } from '../browser/axe';
import { startChromium } from '../browser/chromium';
import { everyKind } from '../browser/sample-pages';

let browser: Browser;
const folder = mkdtempSync(join(tmpdir(), 'matrix-'));

beforeAll(async () => {
  browser = await startChromium();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

const report = headOf(everyKind);
const hostile = {
  ...report,
  requirements: report.requirements.map((own) => ({
    ...own,
    title: '<script>alert(1)</script>',
    status: 'passed' as const,
  })),
};
const times = { startedAt: '2025-01-01T00:00:00.000Z', finishedAt: '2025-01-01T00:00:01.000Z' };
const target = (name: string, own: typeof report) => ({
  ...{ name, baseUrl: `https://${name}.example`, report: own },
  exitCode: everyKind.exitCode,
});
const matrix = matrixOf(
  [
    target('hostile', hostile),
    target('eu', report),
    target('us', report),
    { name: 'lost', baseUrl: 'https://lost.example', exitCode: 5, reason: 'It has no report.' },
  ],
  times,
);

test.each([
  ['desktop', { width: 1280, height: 900 }, 'light'],
  ['phone', { width: 390, height: 844 }, 'dark'],
] as const)(
  'on a %s axe finds nothing, and what is wide scrolls by itself',
  async (_, viewport, colorScheme) => {
    const file = join(folder, 'matrix.html');
    writeFileSync(file, toMatrixPage(matrix));
    const context = await browser.newContext({ viewport, colorScheme });
    const page = await context.newPage();
    const incidents: string[] = [];
    page.on('console', (message) => incidents.push(message.text()));
    page.on('dialog', (dialog) => {
      incidents.push(dialog.message());
      void dialog.dismiss();
    });
    await page.goto(pathToFileURL(file).href);
    expect(await axeViolations(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(viewport.width);
    expect(incidents).toEqual([]);
    await context.close();
  },
);
