import { randomUUID } from 'node:crypto';
import { appendFile, stat } from 'node:fs/promises';
import { reach, rootCauses, unexplained } from '../report/findings/causes';
import { type Finding, findingsOf, unverifiedReasons } from '../report/findings/findings';
import type { Report } from '../report/report';
import { failsTheRun } from '../report/verdict/counts';
import { verdictLabel } from '../report/wording/labels';
import { oneLine } from '../text/printable';
import { quantity, sentence } from '../text/prose';
import type { Io } from './io';

/**
 * What to print for a report: under GitHub Actions no text of a server can be a command, and the findings are
 * annotations.
 */
export function forGitHub(report: Report, output: string, io: Io): string {
  if (!isGitHub(io)) return output;
  return [withoutCommands(output, randomUUID()), ...annotations(report).map((line) => `${line}\n`)].join('');
}

/** A text from other sources, safe to print: under GitHub Actions nothing in it is a command. */
export function inertForGitHub(output: string, io: Io): string {
  return isGitHub(io) ? withoutCommands(output, randomUUID()) : output;
}

function isGitHub(io: Io): boolean {
  return io.env['GITHUB_ACTIONS'] === 'true';
}

/** Adds Markdown to the page of the step under GitHub Actions; warns if that fails. */
export async function summariseForGitHub(summary: () => string, io: Io): Promise<void> {
  const file = io.env['GITHUB_STEP_SUMMARY'];
  const problem = file ? await appendStepSummary(file, summary()) : undefined;
  if (problem) io.stderr.write(`warning: ${problem}\n`);
}

/** The most bytes that GitHub accepts for a step's summary. */
const mostBytes = 1024 * 1024;
const note = '\n\n_Cut here: GitHub accepts one mebibyte per step; summary.md has everything._\n';

/**
 * Appends a summary to the file that GITHUB_STEP_SUMMARY names, cut at a line if it would be too long.
 *
 * @returns what went wrong, in one sentence; it never affects the result of a run
 */
export async function appendStepSummary(file: string, summary: string): Promise<string | undefined> {
  try {
    const there = await stat(file).then(
      ({ size }) => size,
      () => 0,
    );
    const text = fitting(`${there > 0 ? '\n' : ''}${summary}`, mostBytes - there);
    if (text === undefined)
      return `The summary did not fit into GITHUB_STEP_SUMMARY (${file}), which already has ${there} of ${mostBytes} bytes; see summary.md.`;
    await appendFile(file, text, 'utf8');
    return undefined;
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string };
    return `The summary could not be appended to GITHUB_STEP_SUMMARY (${file}): ${code ?? message}; make that file writable, or read summary.md.`;
  }
}

/** The text in at most so many bytes, cut after a whole line; undefined if not even the note fits. */
function fitting(text: string, bytes: number): string | undefined {
  if (Buffer.byteLength(text) <= bytes) return text;
  const room = bytes - Buffer.byteLength(note);
  if (room <= 0) return undefined;
  const head = Buffer.from(text).subarray(0, room).toString('utf8');
  return `${head.slice(0, head.lastIndexOf('\n') + 1).trimEnd()}${note}`;
}

/** The most errors, and the most warnings, that GitHub shows for one step. */
const most = 10;
const longest = 1000;

interface Note {
  readonly title: string;
  readonly text: string;
}

/**
 * The findings as workflow commands of GitHub Actions, one a line: at most ten errors and ten warnings, grouped by
 * cause. https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function annotations(report: Report): readonly string[] {
  const causes = rootCauses(report);
  const remaining = unexplained(report.checks, causes);
  const { failures, notes } = findingsOf(
    remaining.filter(({ level, status }) => status === 'failed' || level !== 'MAY'),
    report.strict,
  );
  const fails = ({ checks }: { readonly checks: Report['checks'] }) =>
    checks.some((check) => failsTheRun(check, report.strict));
  const causeNotes = (failing: boolean): readonly Note[] =>
    causes
      .filter((cause) => fails(cause) === failing)
      .map((cause) => ({ title: 'One cause', text: `${cause.text} ${reach(cause)}` }));
  const stopped = report.stopped || report.staleBaseline?.length;
  return [
    ...commands('error', [
      ...(stopped ? [{ title: verdictLabel(report), text: report.reason }] : []),
      ...causeNotes(true),
      ...failures.map((finding) => noteOf(report, finding)),
    ]),
    ...commands('warning', [
      ...causeNotes(false),
      ...unverifiedReasons(remaining, report.stopped).map(({ message, checks }) => ({
        title: 'Not verified',
        text: `${quantity(checks.length, 'check')}: ${sentence(message)}`,
      })),
      ...notes.map((finding) => noteOf(report, finding)),
    ]),
  ];
}

function noteOf(report: Report, { checks: [first, ...others], message }: Finding): Note {
  const requirement = report.requirements.find(({ id }) => id === first?.requirement);
  const found =
    first?.expected && first.received ? ` Expected ${first.expected}, received ${first.received}.` : '';
  const more = others.length > 0 ? ` (${quantity(others.length + 1, 'check')})` : '';
  return {
    title: `${others.length > 0 ? first?.requirement : first?.id} (${first?.level}, ${requirement?.source ?? ''})`,
    text: `${sentence(message)}${found}${more}`,
  };
}

function commands(kind: 'error' | 'warning', notes: readonly Note[]): readonly string[] {
  const shown = notes.length <= most ? notes : notes.slice(0, most - 1);
  const rest = notes.length - shown.length;
  const all =
    rest > 0
      ? [...shown, { title: 'More', text: `${quantity(rest, 'further cause')} in report.html.` }]
      : shown;
  return all.map(
    ({ title, text }) => `::${kind} title=${property(title)}::${data(oneLine(text).slice(0, longest))}`,
  );
}

/** As the toolkit of GitHub Actions escapes it. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(oneLine(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/**
 * Wraps a text so that GitHub Actions runs no command in it, whatever a server sent.
 *
 * @param token an unpredictable word
 */
export function withoutCommands(text: string, token: string): string {
  return `::stop-commands::${token}\n${text.endsWith('\n') ? text : `${text}\n`}::${token}::\n`;
}
