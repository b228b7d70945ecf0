import { listOf } from './prose';
import type { Report, ReportedArchive } from './report';
import { omissionWords } from './words';

/** What is to be known of a run beside its checks, each with its name, for every report that people read. */
export function runFacts(report: Report): readonly (readonly [name: string, text: string])[] {
  const { wrongAttempts = {}, retries = {}, recorded } = report;
  return [
    ...countsOf('Failed login attempts', wrongAttempts),
    ...omissionWords(report).map((words) => ['Left out', words] as const),
    ...countsOf('Responses that asked to retry later', retries),
    ...(recorded ? archiveFacts(recorded) : []),
  ];
}

function countsOf(
  name: string,
  counts: Readonly<Record<string, number>>,
): readonly (readonly [string, string])[] {
  const all = Object.entries(counts).map(([what, count]) => `${what} ${count}`);
  return all.length > 0 ? [[name, all.join(', ')]] : [];
}

/** Entries of an archive that are named; the others are counted. */
const mostEntries = 5;

function archiveFacts({ entries, judged, statusAlone, leftAside, redacted }: ReportedArchive) {
  const alone =
    statusAlone === undefined
      ? ''
      : `, ${statusAlone.length} of them by the status alone, as the body was not recorded (${placesOf(statusAlone)})`;
  const facts: (readonly [string, string])[] = [
    ['Recorded exchanges', `${judged} of ${entries === 1 ? '1 entry' : `${entries} entries`} judged${alone}`],
  ];
  if (leftAside.length > 0)
    facts.push([
      'Left aside',
      leftAside.map(({ why, entries: of }) => `${of.length} (${placesOf(of)}): ${why}`).join('; '),
    ]);
  if (redacted)
    facts.push([
      'Redacted',
      `the archive seems redacted: ${redacted.join('; ')}; what rests on such values is not verified`,
    ]);
  return facts;
}

function placesOf(entries: readonly number[]): string {
  return `${entries.length === 1 ? 'entry' : 'entries'} ${listOf(entries.map(String), mostEntries)}`;
}
