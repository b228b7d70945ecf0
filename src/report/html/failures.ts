import { html } from 'hono/html';
import { quantity } from '../../text/prose';
import { reach, type RootCause } from '../findings/causes';
import { type Finding, findingsOf, statusOf } from '../findings/findings';
import { groupBy } from '../findings/grouping';
import type { Report, ReportedCheck } from '../report';
import { failsTheRun } from '../verdict/counts';
import { cases, exchanges, finding, finding as sentenceAndDifference } from './failure-card';
import { filterable, href, type Markup, statusMark, text } from './markup';

/** Causes that are shown in full; all checks are in the matrix. */
const most = 50;

/**
 * What failed, one article for each problem: the sentence of the document, the difference, the request.
 *
 * @param remaining the checks that no root cause explains
 */
export function failures(report: Report, remaining: readonly ReportedCheck[]): Markup | '' {
  const { failures: groups } = findingsOf(remaining, report.strict);
  if (groups.length === 0) return '';
  const rest = groups.length - most;
  return html`<section id="failures">
    <h2>What failed</h2>
    ${groups.slice(0, most).map((group, index) => cause(report, group, index === 0))}
    ${rest > 0 ? html`<p>And ${quantity(rest, 'further cause')}, among the requirements below.</p>` : ''}
  </section>` as Markup;
}

function cause(report: Report, finding: Finding, open: boolean): Markup | '' {
  const { checks, follows } = finding;
  const [first] = checks;
  if (!first) return '';
  const requirement = report.requirements.find(({ id }) => id === first.requirement);
  return html`<article class="cause ${statusOf(finding)}" ${filterable([...checks, ...follows])}>
    <header>
      <h3>${text(requirement?.title ?? first.title)}</h3>
      <p class="meta">
        ${statusMark(statusOf(finding), first.level)} ${first.level}
        <a href="${href(first.requirement)}"><code>${text(first.requirement)}</code></a>
      </p>
    </header>
    ${sentenceAndDifference(report, first)} ${exchanges(report, first, open)}
    ${cases(checks, checks.length === 1 ? 'The check that shows it' : `${checks.length} checks show it`)}
    ${following(follows)}
  </article> ` as Markup;
}

/** What fails because of it, by requirement. */
function following(checks: readonly ReportedCheck[]): Markup | '' {
  if (checks.length === 0) return '';
  const groups = [...groupBy(checks, ({ requirement }) => requirement)];
  return html`<details class="follows">
    <summary>
      ${quantity(checks.length, 'check')} of other requirements ${checks.length === 1 ? 'fails' : 'fail'}
      because of it
    </summary>
    ${groups.map(([requirement, own]) => cases(own, requirement))}
  </details>` as Markup;
}

/** Causes that explain many checks at once, each with one of them as an example. */
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
