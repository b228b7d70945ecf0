import { html } from 'hono/html';
import { groupBy } from '../findings/findings';
import { type Markup, statusMark, text } from '../html/markup';
import { pageHead, style } from '../html/page-head';
import type { ReportedStatus } from '../report';
import { statusLabel } from '../wording/labels';
import { writeFiles } from '../write';
import {
  comparedTargets,
  differences,
  differenceTitles,
  type Matrix,
  type MatrixRequirement,
  matrixSentence,
  type MatrixTarget,
  outcomeLabel,
} from './matrix';
import { toMatrixMarkdown } from './summary';

/** The style of reports, and wide tables that scroll but keep their first column in place. */
const ownStyle = `${style}
.wide { overflow-x: auto; margin: 0 0 2rem; }
.wide table { border-collapse: collapse; min-width: 100%; }
.wide thead th, .wide tbody td { white-space: nowrap; padding: .45rem 1rem .45rem 0; width: auto; }
.wide thead { position: static; }
.wide caption { display: table-caption; }
.wide td.why { white-space: normal; min-width: 18rem; overflow-wrap: anywhere; }
.wide th:first-child { position: sticky; left: 0; background: var(--page); min-width: 14rem; padding-right: 1rem; }
.wide tbody tr { display: table-row; border-top: 1px solid var(--line); }
.wide td a { color: inherit; text-decoration: none; }
.wide td a:hover { text-decoration: underline; }
`;

/** The text of matrix.html: one file that loads nothing and has no script, with links to the report of each target. */
export function toMatrixPage(matrix: Matrix): string {
  const compared = comparedTargets(matrix);
  const different = [...differences(matrix)].filter(([, own]) => own.length > 0);
  const status: ReportedStatus = matrix.exitCode === 0 ? 'passed' : 'failed';
  const page = html`<!doctype html>
    <html lang="en">
      ${pageHead(matrixSentence(matrix), ownStyle)}
      <body>
        <a class="skip" href="#content">Skip to the content</a>
        <header>
          <p class="eyebrow">Conformance of several targets, <code>POST /v2.0/tokens</code></p>
          <h1 class="${status}">
            <span aria-hidden="true">${statusLabel(status).sign}</span> ${matrixSentence(matrix)}
          </h1>
        </header>
        <main id="content">
          ${targetTable(matrix.targets)}
          ${different.map(([kind, own]) => requirementTable(differenceTitles[kind], own, compared, kind))}
          ${compared.length > 0 ? html`<h2>All requirements</h2>` : ''}
          ${[...groupBy(compared.length > 0 ? matrix.requirements : [], ({ section }) => section)].map(
            ([section, own]) => requirementTable(section, own, compared),
          )}
        </main>
        <footer>
          <p>
            ${text(`${matrix.suite.name} ${matrix.suite.version}`)}. Secrets are masked. matrix.json has the
            same data for programs.
          </p>
        </footer>
      </body>
    </html> ` as Markup;
  return page.toString();
}

function targetTable(targets: readonly MatrixTarget[]): Markup {
  return html`<h2>Targets</h2>
    <div class="wide" tabindex="0" role="region" aria-label="Targets">
      <table>
        <thead>
          <tr>
            <th scope="col">Target</th>
            <th scope="col">Verdict</th>
            <th scope="col">Exit code</th>
            <th scope="col">Failed</th>
            <th scope="col">Not verified</th>
            <th scope="col">Checks</th>
            <th scope="col">Reason</th>
          </tr>
        </thead>
        <tbody>
          ${targets.map(targetRow)}
        </tbody>
      </table>
    </div>` as Markup;
}

function targetRow(target: MatrixTarget): Markup {
  const { name, baseUrl, exitCode, directory, summary } = target;
  const checks = summary?.checks;
  return html`<tr>
    <th scope="row">
      ${directory === undefined ? text(name) : html`<a href="${linkTo(directory)}">${text(name)}</a>`}
      <code>${text(baseUrl)}</code>
    </th>
    <td>
      <span class="mark ${exitCode === 0 ? 'passed' : 'failed'}">${outcomeLabel(target)}</span>
    </td>
    <td>${exitCode}</td>
    <td>${checks?.failed ?? ''}</td>
    <td>${checks?.notVerified ?? ''}</td>
    <td>${checks?.total ?? ''}</td>
    <td class="why">${text(target.reason)}</td>
  </tr> ` as Markup;
}

function requirementTable(
  title: string,
  requirements: readonly MatrixRequirement[],
  targets: readonly MatrixTarget[],
  id?: string,
): Markup {
  return html`<div
    class="wide"
    ${id === undefined ? '' : html`id="${id}"`}
    tabindex="0"
    role="region"
    aria-label="${text(title)}"
  >
    <table>
      <caption>
        <span class="name">${text(title)}</span>
      </caption>
      <thead>
        <tr>
          <th scope="col">Requirement</th>
          <th scope="col">Level</th>
          ${targets.map(({ name }) => html`<th scope="col">${text(name)}</th> `)}
        </tr>
      </thead>
      <tbody>
        ${requirements.map(
          (requirement) =>
            html`<tr>
              <th scope="row">${text(requirement.title)} <code>${text(requirement.id)}</code></th>
              <td>${requirement.level}</td>
              ${targets.map((target) => cell(requirement, target))}
            </tr> `,
        )}
      </tbody>
    </table>
  </div> ` as Markup;
}

/** A status, with a link to the requirement in the report if there is something to read. */
function cell({ id, level, statuses }: MatrixRequirement, { name, directory }: MatrixTarget): Markup {
  const status = statuses[name];
  if (status === undefined) return html`<td>not run</td> ` as Markup;
  const { sign, word } = statusLabel(status, level);
  if (directory === undefined || ['passed', 'not-applicable'].includes(status))
    return html`<td class="${status}">${sign} ${word}</td> ` as Markup;
  return html`<td><a href="${linkTo(directory, id)}">${statusMark(status, level)}</a></td> ` as Markup;
}

/** The report of a target, or a requirement in it. */
function linkTo(directory: string, id?: string): string {
  const page = `${encodeURIComponent(directory)}/report.html`;
  return id === undefined ? page : `${page}#${encodeURIComponent(id)}`;
}

/**
 * Writes matrix.json, matrix.html and matrix.md into `dir`, each whole or not at all.
 *
 * @returns the paths of the files
 * @throws ReportNotWritten when the file system refuses
 */
export function writeMatrix(matrix: Matrix, dir: string): Promise<string[]> {
  return writeFiles(
    [
      ['matrix.json', () => `${JSON.stringify(matrix, undefined, 2)}\n`],
      ['matrix.html', () => toMatrixPage(matrix)],
      ['matrix.md', () => toMatrixMarkdown(matrix)],
    ],
    dir,
  );
}
