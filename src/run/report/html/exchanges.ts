import { html } from 'hono/html';
import { bodyLimit, exchangeText, exchangeTitle } from '../exchange-text';
import { cut, printable } from '../printable';
import { quantity } from '../prose';
import type { Report, ReportedExchange } from '../report';
import { block, text, type Markup } from './markup';

/** Bytes that the exchanges may take, so that a page with thousands of checks stays below 5 MB. */
const mostBytes = 2_800_000;

/**
 * Characters of a body, in exchanges of checks that a reader looks for and in those of checks that passed;
 * undefined leaves them out. The first pair that fits is taken.
 */
const steps: readonly (readonly [sought: number, passed: number | undefined])[] = [
  [bodyLimit, bodyLimit],
  [bodyLimit, 2048],
  [bodyLimit, 512],
  [bodyLimit, 0],
  [2048, undefined],
  [512, undefined],
];

export interface RenderedExchanges {
  /** Ids of the exchanges that are on the page. */
  readonly shown: ReadonlySet<string>;
  readonly section: Markup | '';
}

/** The exchanges, each once however many checks rest on it. */
export function renderExchanges(report: Report): RenderedExchanges {
  if (report.exchanges.length === 0) return { shown: new Set(), section: '' };
  const passed = ['passed', 'not-applicable'];
  const sought = new Set(
    report.checks.filter(({ status }) => !passed.includes(status)).flatMap(({ exchanges }) => exchanges),
  );
  let rendered: readonly Rendered[] = [];
  for (const [ofSought, ofPassed] of steps) {
    rendered = report.exchanges.flatMap((exchange) => {
      const limit = sought.has(exchange.id) ? ofSought : ofPassed;
      return limit === undefined ? [] : [{ id: exchange.id, markup: exchangeDetails(exchange, limit) }];
    });
    if (bytesOf(rendered) <= mostBytes) break;
  }
  const kept = firstThatFit(rendered);
  const left = report.exchanges.length - kept.length;
  return {
    shown: new Set(kept.map(({ id }) => id)),
    section: html`<section id="exchanges">
      <h2>Exchanges</h2>
      <p>
        What went over the wire, in the order of sending; long bodies are cut.
        ${left > 0 ? `${quantity(left, 'exchange')} more in report.json.` : ''}
      </p>
      ${kept.map(({ markup }) => markup)}
    </section>` as Markup,
  };
}

interface Rendered {
  readonly id: string;
  readonly markup: Markup;
}

function bytesOf(rendered: readonly Rendered[]): number {
  return rendered.reduce((sum, { markup }) => sum + Buffer.byteLength(markup.toString()), 0);
}

function firstThatFit(rendered: readonly Rendered[]): readonly Rendered[] {
  let bytes = 0;
  return rendered.filter(({ markup }) => {
    bytes += Buffer.byteLength(markup.toString());
    return bytes <= mostBytes;
  });
}

function exchangeDetails(exchange: ReportedExchange, limit: number): Markup {
  const { request, response } = exchangeText(exchange, limit);
  return html`<details class="exchange">
    <summary><b>${text(exchange.id)}</b> ${exchangeTitle(exchange)}</summary>
    <div class="messages" id="${text(exchange.id)}">
      <div>
        <h4>Request</h4>
        ${block(request)}
      </div>
      <div>
        <h4>Answer</h4>
        ${block(response)}
      </div>
      <div class="curl">
        <h4>Repeat it</h4>
        <pre>${cut(printable(exchange.curl), bodyLimit / 2)}</pre>
      </div>
    </div>
  </details> ` as Markup;
}
