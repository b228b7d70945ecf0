import { html } from 'hono/html';
import { groupByCause, groupByMessage } from '../grouping';
import { quantity, sentence } from '../prose';
import type { Report } from '../report';
import { failsTheRun } from '../verdict';
import { href, statusMark, text, type Markup } from './markup';

/** What is no failure and yet to be known: gaps by their reason, the state of the baseline, warnings. */
export function notes(report: Report): Markup {
  return html`${gaps(report)} ${baseline(report)} ${warnings(report)}` as Markup;
}

function gaps(report: Report): Markup | '' {
  const groups = groupByMessage(report.checks.filter(({ status }) => status === 'not-verified'));
  if (groups.length === 0) return '';
  return html`<section id="not-verified">
    <h2>What could not be verified</h2>
    <ul class="notes">
      ${groups.map(
        ({ message, checks }) =>
          html`<li>
            ${statusMark('not-verified')} <b>${quantity(checks.length, 'check')}</b>
            ${text(sentence(message))}
          </li> `,
      )}
    </ul>
  </section>` as Markup;
}

function baseline(report: Report): Markup | '' {
  if (!report.staleBaseline?.length) return '';
  return html`<section id="baseline">
    <h2>What is stale in the baseline</h2>
    <ul class="notes">
      ${report.staleBaseline.map((entry) => html`<li>${text(entry)}</li> `)}
    </ul>
  </section>` as Markup;
}

function warnings(report: Report): Markup | '' {
  const noted = report.checks.filter(
    (check) => ['warned', 'expected-failure'].includes(check.status) && !failsTheRun(check, report.strict),
  );
  const groups = groupByCause(noted).slice(0, 200);
  if (groups.length === 0) return '';
  return html`<section id="warnings">
    <h2>What to know besides</h2>
    <details>
      <summary>
        ${quantity(noted.length, 'note')} that ${noted.length === 1 ? 'does' : 'do'} not fail the run
      </summary>
      <ul class="notes">
        ${groups.map(({ message, checks }) => {
          const [first] = checks;
          if (!first) return '';
          const more = checks.length > 1 ? ` (${checks.length} cases)` : '';
          const because = first.expectedBecause ? ` Expected: ${text(first.expectedBecause)}` : '';
          return html`<li>
            ${statusMark(first.status, first.level)} ${first.level}
            <a href="${href(first.id)}"><code>${text(first.requirement)}</code></a
            >${more}: ${text(sentence(message))}${because}
          </li> `;
        })}
      </ul>
    </details>
  </section>` as Markup;
}
