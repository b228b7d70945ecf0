import { html, raw } from 'hono/html';
import type { Report } from '../report';
import { block, text, type Markup } from './markup';

/** Lines that are shown at once; more are folded. */
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
