/*
 * Makes the pictures of the README: a run against the embedded server with a fault, as the console shows it and
 * as report.html does. The server takes the port that the README names.
 */
const { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');
const AnsiToHtml = require('ansi-to-html');
const { main } = require('../dist/src/cli/main');

require('esbuild-register');
const { startChromium } = require('../tests/browser/chromium.ts');

const fault = 'tenants-both-accepted';
const port = '8080';
const images = join(__dirname, '..', 'docs', 'images');
const mostBytes = 200_000;

/** What a command prints, without the line of progress that it rewrites. */
function terminal(cwd, onText = () => {}) {
  const printed = [];
  const write = (text) => {
    if (!text.startsWith('\r')) onText(printed.push(text));
  };
  const stop = new AbortController();
  const output = { write, columns: 100 };
  const io = { stdout: output, stderr: output, env: {}, cwd, isTTY: true, stop: stop.signal };
  return { io, stop: () => stop.abort(), text: () => printed.join('') };
}

/** A run against the broken server, with its reports in `folder`. */
async function brokenRun(folder) {
  const configuration = join(folder, 'faulty.yaml');
  let served;
  const server = await new Promise((resolve, reject) => {
    const own = terminal(folder, () => resolve(own));
    served = main(['serve', '--fault', fault, '--port', port], own.io);
    served.then(() => reject(new Error(own.text())), reject);
  });
  writeFileSync(configuration, server.text());
  const run = terminal(folder);
  await main(['run', '--config', configuration], run.io);
  server.stop();
  await served;
  return run.text();
}

function consolePage(text) {
  const colours = { 1: '#ff9b92', 2: '#83d3a0', 3: '#f0bb59', 4: '#8ab8f5', 5: '#c9adf7' };
  const converter = new AnsiToHtml({ fg: '#e4e7ea', bg: '#15181c', escapeXML: true, colors: colours });
  return `<!doctype html><meta charset="utf-8"><style>
    body { margin: 0; background: #15181c; width: max-content; }
    pre { margin: 0; padding: 24px 28px; font: 11px/1.5 "DejaVu Sans Mono", Menlo, Consolas, monospace; color: #e4e7ea;
      white-space: pre-wrap; width: 100ch; }
  </style><pre>${converter.toHtml(`$ node bin/identity-conformance.js run --config faulty.yaml\n\n${text.trimEnd()}`)}</pre>`;
}

async function picture(page, name, options) {
  const path = join(images, name);
  await page.screenshot({ path, ...options });
  const { size } = statSync(path);
  if (size > mostBytes) throw new Error(`${path} has ${size} bytes; ${mostBytes} are the most.`);
  process.stdout.write(`${path}: ${size} bytes\n`);
}

async function makePictures() {
  const folder = mkdtempSync(join(tmpdir(), 'pictures-'));
  const browser = await startChromium();
  try {
    mkdirSync(images, { recursive: true });
    const text = await brokenRun(folder);
    const page = await browser.newPage({ viewport: { width: 1000, height: 1200 } });
    await page.setContent(consolePage(text));
    await picture(page, 'console.png', { clip: await page.locator('body').boundingBox(), fullPage: true });
    await page.goto(pathToFileURL(join(folder, 'reports', 'report.html')).href);
    await picture(page, 'report.png', {});
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}

makePictures().catch((error) => {
  process.stderr.write(`The pictures could not be made: ${error.message}\n`);
  process.exitCode = 1;
});
