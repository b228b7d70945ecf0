import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { toHtml } from '../../src/report/html/page';
import type { Report } from '../../src/report/report';
import { axeViolations } from './axe';
import { startChromium } from './chromium';
import { allHostile, everyKind, largeReport } from './sample-pages';

let browser: Browser;
let folder: string;
let files = 0;

beforeAll(async () => {
  [browser, folder] = [await startChromium(), await mkdtemp(path.join(tmpdir(), 'pages-'))];
});

afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

const desktop = { width: 1280, height: 900 };
const phone = { width: 390, height: 844 };

interface Opened {
  readonly page: Page;
  /** What the page did that no report does: errors, dialogs, requests. */
  readonly incidents: string[];
}

async function open(report: Report, hash = '', options: BrowserContextOptions = {}): Promise<Opened> {
  const file = path.join(folder, `report-${(files += 1)}.html`);
  await writeFile(file, toHtml(report));
  const url = pathToFileURL(file).href;
  const context = await browser.newContext({ viewport: desktop, ...options });
  const page = await context.newPage();
  const incidents: string[] = [];
  page.on('console', (message) => incidents.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => incidents.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    incidents.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (request.url().split('#')[0] !== url) incidents.push(`request: ${request.url()}`);
  });
  await page.goto(url + hash);
  return { page, incidents };
}

const checkOf = (page: Page, id: string) => page.locator(`[id="${id}"]`);

