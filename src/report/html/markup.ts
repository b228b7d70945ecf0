import { html } from 'hono/html';
import type { Level } from '../../contract/catalogue';
import { printable } from '../../text/printable';
import type { ReportedCheck, ReportedStatus } from '../report';
import { statusLabel } from '../wording/labels';

/** The result of the template; without promises among its values it is not a promise. */
export type Markup = ReturnType<typeof import('hono/html').raw>;

/** For texts of unknown origin: the template escapes them, and this makes invisible characters visible. */
export const text = printable;

/** `✕ failed` in its colour. */
export function statusMark(status: ReportedStatus, level?: Level): Markup {
  const { sign, word } = statusLabel(status, level);
  return html`<span class="mark ${status}"><span aria-hidden="true">${sign}</span> ${word}</span>` as Markup;
}

/** Attributes for the filters on an element that is about checks. */
export function filterable(checks: readonly ReportedCheck[]): Markup {
  const words = (values: readonly string[]) => [...new Set(values)].join(' ');
  const statuses = words(checks.map(({ status }) => status));
  const levels = words(checks.map(({ level }) => level));
  const profiles = words(checks.flatMap((check) => check.profiles));
  return html`data-s="${statuses}" data-l="${levels}" data-p="${profiles}"` as Markup;
}

/** A block of text as it came; a long one scrolls and so takes the focus. */
export function block(content: string): Markup {
  return (
    content.length > 1500 ? html`<pre tabindex="0">${content}</pre>` : html`<pre>${content}</pre>`
  ) as Markup;
}

export function href(id: string): string {
  return `#${encodeURIComponent(text(id))}`;
}

/** The ids of a check's exchanges; the script replaces them with the exchanges. */
export function references({ exchanges }: ReportedCheck): Markup | '' {
  if (exchanges.length === 0) return '';
  return html`<p class="refs" data-x="${text(exchanges.join(' '))}">
    Exchanges ${text(exchanges.join(', '))} of report.json
  </p>` as Markup;
}

export function command(line: string): Markup {
  return html`<div class="copyable"><pre class="command">${text(line)}</pre></div>` as Markup;
}
