import { html } from 'hono/html';
import { quantity } from '../../text/prose';
import { groupBy } from '../findings/findings';
import type { Report, ReportedCheck, ReportedRequirement, ReportedStatus } from '../report';
import { statuses, statusLabel } from '../wording/labels';
import { evidence, quotes } from './failure-card';
import { href, type Markup, references, statusMark, text } from './markup';

/** Characters that the evidence of all checks may take, so that a page with thousands of failures stays below 5 MB. */
const mostEvidence = 800_000;

/** Every requirement by its section, as a table; the checks of each open below its row. */
export function matrix(report: Report): Markup | '' {
  if (report.requirements.length === 0) return '';
  const checks = groupBy(report.checks, ({ requirement }) => requirement);
  const withEvidence = report.checks.filter((check) => check.expected ?? check.received).length;
  // For expected and received each.
  const limit = Math.max(100, Math.floor(mostEvidence / (2 * withEvidence)));
  const sections = [...groupBy(report.requirements, ({ section }) => section)];
  return html`<section id="requirements">
    <h2>Requirements</h2>
    <nav aria-label="Sections of the document">
      <ul class="sections">
        ${sections.map(
          ([name, own]) =>
            html`<li>
              <a href="${href(`section ${name}`)}">${text(name)}</a> ${signs(own.map(({ status }) => status))}
            </li> `,
        )}
      </ul>
    </nav>
    ${sections.map(([name, own]) =>
      sectionTable(name, own, (requirement) =>
        requirementRows(report, requirement, checks.get(requirement.id) ?? [], limit),
      ),
    )}
  </section>` as Markup;
}

function signs(own: readonly ReportedStatus[]): Markup | '' {
  const failed = own.filter((status) => status === 'failed').length;
  return failed > 0 ? (html`<span class="mark failed">${failed} failed</span>` as Markup) : '';
}

function sectionTable(
  name: string,
  requirements: readonly ReportedRequirement[],
  rows: (requirement: ReportedRequirement) => Markup,
): Markup {
  return html`<table class="section" id="${text(`section ${name}`)}">
    <caption>
      <span class="name">${text(name)}</span>
      ${quantity(requirements.length, 'requirement')}: ${tally(requirements.map(({ status }) => status))}
    </caption>
    <thead>
      <tr>
        <th scope="col">Status</th>
        <th scope="col">Requirement</th>
        <th scope="col">Level</th>
        <th scope="col">Profile</th>
        <th scope="col">Document</th>
      </tr>
    </thead>
    ${requirements.map(rows)}
  </table> ` as Markup;
}

function requirementRows(
  report: Report,
  requirement: ReportedRequirement,
  checks: readonly ReportedCheck[],
  limit: number,
): Markup {
  const { id, level, profile, title, source, status } = requirement;
  return html`<tbody id="${text(id)}" data-s="${status}" data-l="${level}" data-p="${profile}">
    <tr>
      <td>${statusMark(status, level)}</td>
      <th scope="row">${text(title)} <code>${text(id)}</code></th>
      <td>${level}</td>
      <td>${profile}</td>
      <td>${text(source.replace(/^document /, ''))}</td>
    </tr>
    <tr class="more">
      <td colspan="5">
        <details class="checks">
          <summary>${checks.length > 0 ? checkCount(checks) : 'No checks'}</summary>
          <p class="statement">${text(requirement.statement)}</p>
          ${quotes(report, id)}
          ${requirement.excluded ? html`<p>Cannot be checked from the outside: ${text(requirement.excluded)}</p>` : ''}
          ${checks.map((check) => checkDetails(check, limit))}
        </details>
      </td>
    </tr>
  </tbody> ` as Markup;
}

function checkDetails(check: ReportedCheck, limit: number): Markup {
  const { id, level, profiles, status } = check;
  return html`<details
    class="check lazy"
    id="${text(id)}"
    data-s="${status}"
    data-l="${level}"
    data-p="${profiles.join(' ')}"
  >
    <summary>${statusMark(status, level)} ${text(check.title)} <code>${text(id)}</code></summary>
    ${check.message === undefined ? '' : html`<p class="message">${text(check.message)}</p>`}${check.expectedBecause === undefined ? '' : html`<p>Expected by the baseline: ${text(check.expectedBecause)}</p>`}${evidence(check, limit)}
    <p class="meta">${Math.round(check.durationMs)} ms, <code>${text(check.spec)}</code></p>
    ${references(check)}
  </details>` as Markup;
}

function checkCount(checks: readonly ReportedCheck[]): string {
  const all = checks.map(({ status }) => status);
  return `${quantity(checks.length, 'check')}: ${tally(all)}`;
}

/** `1 failed, 3 passed` */
function tally(own: readonly ReportedStatus[]): string {
  return statuses
    .map((status) => ({ status, count: own.filter((one) => one === status).length }))
    .filter(({ count }) => count > 0)
    .map(({ status, count }) => `${count} ${statusLabel(status).word}`)
    .join(', ');
}
