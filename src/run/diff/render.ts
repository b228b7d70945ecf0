import { createColors } from 'picocolors';
import { code, inert } from '../report/markdown';
import { cut, oneLine } from '../report/printable';
import { quantity } from '../report/prose';
import { statusWord, targetWords, verdictWord } from '../report/words';
import type { Comparison, Difference } from './compare';

/** Differences of a kind that are shown; --json has all. */
const most = 100;
/** Characters of a message. */
const messageLimit = 300;

const titles = {
  newlyFailing: 'Newly failing',
  fixed: 'Fixed',
  new: 'New checks',
  gone: 'Gone',
  notVerified: 'No longer verified',
  changed: 'Changed in other ways',
} as const;

type Kind = keyof typeof titles;
const kinds = Object.keys(titles) as readonly Kind[];

/** The comparison for a terminal, ending in a newline. */
export function renderDiff(comparison: Comparison, { colour }: { readonly colour: boolean }): string {
  const paint = createColors(colour);
  const blocks = kinds
    .filter((kind) => comparison[kind].length > 0)
    .map((kind) => {
      const all = comparison[kind];
      const lines = all
        .slice(0, most)
        .flatMap((one) => [
          `  ${oneLine(one.id)}  ${paint.dim(change(one))}`,
          ...(kind === 'fixed' || one.message === undefined ? [] : [`    ${short(one.message)}`]),
        ]);
      return [paint.bold(`${titles[kind]} (${all.length})`), ...lines, ...rest(all)].join('\n');
    });
  const ends = `Before: ${headWords(comparison.before)}\nAfter:  ${headWords(comparison.after)}`;
  const good = comparison.newFailures > 0 ? paint.red : paint.green;
  return `${[oneLineEach(ends), ...blocks, good(conclusion(comparison))].join('\n\n')}\n`;
}

/** The comparison as GitHub Markdown, ending in a newline. */
export function diffMarkdown(comparison: Comparison): string {
  const sections = kinds
    .filter((kind) => comparison[kind].length > 0)
    .flatMap((kind) => {
      const all = comparison[kind];
      const items = all.slice(0, most).map((one) => {
        const message = kind === 'fixed' || one.message === undefined ? '' : `: ${inert(short(one.message))}`;
        return `- ${code(one.id)} ${inert(change(one))}${message}`;
      });
      return [`### ${titles[kind]} (${all.length})`, [...items, ...rest(all)].join('\n')];
    });
  const ends = [
    `- Before: ${inert(headWords(comparison.before))}`,
    `- After: ${inert(headWords(comparison.after))}`,
  ].join('\n');
  const head = ['## Identity conformance: difference', conclusion(comparison), ends];
  return `${[...head, ...sections].join('\n\n')}\n`;
}

function conclusion(comparison: Comparison): string {
  if (comparison.newFailures > 0) return `${quantity(comparison.newFailures, 'new failure')}.`;
  return kinds.every((kind) => comparison[kind].length === 0) ? 'No difference.' : 'No new failure.';
}

function headWords(head: Comparison['before']): string {
  return `${verdictWord(head)} (exit code ${head.exitCode}), ${targetWords(head)}, ${head.startedAt}, suite ${head.suite.version}`;
}

/** `passed → failed`; a check that is only in one of the reports has one status. */
function change({ before, after }: Difference): string {
  return [before, after].flatMap((status) => (status ? [statusWord(status).word] : [])).join(' → ');
}

function short(message: string): string {
  return oneLine(cut(message, messageLimit, 'the report'));
}

function rest(all: readonly Difference[]): readonly string[] {
  return all.length > most ? [`and ${all.length - most} more; --json has all.`] : [];
}

function oneLineEach(text: string): string {
  return text.split('\n').map(oneLine).join('\n');
}
