import { randomUUID } from 'node:crypto';
import { annotations, withoutCommands } from '../run/report/annotations';
import type { Report } from '../run/report/report';
import { appendStepSummary } from '../run/report/step-summary';
import { toSummary } from '../run/report/summary';
import type { Io } from './io';

/**
 * What to print of a report: under GitHub Actions nothing of a server's text is a command, and the findings are
 * annotations.
 */
export function forGitHub(report: Report, output: string, io: Io): string {
  if (!isGitHub(io)) return output;
  return [withoutCommands(output, randomUUID()), ...annotations(report).map((line) => `${line}\n`)].join('');
}

/** A text with what others wrote in it: under GitHub Actions nothing in it is a command. */
export function inertForGitHub(output: string, io: Io): string {
  return isGitHub(io) ? withoutCommands(output, randomUUID()) : output;
}

function isGitHub(io: Io): boolean {
  return io.env['GITHUB_ACTIONS'] === 'true';
}

/** Puts the summary onto the page of the step, where GitHub Actions offers one; a warning where that fails. */
export async function summariseForGitHub(report: Report, io: Io): Promise<void> {
  const file = io.env['GITHUB_STEP_SUMMARY'];
  const problem = file ? await appendStepSummary(file, toSummary(report)) : undefined;
  if (problem) io.stderr.write(`warning: ${problem}\n`);
}
