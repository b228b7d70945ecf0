import core from 'highlight.js/lib/core';
import json from 'highlight.js/lib/languages/json';
import xml from 'highlight.js/lib/languages/xml';
import { cut, printable } from '../../text/printable';
import type { Report, ReportedExchange } from '../report';
import { bodyLimit, exchangeText, exchangeTitle } from '../wording/exchange-text';

/** Bytes that the exchanges may take, so that a page with thousands of checks stays below 5 MB. */
const mostBytes = 2_400_000;

/**
 * Characters of a body, in exchanges of checks with findings and of checks that passed; undefined leaves them out. The
 * first pair that fits is taken.
 */
const steps: readonly (readonly [sought: number, passed: number | undefined])[] = [
  [bodyLimit, bodyLimit],
  [bodyLimit, 2048],
  [bodyLimit, 512],
  [bodyLimit, 0],
  [2048, undefined],
  [512, undefined],
];

/** An exchange in the page: heads as text, bodies as indexes into `texts`, or -1 if there is none. */
interface PageExchange {
  readonly title: string;
  readonly request: string;
  readonly sent: number;
  readonly response: string;
  readonly received: number;
  readonly curl: string;
}

/**
 * Every text is harmless; `texts` has each body once, with colour runs only for checks with findings: to colour all
 * that passed would take longer than to judge it.
 */
export interface ExchangeData {
  readonly exchanges: readonly (readonly [id: string, exchange: PageExchange])[];
  readonly texts: readonly (readonly [text: string, runs?: string])[];
}

/** The exchanges of a report, each once however many checks use it, and as much of them as fits. */
export function exchangeData(report: Report): ExchangeData {
  const passed = ['passed', 'not-applicable'];
  const sought = new Set(
    report.checks.filter(({ status }) => !passed.includes(status)).flatMap(({ exchanges }) => exchanges),
  );
  const limitOf = (id: string, [ofSought, ofPassed]: (typeof steps)[number]) =>
    sought.has(id) ? ofSought : ofPassed;
  const sizes = steps.map((step) => plainSize(report.exchanges, (id) => limitOf(id, step)));
  const step = steps[sizes.findIndex((size) => size <= mostBytes)] ?? [512, undefined];
  const coloured = report.exchanges.filter(({ id }) => sought.has(id)).flatMap(bodiesOf);
  return collect(report.exchanges, (id) => limitOf(id, step), new Set(coloured));
}

type LimitOf = (id: string) => number | undefined;

/** The estimated bytes of the bodies and their colours. */
function plainSize(exchanges: readonly ReportedExchange[], limitOf: LimitOf): number {
  const bodies = new Set<string>();
  let size = 0;
  for (const each of exchanges) {
    const limit = limitOf(each.id);
    if (limit === undefined) continue;
    for (const body of bodiesOf(each)) bodies.add(body.slice(0, limit));
    size += 700 + Math.min(each.curl.length, bodyLimit / 2);
  }
  for (const body of bodies) size += Buffer.byteLength(body) * 1.4;
  return size;
}

function collect(
  exchanges: readonly ReportedExchange[],
  limitOf: LimitOf,
  coloured: ReadonlySet<string>,
): ExchangeData {
  const places = new Map<string, number>();
  const texts: (readonly [string, string?])[] = [];
  const place = (body: string, limit: number): number => {
    if (body === '') return -1;
    const whole = printable(body);
    const shown = cut(whole, limit);
    const known = places.get(shown);
    if (known !== undefined) return known;
    const runs = coloured.has(body) ? highlightRuns(whole.slice(0, limit)) : undefined;
    places.set(shown, texts.length);
    return texts.push(runs === undefined ? [shown] : [shown, runs]) - 1;
  };
  const kept: (readonly [string, PageExchange])[] = [];
  let bytes = 0;
  for (const exchange of exchanges) {
    const limit = limitOf(exchange.id);
    if (limit === undefined) continue;
    const from = texts.length;
    const shown = pageExchange(exchange, (body) => place(body, limit));
    bytes += Buffer.byteLength(JSON.stringify([shown, ...texts.slice(from)]));
    if (bytes > mostBytes * 1.2) break;
    kept.push([printable(exchange.id), shown]);
  }
  return { exchanges: kept, texts };
}

function pageExchange(exchange: ReportedExchange, place: (body: string) => number): PageExchange {
  const heads = exchangeText(withoutBodies(exchange));
  return {
    title: exchangeTitle(exchange),
    request: heads.request,
    sent: place(exchange.request.body),
    response: heads.response,
    received: place(exchange.response?.body ?? ''),
    curl: cut(printable(exchange.curl), bodyLimit / 2),
  };
}

function bodiesOf({ request, response }: ReportedExchange): readonly string[] {
  return [request.body, response?.body ?? ''];
}

function withoutBodies(exchange: ReportedExchange): ReportedExchange {
  const { request, response } = exchange;
  return {
    ...exchange,
    request: { ...request, body: '' },
    ...(response && { response: { ...response, body: '' } }),
  };
}

/** The data as JSON without characters that could end its element or be taken for markup. */
export function embedded(data: ExchangeData): string {
  return JSON.stringify(data).replace(/</g, '\\u003c');
}

/** The kind of a token as one letter, which is also its class on the page. */
const letters: Readonly<Record<string, string>> = {
  attr: 'a',
  name: 'a',
  string: 's',
  number: 'n',
  literal: 'n',
  keyword: 'n',
  symbol: 'n',
  comment: 'c',
  meta: 'c',
};

const plain = 'p';

/**
 * The colours of a JSON or XML body as runs: length in base 36, a letter, the next run; `1p6a` colours `{"auth"`. The
 * page keeps a text once and as text, and needs no library to colour it. Undefined if the text does not begin like
 * either format.
 */
function highlightRuns(text: string): string | undefined {
  const first = text.trimStart()[0] ?? '';
  const language = '{['.includes(first) ? 'json' : first === '<' ? 'xml' : undefined;
  if (first === '' || language === undefined) return undefined;
  return runsOf(highlighter.highlight(text, { language, ignoreIllegals: true }).value);
}

/** What the library's markup is made of: elements around tokens, escaped characters, and other text. */
const pieces = /<span class="hljs-([a-z]+)[^>]*>|<\/span>|&[^;&]+;|[^<&]+/g;

function runsOf(markup: string): string {
  const scopes: string[] = [];
  const runs: { length: number; readonly letter: string }[] = [];
  for (const [piece, scope] of markup.matchAll(pieces)) {
    if (scope !== undefined) scopes.push(letters[scope] ?? plain);
    else if (piece === '</span>') scopes.pop();
    else {
      const letter = scopes.at(-1) ?? plain;
      const length = piece.startsWith('&') ? 1 : piece.length;
      const last = runs.at(-1);
      if (last?.letter === letter) last.length += length;
      else runs.push({ length, letter });
    }
  }
  return runs.map(({ length, letter }) => encode(length) + letter).join('');
}

/** In digits and upper-case letters, so that the lower-case letter of the run ends it. */
function encode(length: number): string {
  return length.toString(36).toUpperCase();
}

const highlighter = core.newInstance();
highlighter.registerLanguage('json', json);
highlighter.registerLanguage('xml', xml);
