import { html, raw } from 'hono/html';
import { groupByCause, type MessageGroup } from '../grouping';
import { quantity } from '../prose';
import type { Report } from '../report';
import { failsTheRun } from '../verdict';
import { evidence } from './evidence';
import { href, references, statusMark, text, type Markup } from './markup';

/** Causes that are told in full; all checks are in the matrix. */
const most = 50;

/** What failed, one article for each cause: the sentence of the document, what is wrong, the request. */
export function failures(report: Report, shown: ReadonlySet<string>): Markup | '' {
  const groups = groupByCause(report.checks.filter((check) => failsTheRun(check, report.strict)));
  if (groups.length === 0) return '';
  const rest = groups.length - most;
  return html`<section id="failures">
    <h2>What failed</h2>
    ${groups.slice(0, most).map((group, index) => cause(report, group, shown, index === 0))}
    ${rest > 0 ? html`<p>And ${quantity(rest, 'further cause')}, among the requirements below.</p>` : ''}
  </section>` as Markup;
}

function cause(report: Report, group: MessageGroup, shown: ReadonlySet<string>, open: boolean): Markup | '' {
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
    ${evidence(first)}
    <p class="cases">
      ${group.checks.length === 1 ? 'Check' : `${group.checks.length} checks`}:
      ${group.checks.map(
        ({ id }, index) => html`${index > 0 ? ', ' : ''}<a href="${href(id)}"><code>${text(id)}</code></a>`,
      )}
    </p>
    ${
      first.exchanges.length > 0
        ? html`<details class="lazy" ${open ? raw('open') : ''}>
            <summary>Request and answer</summary>
            ${references(first, shown)}
          </details>`
        : ''
    }
  </article> ` as Markup;
}
