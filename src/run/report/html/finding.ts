import { html, raw } from 'hono/html';
import type { Report, ReportedCheck } from '../report';
import { evidence } from './evidence';
import { command, href, references, text, type Markup } from './markup';
import { quotes } from './quotes';
import { checkCommand } from './reproduce';

/** Checks that are named at once; more are folded. */
const namedAtOnce = 4;

/** A finding in full: the sentence of the document, what is wrong, expected against received. */
export function finding(report: Report, check: ReportedCheck): Markup {
  const requirement = report.requirements.find(({ id }) => id === check.requirement);
  return html`${
      requirement
        ? html`<blockquote>
            <p>${text(requirement.statement)}</p>
            <p class="cite">${text(requirement.source)}</p>
            ${quotes(report, requirement.id, true)}
          </blockquote>`
        : ''
    }
    <p class="message">${text(check.message ?? 'no reason was given')}</p>
    ${evidence(check)}` as Markup;
}

/** The requests of a check with their responses, and how to run it alone. */
export function exchanges(report: Report, check: ReportedCheck, open: boolean): Markup | '' {
  if (check.exchanges.length === 0) return '';
  return html`<details class="lazy" ${open ? raw('open') : ''}>
    <summary>Request and response</summary>
    ${references(check)}
    <p class="part">Run this check alone</p>
    ${command(checkCommand(report, check.id))}
  </details>` as Markup;
}

/** Checks by their ids, each a link to its place in the matrix; of many, the most are folded. */
export function cases(checks: readonly ReportedCheck[], title: string): Markup {
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
    <p>${title}:</p>
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
