import { html, raw } from 'hono/html';
import { rootCauses, unexplained } from '../causes';
import type { Report } from '../report';
import { targetWords, verdictWord } from '../words';
import { embedded, exchangeData } from './exchange-data';
import { failures } from './failures';
import { filters } from './filters';
import { text, type Markup } from './markup';
import { pageHead } from './head';
import { aboutTheRun, masthead } from './masthead';
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
  const remaining = unexplained(report.checks, causes);
  const page = html`<!doctype html>
    <html lang="en">
      ${pageHead(`${verdictWord(report)}: ${text(targetWords(report))}`, style, script)}
      <body>
        <a class="skip" href="#content">Skip to the content</a>
        ${masthead(report)}
        <main id="content">
          ${filters(report)} ${rootCauseNotes(report, causes)} ${failures(report, remaining)}
          ${notes(report, remaining)} ${aboutTheRun(report)} ${matrix(report)}
        </main>
        <p class="unscripted">
          Without JavaScript the filters and the exchanges are not shown; report.json has every exchange.
        </p>
        <footer>
          <p>
            ${text(`${report.suite.name} ${report.suite.version}`)}. Secrets are masked. report.json has the
            full data for programs.
          </p>
        </footer>
        ${raw(`<script type="application/json" id="exchange-data">${embedded(exchangeData(report))}</script>`)}
        ${raw(`<script>${script}</script>`)}
      </body>
    </html> ` as Markup;
  return page.toString();
}
