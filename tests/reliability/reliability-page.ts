import { readFileSync, writeFileSync } from 'node:fs';
import { inProject } from '../../src/contract/package-files';
import { longestMs, type Outcome } from './run-of-the-suite';

/** One row of docs/reliability.md. */
export interface Row {
  readonly fault: string;
  /** What the run said of it: the words that the test asks for. */
  readonly said: string;
  readonly exitCode: string;
  readonly reports: string;
  readonly seconds: number;
  readonly megabytes: number | undefined;
}

/** The row that a run makes. */
export function rowOf(fault: string, said: string, outcome: Outcome): Row {
  const { seconds, megabytes, reports, exitCode, signal } = outcome;
  return { fault, said, exitCode: String(exitCode ?? signal), reports, seconds, megabytes };
}

const path = inProject('docs', 'reliability.md');
const columns = '| Fault | What the run said | Exit code | Reports | Seconds | MB |';
const rule = '| --- | --- | --- | --- | --- | --- |';

/** Whether the page is written anew (`npm run reliability`) instead of being compared with the tests. */
export const writing = process.env['WRITE_RELIABILITY_PAGE'] === '1';

/**
 * The rows of one section of docs/reliability.md, each a test. A row that the page does not have, has otherwise
 * (seconds and memory apart), or has without a test fails.
 */
export class PageSection {
  readonly #names: string[] = [];
  readonly #rows = new Map<string, Row>();

  constructor(readonly title: string) {}

  /** A test that makes a row; `fault` is its name. */
  row(fault: string, make: () => Promise<Row>): void {
    this.#names.push(fault);
    test.concurrent(
      fault,
      async () => {
        const row = await make();
        this.#rows.set(fault, row);
        if (!writing) expect(rowsIn(this.title).get(fault)).toBe(comparable(lineOf(row)));
      },
      longestMs + 10_000,
    );
  }

  /** To be called after the last row. */
  close(): void {
    // Rows whose tests did not run stay as they are.
    afterAll(() => {
      if (writing) this.#write();
    });
    if (writing) return;
    test(`the page has these rows of "${this.title}" and no other`, () => {
      expect([...rowsIn(this.title).keys()]).toEqual(this.#names);
    });
  }

  #write(): void {
    const present = linesIn(this.title);
    const lines = this.#names.flatMap((name) => {
      const row = this.#rows.get(name);
      return row ? lineOf(row) : (present.get(name) ?? []);
    });
    const text = readFileSync(path, 'utf8');
    const { before, after } = around(text, this.title);
    writeFileSync(path, `${before}\n\n${[columns, rule, ...lines].join('\n')}\n${after}`);
  }
}

/** The titles of the sections that have rows. */
export function sectionsOfThePage(): string[] {
  return [...readFileSync(path, 'utf8').matchAll(/^## (.+)$/gm)].map(([, title = '']) => title);
}

/** The rows of a section by their fault, without figures. */
function rowsIn(title: string): Map<string, string> {
  return new Map([...linesIn(title)].map(([fault, line]) => [fault, comparable(line)]));
}

/** The rows of a section by their fault. */
function linesIn(title: string): Map<string, string> {
  const { within } = around(readFileSync(path, 'utf8'), title);
  const lines = within
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2);
  return new Map(lines.map((line) => [cellsOf(line)[0] ?? '', line]));
}

function around(text: string, title: string): { before: string; within: string; after: string } {
  const heading = `## ${title}\n`;
  const start = text.indexOf(heading);
  if (start < 0) throw new Error(`docs/reliability.md has no section "${title}"`);
  const from = text.indexOf('\n|', start);
  const next = text.indexOf('\n## ', start + heading.length);
  const end = next < 0 ? text.length : next;
  const table = from < 0 || from > end ? end : from;
  return { before: text.slice(0, table).trimEnd(), within: text.slice(table, end), after: text.slice(end) };
}

function lineOf({ fault, said, exitCode, reports, seconds, megabytes }: Row): string {
  const cells = [fault, said, exitCode, reports, seconds.toFixed(1), megabytes ?? ''];
  return `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
}

function cellsOf(line: string): string[] {
  return line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());
}

/** A line without the figures and the width of its columns. */
function comparable(line: string): string {
  return cellsOf(line).slice(0, 4).join(' | ');
}
