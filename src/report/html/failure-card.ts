import { html, raw } from 'hono/html';
import { profiles } from '../../contract/catalogue';
import { quoted } from '../../http/exchange/shell-quoting';
import { cut } from '../../text/printable';
import { quantity } from '../../text/prose';
import { reach, type RootCause } from '../findings/causes';
import { type Finding, findingsOf, groupBy, statusOf } from '../findings/findings';
import type { Report, ReportedCheck } from '../report';
import { failsTheRun } from '../verdict/counts';
import { evidenceOf } from '../wording/exchange-text';
import { ownCommand } from '../wording/labels';
import { block, command, filterable, href, type Markup, references, statusMark, text } from './markup';

/** Checks that are listed openly; more are folded. */
const namedAtOnce = 4;

/** A finding in full: the sentence of the document, what is wrong, expected and received. */
function finding(report: Report, check: ReportedCheck): Markup {
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
function exchanges(report: Report, check: ReportedCheck, open: boolean): Markup | '' {
  if (check.exchanges.length === 0) return '';
  return html`<details class="lazy" ${open ? raw('open') : ''}>
    <summary>Request and response</summary>
    ${references(check)}
    <p class="part">Run this check alone</p>
    ${command(commandOf(report, [`--check ${quoted(check.id)}`]))}
  </details>` as Markup;
}

/** Checks by their ids, each a link to its place in the matrix; if there are many, most are folded. */
function cases(checks: readonly ReportedCheck[], title: string): Markup {
  const links = checks.map(
    ({ id }) =>
      html`<li>
        <a href="${href(id)}"><code>${text(id)}</code></a>
      </li> `,
  );
  // One more takes no more space than the line that would fold it.
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

/**
 * Expected and received side by side, then where the response differs and what it breaks.
 *
 * @param limit characters of each that are shown
 */
export function evidence(check: ReportedCheck, limit = Infinity): Markup | '' {
  const parts = evidenceOf(check);
  if (parts.length === 0) return '';
  return html`<dl class="evidence">
    ${parts.map(
      ([label, content]) =>
        html`<div class="${label}">
          <dt>${titles[label] ?? label}</dt>
          <dd>${block(cut(content, limit))}</dd>
        </div> `,
    )}
  </dl>` as Markup;
}

const titles: Readonly<Record<string, string>> = {
  expected: 'Expected',
  received: 'Received',
  at: 'First difference',
  schema: 'Constraint',
};

/** Lines that are shown openly; more are folded. */
const mostAtOnce = 30;

/**
 * The lines of the document that a requirement cites, from the reader's copy of it; nothing without one.
 *
 * @param unfolded whether a few lines are shown at once
 */
export function quotes({ document }: Report, requirement: string, unfolded = false): Markup | '' {
  const own = document?.quotes[requirement] ?? [];
  if (!document || own.length === 0) return '';
  const lines = own.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  const caveat = document.isCited ? '' : ', which is a different version from the cited one';
  return html`<details class="quotes" ${unfolded && lines <= mostAtOnce ? raw('open') : ''}>
    <summary>These lines of ${text(document.file)}${caveat}</summary>
    ${own.map((quote) => block(numbered(quote.from, quote.text)))}
  </details>` as Markup;
}

function numbered(from: number, content: string): string {
  return content
    .split('\n')
    .map((line, index) => `${String(from + index).padStart(4)}  ${text(line)}`)
    .join('\n');
}

/** The command that repeats the run, for bash; a server of the reader's own needs its configuration file. */
export function runCommand(report: Report): string {
  const { shard, selection } = report;
  return commandOf(report, [
    ...(selection?.requirements ?? []).map((id) => `--requirement ${quoted(id)}`),
    ...(selection?.checks ?? []).map((pattern) => `--check ${quoted(pattern)}`),
    ...(shard ? [`--shard ${shard.index}/${shard.of}`] : []),
  ]);
}

function commandOf(report: Report, more: readonly string[]): string {
  const { capture } = report.target;
  const all = profiles.every((profile) => report.profiles.includes(profile));
  return [
    ownCommand(),
    capture === undefined ? 'run' : `check ${quoted(capture)}`,
    ...targetOptions(report.target),
    ...(all ? [] : report.profiles.map((profile) => `--profile ${profile}`)),
    ...(report.strict ? ['--strict'] : []),
    ...(report.allowIncomplete ? ['--allow-incomplete'] : []),
    ...(report.seed === undefined ? [] : [`--seed ${report.seed}`]),
    ...more,
  ].join(' ');
}

function targetOptions({ baseUrl, embedded, capture, tlsVerified }: Report['target']): readonly string[] {
  if (embedded) return [];
  const url = ['--base-url', quoted(baseUrl)];
  if (capture !== undefined) return url;
  return [...url, '--config FILE', ...(tlsVerified === false ? ['--insecure'] : [])];
}

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

function cause(report: Report, group: Finding, open: boolean): Markup | '' {
  const { checks, follows } = group;
  const [first] = checks;
  if (!first) return '';
  const requirement = report.requirements.find(({ id }) => id === first.requirement);
  return html`<article class="cause ${statusOf(group)}" ${filterable([...checks, ...follows])}>
    <header>
      <h3>${text(requirement?.title ?? first.title)}</h3>
      <p class="meta">
        ${statusMark(statusOf(group), first.level)} ${first.level}
        <a href="${href(first.requirement)}"><code>${text(first.requirement)}</code></a>
      </p>
    </header>
    ${finding(report, first)} ${exchanges(report, first, open)}
    ${cases(checks, checks.length === 1 ? 'The check that shows it' : `${checks.length} checks show it`)}
    ${following(follows)}
  </article> ` as Markup;
}

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
