import { cut, printable } from '../../text/printable';
import type { ReportedCheck, ReportedExchange } from '../report';

/** Characters of a body that a report for people shows; report.json has the whole. */
export const bodyLimit = 8192;

/** An exchange as the text of its two messages, harmless and cut. */
interface ExchangeText {
  readonly request: string;
  /** The response, or why there is none. */
  readonly response: string;
}

/** The messages in HTTP form: first line, headers, an empty line, body. */
export function exchangeText(exchange: ReportedExchange, limit = bodyLimit): ExchangeText {
  const { request, response } = exchange;
  return {
    request: message(
      `${request.method} ${request.url}${request.wire === undefined ? '' : ` (${request.wire})`}`,
      request.headers,
      request.body,
      limit,
    ),
    response: response
      ? message(`HTTP ${response.status}`, response.headers, response.body, limit)
      : printable(exchange.failure ?? 'No response was received.'),
  };
}

/** `POST /v2.0/tokens, 401 in 12 ms`: an exchange in a few words. */
export function exchangeTitle({ request, response }: ReportedExchange): string {
  const outcome = response ? `${response.status} in ${Math.round(response.durationMs)} ms` : 'no response';
  return printable(`${request.method} ${pathOf(request.url)}, ${outcome}`);
}

function message(
  first: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  limit: number,
): string {
  const head = [first, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)].map((line) =>
    printable(line).replace(/\n/g, '\\n'),
  );
  return [...head, ...(body === '' ? [] : ['', cut(printable(body), limit)])].join('\n');
}

function pathOf(url: string): string {
  try {
    const { pathname, search } = new URL(url);
    return pathname + search;
  } catch {
    return url;
  }
}

/** Characters of an expected or received value that a report for people shows. */
const valueLimit = 2000;

/** The parts of what a check found, in the order of reading: label and text, both harmless. */
export function evidenceOf(check: ReportedCheck): readonly (readonly [label: string, text: string])[] {
  const parts: readonly (readonly [string, string | undefined])[] = [
    ['expected', check.expected],
    ['received', check.received],
    ['at', check.path],
    ['schema', check.schemaLocation],
  ];
  return parts.flatMap(([label, text]) =>
    text === undefined ? [] : [[label, cut(printable(text), valueLimit)] as const],
  );
}

/** The evidence as lines of plain text, with the place in the document and a curl line. */
export function evidenceLines(
  check: ReportedCheck,
  source: string,
  judged: ReportedExchange | undefined,
): readonly string[] {
  const parts = [...evidenceOf(check), ...(source ? [['source', source] as const] : [])];
  const indent = ' '.repeat(10);
  return [
    ...parts.map(([label, text]) => `${label}:`.padEnd(10) + text.replace(/\n/g, `\n${indent}`)),
    // Not indented: it is there to be copied.
    ...(judged ? ['reproduce:', printable(judged.curl)] : []),
  ];
}
