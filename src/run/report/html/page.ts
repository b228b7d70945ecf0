import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import { rootCauses, unexplained } from '../causes';
import type { Report } from '../report';
import { targetWords, verdictWord } from '../words';
import { embedded, exchangeData } from './exchange-data';
import { failures } from './failures';
import { filters } from './filters';
import { text, type Markup } from './markup';
import { masthead } from './masthead';
import { matrix } from './matrix';
import { notes } from './notes';
import { rootCauseNotes } from './root-causes';
import { script } from './browser/script';
import { style } from './style';

/**
 * The text of report.html: one file that loads nothing, and reads without its script as well. What a server
 * sent is escaped by the template, and the policy lets no other style or script run than the two in here.
 */
export function toHtml(report: Report): string {
  const causes = rootCauses(report);
  const told = unexplained(report.checks, causes);
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${verdictWord(report)}: ${text(targetWords(report))}</title>
        ${raw(`<style>${style}</style>`)}
      </head>
      <body>
        <a class="skip" href="#content">To the content</a>
        ${masthead(report)}
        <main id="content">
          ${rootCauseNotes(report, causes)} ${failures(report, told)} ${notes(report, told)}
          ${filters(report)} ${matrix(report)}
        </main>
        <p class="unscripted">
          Without JavaScript the filters and the exchanges are not shown; report.json has every exchange.
        </p>
        <footer>
          <p>
            ${text(`${report.suite.name} ${report.suite.version}`)}. Secrets are masked. The same in full, for
            machines: report.json.
          </p>
        </footer>
        ${raw(`<script type="application/json" id="exchange-data">${embedded(exchangeData(report))}</script>`)}
        ${raw(`<script>${script}</script>`)}
      </body>
    </html> ` as Markup;
  return page.toString();
}

const policy = [
  "default-src 'none'",
  `style-src '${hashOf(style)}'`,
  `script-src '${hashOf(script)}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

function hashOf(content: string): string {
  return `sha256-${createHash('sha256').update(content).digest('base64')}`;
}