test.each([
  ['desktop', desktop, 'light'],
  ['phone', phone, 'dark'],
] as const)('on a %s axe finds nothing, checks open', async (_, viewport, colorScheme) => {
  const { page, incidents } = await open(everyKind, '', { viewport, colorScheme });
  await page.evaluate(
    `for (const one of document.querySelectorAll('details:not(.check ~ *)')) one.open = true`,
  );
  expect(await axeViolations(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(viewport.width);
  expect(incidents).toEqual([]);
  await page.context().close();
});

test('hostile text in every field runs nothing, breaks nothing and asks nothing of the network', async () => {
  const { page, incidents } = await open(allHostile(), '#q=%3Cimg+src%3Dx+onerror%3Dran%3D1%3E');
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.evaluate(`for (const one of document.querySelectorAll('details')) one.open = true`);
  // They are made when the browser tells that what holds them was opened.
  await page.locator('.exchange').nth(7).waitFor({ state: 'attached' });
  await expect(page.locator('.exchange').count()).resolves.toBeGreaterThan(7);
  for (const button of await page.getByRole('button', { name: 'As received' }).all()) await button.click();
  expect(await page.locator('img, svg, iframe, a:not([href^="#"]), [onerror], [onload]').count()).toBe(0);
  expect(await page.locator('script').count()).toBe(2);
  expect(await page.evaluate('[typeof ran, typeof {}.ran]')).toEqual(['undefined', 'undefined']);
  expect(await page.locator('h1').innerText()).toContain('Not conformant');
  expect(await page.locator('.check').count()).toBe(everyKind.checks.length);
  expect(incidents).toEqual([]);
  await page.context().close();
});

test('the policy stops a script and a request that are not of the page', async () => {
  const { page } = await open(everyKind);
  const blocked = page.waitForEvent('requestfailed');
  await page.evaluate(`document.body.append(document.createElement('script'));
    document.body.lastChild.textContent = 'window.ran = 1';
    document.body.append(Object.assign(document.createElement('img'), { src: 'http://127.0.0.1:9/' }))`);
  expect((await blocked).failure()?.errorText).toBe('csp');
  expect(await page.evaluate('typeof ran')).toBe('undefined');
  await page.context().close();
});

test('a check opens by the keyboard to its evidence and its exchanges, the judged one first', async () => {
  const { page } = await open(everyKind, '#tenant.exclusive');
  const one = checkOf(page, 'tenant.exclusive/json-1');
  await one.locator('summary').focus();
  await page.keyboard.press('Enter');
  await expect(one.locator('.evidence dt').allInnerTexts()).resolves.toEqual([
    ...['Expected', 'Received', 'First difference', 'Constraint'],
  ]);
  const heads = await one.locator('.exchange-head').allInnerTexts();
  expect(heads).toEqual([
    'Judged: POST /v2.0/tokens, 200 in 9 ms (x1)',
    'For comparison: POST /v2.0/tokens, 200 in 9 ms (x2)',
  ]);
  const first = one.locator('.exchange').first();
  await expect(first.locator('.part').allInnerTexts()).resolves.toEqual([
    ...['Request, indented for reading', 'Response, indented for reading', 'Reproduce it'],
  ]);
  await expect(first.locator('pre .a').first().innerText()).resolves.toBe('"auth"');
  expect(await first.locator('pre').nth(1).innerText()).toContain('{\n  "access": {\n    "token": {\n');
  await first.getByRole('button', { name: 'As received' }).click();
  const received = everyKind.exchanges[0]?.response?.body;
  expect(await first.locator('pre').nth(1).innerText()).toContain(`\n\n${received}`);
  await page.context().close();
});

test('a check that passed shows its exchange too; on a phone one below the other', async () => {
  const { page } = await open(everyKind, '#tenant.refused/xml', { viewport: phone });
  const messages = checkOf(page, 'tenant.refused/xml').locator('.messages > div');
  const [request, response] = [await messages.nth(0).boundingBox(), await messages.nth(1).boundingBox()];
  expect(response?.y).toBeGreaterThanOrEqual((request?.y ?? 0) + (request?.height ?? 0));
  expect(await messages.nth(1).innerText()).toContain('HTTP 400');
  await page.context().close();
});

test('the filters live in the address', async () => {
  const { page } = await open(everyKind, '#status=failed,warned&level=SHOULD');
  const shown = () => page.locator('.check:not([hidden])').evaluateAll((all) => all.map(({ id }) => id));
  const hash = () => new URL(page.url()).hash;
  expect(await shown()).toEqual(['user.roles/json']);
  expect(await page.locator('output').innerText()).toBe('1 of 11 checks');
  await page.getByLabel('Level').selectOption('');
  await page.getByRole('searchbox').fill('JSON-3');
  expect(await shown()).toEqual(['tenant.exclusive/json-3']);
  expect(hash()).toBe('#status=failed,warned&q=JSON-3');
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.getByLabel('Profile').selectOption('rcn');
  expect(await shown()).toEqual(['rcn.one/json', 'rcn.two/json']);
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.getByRole('checkbox', { name: 'not verified' }).focus();
  await page.keyboard.press('Space');
  expect(await shown()).toEqual(['rcn.one/json']);
  expect(hash()).toBe('#status=not-verified');
  await page.reload();
  expect(await shown()).toEqual(['rcn.one/json']);
  await page.context().close();
});

test('the copy button copies the curl line', async () => {
  const { page } = await open(everyKind, '', { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.getByRole('button', { name: 'Copy the curl line' }).first().click();
  await page.getByRole('button', { name: 'Copied: the curl line' }).waitFor();
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(everyKind.exchanges[0]?.curl);
  await page.context().close();
});

test('without JavaScript the verdict, the failure and the matrix are there; on paper no controls are', async () => {
  const { page } = await open(everyKind, '', { javaScriptEnabled: false });
  await expect(page.locator('h1').innerText()).resolves.toContain('Not conformant');
  await expect(page.locator('#failures blockquote').first().isVisible()).resolves.toBe(true);
  await expect(page.locator('#requirements tbody th').first().isVisible()).resolves.toBe(true);
  await expect(page.getByText('Without JavaScript').isVisible()).resolves.toBe(true);
  await page.context().close();
  const paper = await open(everyKind);
  await paper.page.emulateMedia({ media: 'print' });
  await expect(paper.page.locator('button:visible, input:visible').count()).resolves.toBe(0);
  await expect(paper.page.locator('.curl:visible').count()).resolves.toBeGreaterThan(0);
  await paper.page.context().close();
});

test('2,000 checks stay below 5 MB and open in under a second', async () => {
  const report = largeReport();
  expect(Buffer.byteLength(toHtml(report))).toBeLessThan(5_000_000);
  const { page, incidents } = await open(report);
  const times: number[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    if (turn > 0) await page.reload();
    times.push(await page.evaluate(`performance.getEntriesByType('navigation')[0].loadEventEnd`));
  }
  // The quickest of three, since other work of the machine is not the page's.
  expect(Math.min(...times)).toBeLessThan(1000);
  expect(incidents).toEqual([]);
  await page.context().close();
});
