import { html } from 'hono/html';
import { listOf, quantity, sentence } from '../../text/prose';
import { findingsOf, followingText, groupByCause, unverifiedReasons } from '../findings/findings';
import type { Report, ReportedCheck } from '../report';
import { href, type Markup, statusMark, text } from './markup';

/**
 * What the reader should know besides failures: gaps by reason, the state of the baseline, warnings.
 *
 * @param remaining the checks that no root cause explains
 */
export function notes(report: Report, remaining: readonly ReportedCheck[]): Markup {
  return html`${gaps(report, remaining)} ${baseline(report)} ${warnings(report, remaining)}` as Markup;
}

function gaps(report: Report, remaining: readonly ReportedCheck[]): Markup | '' {
  const groups = unverifiedReasons(remaining, report.stopped);
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

function baseline({ staleBaseline = [], baselineNotes = [] }: Report): Markup | '' {
  if (staleBaseline.length + baselineNotes.length === 0) return '';
  return html`<section id="baseline">
    ${entries('Stale baseline entries', staleBaseline)} ${entries('Notes on the baseline', baselineNotes)}
  </section>` as Markup;
}

function entries(title: string, sentences: readonly string[]): Markup | '' {
  return sentences.length === 0
    ? ''
    : (html`<h2>${title}</h2>
        <ul class="notes">
          ${sentences.map((entry) => html`<li>${text(entry)}</li> `)}
        </ul>` as Markup);
}

const mostNotes = 200;

function placeOf({ path, message = '' }: ReportedCheck): Markup | '' {
  return path === undefined || message.includes(path)
    ? ''
    : (html` At <code>${text(path)}</code>.` as Markup);
}

function warnings(report: Report, remaining: readonly ReportedCheck[]): Markup | '' {
  const expected = groupByCause(remaining.filter(({ status }) => status === 'expected-failure'));
  const all = [...findingsOf(remaining, report.strict).notes, ...expected];
  if (all.length === 0) return '';
  const groups = all.slice(0, mostNotes);
  const count = all.reduce((sum, { checks, follows = [] }) => sum + checks.length + follows.length, 0);
  return html`<section id="warnings">
    <h2>Warnings and notes</h2>
    <details>
      <summary>${quantity(count, 'note')} that ${count === 1 ? 'does' : 'do'} not fail the run</summary>
      <ul class="notes">
        ${groups.map((group) => {
          const { message, checks } = group;
          const [first] = checks;
          if (!first) return '';
          const more = checks.length > 1 ? ` (${checks.length} checks)` : '';
          const because = first.expectedBecause ? ` Expected: ${text(first.expectedBecause)}` : '';
          const also =
            followingText(group).length > 0 ? ` Also: ${text(listOf(followingText(group), 5))}.` : '';
          return html`<li>
            ${statusMark(first.status, first.level)} ${first.level}
            <a href="${href(first.id)}"><code>${text(first.requirement)}</code></a
            >${more}: ${text(sentence(message))}${placeOf(first)}${because}${also}
          </li> `;
        })}
      </ul>
    </details>
  </section>` as Markup;
}
