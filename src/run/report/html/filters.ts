import { html } from 'hono/html';
import type { Report } from '../report';
import { statuses, statusWord } from '../words';
import type { Markup } from './markup';

/** The filters; hidden until the script, without which they do nothing, shows them. */
export function filters(report: Report): Markup {
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
              ><span aria-hidden="true">${statusWord(status).sign}</span> ${statusWord(status).word}</span
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

/** Those of the requirements and of the checks, in the order of their first appearance. */
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
