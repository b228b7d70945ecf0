import { html } from 'hono/html';
import { groupByCause, type MessageGroup } from '../grouping';
import { quantity } from '../prose';
import type { Report, ReportedCheck } from '../report';
import { failsTheRun } from '../verdict';
import { cases, exchanges, finding } from './finding';
import { href, statusMark, text, type Markup } from './markup';

/** Causes that are told in full; all checks are in the matrix. */
const most = 50;

/**
 * What failed, one article for each requirement and message: the sentence of the document, what is wrong, the request.
 *
 * @param told the checks that no root cause explains
 */
export function failures(report: Report, told: readonly ReportedCheck[]): Markup | '' {
  const groups = groupByCause(told.filter((check) => failsTheRun(check, report.strict)));
  if (groups.length === 0) return '';
  const rest = groups.length - most;
  return html`<section id="failures">
    <h2>What failed</h2>
    ${groups.slice(0, most).map((group, index) => cause(report, group, index === 0))}
    ${rest > 0 ? html`<p>And ${quantity(rest, 'further cause')}, among the requirements below.</p>` : ''}
  </section>` as Markup;
}

function cause(report: Report, { checks }: MessageGroup, open: boolean): Markup | '' {
  const [first] = checks;
  if (!first) return '';
  const requirement = report.requirements.find(({ id }) => id === first.requirement);
  return html`<article class="cause ${first.status}">
    <header>
      <h3>${text(requirement?.title ?? first.title)}</h3>
      <p class="meta">
        ${statusMark(first.status, first.level)} ${first.level}
        <a href="${href(first.requirement)}"><code>${text(first.requirement)}</code></a>
      </p>
    </header>
    ${finding(report, first)}
    ${cases(checks, checks.length === 1 ? 'The check that shows it' : `${checks.length} checks show it`)}
    ${exchanges(report, first, open)}
  </article> ` as Markup;
}
