import { randomUUID } from 'node:crypto';
import { appendFile, stat } from 'node:fs/promises';
import { annotations, withoutCommands } from '../report/annotations';
import { toSummary } from '../report/summary';
import type { Report } from '../report/report';
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

/** Adds the summary to the page of the step under GitHub Actions; warns if that fails. */
export async function summariseForGitHub(report: Report, io: Io): Promise<void> {
  const file = io.env['GITHUB_STEP_SUMMARY'];
  const problem = file ? await appendStepSummary(file, toSummary(report)) : undefined;
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
