import { html } from 'hono/html';
import { reach, type RootCause } from '../causes';
import type { Report } from '../report';
import { failsTheRun } from '../failing';
import { cases, exchanges, finding } from './finding';
import { filterable, href, text, type Markup } from './markup';

/** What explains many checks at once, before all else, with one of them as an example. */
export function rootCauseNotes(report: Report, causes: readonly RootCause[]): Markup | '' {
  if (causes.length === 0) return '';
  return html`<section id="causes">
    <h2>${causes.length === 1 ? 'One cause of many failed checks' : 'Causes of many failed checks'}</h2>
    ${causes.map((cause) => rootCause(report, cause))}
  </section>` as Markup;
}

function rootCause(report: Report, cause: RootCause): Markup {
  const example = cause.checks.find((check) => failsTheRun(check, report.strict));
  return html`<article class="cause ${example ? 'failed' : 'warned'}" ${filterable(cause.checks)}>
    <h3>${text(cause.text)}</h3>
    <p>${reach(cause)}</p>
    ${cases(cause.checks, 'Checks that it explains')}
    ${
      example
        ? html`<p class="part">
              For example <a href="${href(example.id)}"><code>${text(example.id)}</code></a>
            </p>
            ${finding(report, example)} ${exchanges(report, example, false)}`
        : ''
    }
  </article> ` as Markup;
}
