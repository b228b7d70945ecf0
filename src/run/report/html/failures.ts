import { html, raw } from 'hono/html';
import { groupByCause, type MessageGroup } from '../grouping';
import { quantity } from '../prose';
import type { Report, ReportedCheck } from '../report';
import { failsTheRun } from '../verdict';
import { evidence } from './evidence';
import { checkCommand } from './reproduce';
import { command, href, references, statusMark, text, type Markup } from './markup';

/** Causes that are told in full; all checks are in the matrix. */
const most = 50;

/** Checks of a cause that are named at once; more are folded. */
const namedAtOnce = 4;

/** What failed, one article for each cause: the sentence of the document, what is wrong, the request. */
export function failures(report: Report): Markup | '' {
  const groups = groupByCause(report.checks.filter((check) => failsTheRun(check, report.strict)));
  if (groups.length === 0) return '';
  const rest = groups.length - most;
  return html`<section id="failures">
    <h2>What failed</h2>
    ${groups.slice(0, most).map((group, index) => cause(report, group, index === 0))}
    ${rest > 0 ? html`<p>And ${quantity(rest, 'further cause')}, among the requirements below.</p>` : ''}
  </section>` as Markup;
}

function cause(report: Report, group: MessageGroup, open: boolean): Markup | '' {
  const [first] = group.checks;
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
    ${
      requirement
        ? html`<blockquote>
            <p>${text(requirement.statement)}</p>
            <p class="cite">${text(requirement.source)}</p>
          </blockquote>`
        : ''
    }
    <p class="message">${text(group.message)}</p>
    ${evidence(first)} ${cases(group.checks)}
    ${
      first.exchanges.length > 0
        ? html`<details class="lazy" ${open ? raw('open') : ''}>
            <summary>Request and answer</summary>
            ${references(first)}
            <p class="part">Run this check alone</p>
            ${command(checkCommand(report, first.id))}
          </details>`
        : ''
    }
  </article> ` as Markup;
}

/** The checks of a cause, each a link to its place in the matrix. */
function cases(checks: readonly ReportedCheck[]): Markup {
  const links = checks.map(
    ({ id }) =>
      html`<li>
        <a href="${href(id)}"><code>${text(id)}</code></a>
      </li> `,
  );
  // One more is as short as the line that would fold it.
  const atOnce = links.length <= namedAtOnce + 1 ? links.length : namedAtOnce;
  const folded = links.slice(atOnce);
  return html`<div class="cases">
    <p>${checks.length === 1 ? 'The check that shows it' : `${checks.length} checks show it`}:</p>
    <ul>
      ${links.slice(0, atOnce)}
    </ul>
    ${
      folded.length > 0
        ? html`<details>
            <summary>${folded.length} more</summary>
            <ul>
              ${folded}
            </ul>
          </details>`
        : ''
    }
  </div>` as Markup;
}
