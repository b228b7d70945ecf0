import { html, raw } from 'hono/html';
import { listOf, quantity, sentence } from '../../text/prose';
import { rootCauses, unexplained } from '../findings/causes';
import { findingsOf, followingText, groupByCause, unverifiedReasons } from '../findings/findings';
import type { Report, ReportedCheck, ReportedStatus } from '../report';
import {
  countText,
  durationText,
  runFacts,
  shardText,
  statuses,
  statusLabel,
  targetText,
  verdictLabel,
} from '../wording/labels';
import { script } from './browser-script';
import { embedded, exchangeData } from './exchange-data';
import { failures, rootCauseNotes, runCommand } from './failure-card';
import { command, href, type Markup, statusMark, text } from './markup';
import { matrix } from './matrix';
import { pageHead, style } from './page-head';

const verdictStatus: Readonly<Record<Report['verdict'], ReportedStatus>> = {
  conformant: 'passed',
  'non-conformant': 'failed',
  incomplete: 'not-verified',
  unreachable: 'failed',
  'suite-error': 'failed',
};

function masthead(report: Report): Markup {
  const status = verdictStatus[report.verdict];
  return html`<header>
    <p class="eyebrow">Conformance report, <code>POST /v2.0/tokens</code> at ${text(targetText(report))}</p>
    <h1 class="${status}">
      <span aria-hidden="true">${statusLabel(status).sign}</span> ${verdictLabel(report)}
    </h1>
    <p class="reason">${text(report.reason)}</p>
    ${counts(report)}
  </header>` as Markup;
}

/** What was tested and how, and the command that reproduces the run. */
function aboutTheRun(report: Report): Markup {
  return html`<section id="run">
    <h2>About this run</h2>
    <dl class="facts">
      ${facts(report).map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${text(value)}</dd>
          </div> `,
      )}
    </dl>
    <h3 class="small">Reproduce it</h3>
    ${command(runCommand(report))}
  </section>` as Markup;
}

function facts(report: Report): readonly (readonly [string, string])[] {
  const shard = shardText(report);
  const modes = [
    ...(report.strict ? ['strict: warnings fail the run'] : []),
    ...(report.allowIncomplete ? ['incomplete runs allowed'] : []),
  ];
  return [
    ['Target', targetText(report)],
    ['Profiles', report.profiles.join(', ')],
    ...(shard === undefined ? [] : [['Shard', shard] as const]),
    ['Started', `${report.startedAt.slice(0, 19).replace('T', ' ')} UTC`],
    ['Took', `${durationText(report.durationMs)}, ${quantity(report.summary.requests, 'request')}`],
    ...(modes.length > 0 ? [['Mode', modes.join('; ')] as const] : []),
    ...runFacts(report),
    ['Suite', `${report.suite.name} ${report.suite.version}`],
    ['Exit code', String(report.exitCode)],
  ];
}

/** Checks by status; with the script, each is a filter. */
function counts(report: Report): Markup | '' {
  const all = countText(report);
  if (all.length === 0) return '';
  const items = all.map(({ status, count }) => {
    const { sign, word } = statusLabel(status);
    return html`<li>
      <a class="count ${status}" href="#status=${status}"
        ><b>${count}</b> <span><span aria-hidden="true">${sign}</span> ${word}</span></a
      >
    </li> `;
  });
  return html`<nav aria-label="Checks by status">
    <h2 class="small">${quantity(report.summary.checks.total, 'check')} of ${requirementCount(report)}</h2>
    <ul class="counts">
      ${items}
    </ul>
  </nav>` as Markup;
}

function requirementCount(report: Report): string {
  const { total, failed } = report.summary.requirements;
  return `${quantity(total, 'requirement')}${failed > 0 ? `, ${failed} of them failed` : ''}`;
}

/**
 * The text of report.html: one file that loads nothing, and can be read without its script. What a server sent is
 * escaped by the template, and the policy lets no other style or script run than the two in here.
 */
export function toHtml(report: Report): string {
  const causes = rootCauses(report);
  const remaining = unexplained(report.checks, causes);
  const whatDoesNotFail = html`${gaps(report, remaining)} ${baseline(report)} ${warnings(report, remaining)}` as Markup;
  const page = html`<!doctype html>
    <html lang="en">
      ${pageHead(`${verdictLabel(report)}: ${text(targetText(report))}`, style, script)}
      <body>
        <a class="skip" href="#content">Skip to the content</a>
        ${masthead(report)}
        <main id="content">
          ${filters(report)} ${rootCauseNotes(report, causes)} ${failures(report, remaining)}
          ${whatDoesNotFail} ${aboutTheRun(report)} ${matrix(report)}
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
