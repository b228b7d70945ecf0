import { html, raw } from 'hono/html';
import { rootCauses, unexplained } from '../findings/causes';
import type { Report } from '../report';
import { statuses, statusLabel, targetText, verdictLabel } from '../wording/labels';
import { script } from './browser/script';
import { embedded, exchangeData } from './exchange-data';
import { failures, rootCauseNotes } from './failures';
import { type Markup, text } from './markup';
import { aboutTheRun, masthead } from './masthead';
import { matrix } from './matrix';
import { notes } from './notes';
import { pageHead, style } from './page-head';

/**
 * The text of report.html: one file that loads nothing, and can be read without its script. What a server sent is
 * escaped by the template, and the policy lets no other style or script run than the two in here.
 */
export function toHtml(report: Report): string {
  const causes = rootCauses(report);
  const remaining = unexplained(report.checks, causes);
  const page = html`<!doctype html>
    <html lang="en">
      ${pageHead(`${verdictLabel(report)}: ${text(targetText(report))}`, style, script)}
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

/** The filters; hidden until the script, without which they do nothing, shows them. */
function filters(report: Report): Markup {
  const present = statuses.filter(
    (status) =>
      report.checks.some((check) => check.status === status) ||
      report.requirements.some((requirement) => requirement.status === status),
  );
  return html`<form id="filters" hidden aria-label="Filter the checks">
    <fieldset>
      <legend>Status</legend>
      ${present.map(
        (status) =>
          html`<label
            ><input type="checkbox" name="status" value="${status}" />
            <span class="mark ${status}"
              ><span aria-hidden="true">${statusLabel(status).sign}</span> ${statusLabel(status).word}</span
            ></label
          > `,
      )}
    </fieldset>
    <label>Level ${choice('level', ['MUST', 'SHOULD', 'MAY'])}</label>
    <label>Profile ${choice('profile', profilesOf(report))}</label>
    <label class="grow">Text <input type="search" name="q" placeholder="id, title or message" /></label>
    <button type="reset">Show all</button>
    <output aria-live="polite"></output>
  </form>` as Markup;
}

/** The profiles of the requirements and checks, in order of appearance. */
function profilesOf(report: Report): string[] {
  const ofChecks = report.checks.flatMap(({ profiles }) => profiles);
  return [...new Set([...report.requirements.map(({ profile }) => profile), ...ofChecks])];
}

function choice(name: string, values: readonly string[]): Markup {
  return html`<select name="${name}">
    <option value="">all</option>
    ${values.map((value) => html`<option>${value}</option> `)}
  </select>` as Markup;
}
