import { html } from 'hono/html';
import { evidenceOf } from '../evidence';
import { cut } from '../printable';
import type { ReportedCheck } from '../report';
import { block, type Markup } from './markup';

/**
 * Expected against received side by side, then where the response differs and what it breaks.
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
