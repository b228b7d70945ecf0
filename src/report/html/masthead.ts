import { html } from 'hono/html';
import { quantity } from '../../text/prose';
import type { Report, ReportedStatus } from '../report';
import {
  countText,
  durationText,
  runFacts,
  shardText,
  statusLabel,
  targetText,
  verdictLabel,
} from '../wording/labels';
import { runCommand } from './failure-card';
import { command, type Markup, text } from './markup';

const verdictStatus: Readonly<Record<Report['verdict'], ReportedStatus>> = {
  conformant: 'passed',
  'non-conformant': 'failed',
  incomplete: 'not-verified',
  unreachable: 'failed',
  'suite-error': 'failed',
};

/** The head of the page: the verdict in words, its reason, and the counts. */
export function masthead(report: Report): Markup {
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
export function aboutTheRun(report: Report): Markup {
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
