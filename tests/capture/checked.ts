import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../../src/report/report';
import { call, type Outcome } from '../cli/captured-io';

export interface Checked extends Outcome {
  readonly report: Report;
  /** Every report as a text, and what went to the screen. */
  readonly shown: string;
}

/** What `check` makes of an archive, a text or its entries. */
export async function checked(archive: string | readonly object[], ...flags: string[]): Promise<Checked> {
  const cwd = mkdtempSync(join(tmpdir(), 'capture-'));
  const text =
    typeof archive === 'string' ? archive : JSON.stringify({ log: { version: '1.2', entries: archive } });
  writeFileSync(join(cwd, 'capture.har'), text);
  const outcome = await call(['check', 'capture.har', ...flags], { cwd });
  const files = readdirSync(join(cwd, 'reports')).map((file) =>
    readFileSync(join(cwd, 'reports', file), 'utf8'),
  );
  const report = JSON.parse(readFileSync(join(cwd, 'reports', 'report.json'), 'utf8')) as Report;
  return { ...outcome, report, shown: [...files, outcome.stdout, outcome.stderr].join('\n') };
}

/**
 * Selects what judges recorded logins: every exchange by every requirement, and the checks of such requests. All other
 * checks look for requests that most archives of the tests do not hold, and take ten times as long to say so.
 */
export const essential = [
  '*/every-exchange',
  '*/json',
  'status.wrong-credentials/json*',
  'tenant.exclusive/json-password*',
].flatMap((pattern) => ['--check', pattern]);

/** What `check` makes of an archive as far as the essential checks tell. */
export const judged = (archive: readonly object[]) => checked(archive, ...essential);

/** The status of a check, undefined where there is none of the id. */
export function statusOf({ checks }: Report, id: string): string | undefined {
  return checks.find((each) => each.id === id)?.status;
}
