import { existsSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import type { Level } from '../../contract/catalogue';
import { inProject, projectRoot } from '../../contract/package-files';
import { quoted } from '../../http/exchange/shell-quoting';
import { listOf, quantity } from '../../text/prose';
import { groupBy } from '../findings/findings';
import type { Report, ReportedArchive, ReportedStatus, Verdict } from '../report';

/** A status in words with a sign, so that no reader depends on colour. */
interface StatusLabel {
  readonly sign: string;
  readonly word: string;
}

const statusLabels: Readonly<Record<ReportedStatus, StatusLabel>> = {
  failed: { sign: '✕', word: 'failed' },
  'not-verified': { sign: '?', word: 'not verified' },
  warned: { sign: '!', word: 'warned' },
  'expected-failure': { sign: '≈', word: 'expected failure' },
  passed: { sign: '✓', word: 'passed' },
  'not-applicable': { sign: '–', word: 'not applicable' },
};

/** Every status, the most urgent first. */
export const statuses = Object.keys(statusLabels) as readonly ReportedStatus[];

/** The sign and the words of a status; a MAY that was not met is information rather than a warning. */
export function statusLabel(status: ReportedStatus, level?: Level): StatusLabel {
  if (status === 'warned' && level === 'MAY') return { sign: 'i', word: 'information' };
  return statusLabels[status];
}

type Painter = (text: string) => string;

/** The colour of a status in a terminal, of the colours that the terminal has. */
export function statusPaint(
  status: ReportedStatus,
  colours: Readonly<Record<'red' | 'yellow' | 'magenta' | 'blue' | 'green' | 'dim', Painter>>,
): Painter {
  const paints: Readonly<Record<ReportedStatus, Painter>> = {
    failed: colours.red,
    'not-verified': colours.magenta,
    warned: colours.yellow,
    'expected-failure': colours.blue,
    passed: colours.green,
    'not-applicable': colours.dim,
  };
  return paints[status];
}

const verdictLabels: Readonly<Record<Verdict, string>> = {
  conformant: 'Conformant',
  'non-conformant': 'Not conformant',
  incomplete: 'Incomplete',
  unreachable: 'Unreachable',
  'suite-error': 'Suite error',
};

/** `Not conformant in the 4 selected checks`; for an interrupted run or a shard, it says so. */
export function verdictLabel(
  report: Pick<Report, 'verdict' | 'stopped' | 'shard' | 'selection'> & Partial<Pick<Report, 'summary'>>,
): string {
  const interrupted = report.stopped?.kind === 'interrupted' ? ', interrupted' : '';
  const part = report.shard ? `, shard ${report.shard.index} of ${report.shard.of}` : '';
  const selected = selectionText(report);
  const which = selected === undefined ? '' : ` in the ${selected}`;
  return `${verdictLabels[report.verdict]}${which}${interrupted}${part}`;
}

/** `4 selected checks`, for a run with a selection; those that do not apply are not counted. */
export function selectionText({
  selection,
  summary,
}: Pick<Report, 'selection'> & Partial<Pick<Report, 'summary'>>): string | undefined {
  if (!selection || !summary) return undefined;
  const { total, notApplicable } = summary.checks;
  const count = total - notApplicable;
  return `${count} selected check${count === 1 ? '' : 's'}`;
}

/** `2 of 4, with 264 of 1058 checks; merge gives the verdict on all`, for one part of a run. */
export function shardText({ shard, checks }: Pick<Report, 'shard' | 'checks'>): string | undefined {
  if (!shard) return undefined;
  return `${shard.index} of ${shard.of}, with ${checks.length} of ${shard.checks} checks; merge gives the verdict on all`;
}

/** The number of checks by status, without zeros: `2 failed, 138 passed`. */
export function countText(
  report: Pick<Report, 'summary'>,
): readonly { status: ReportedStatus; count: number }[] {
  const counts = report.summary.checks;
  const all: readonly { status: ReportedStatus; count: number }[] = [
    { status: 'failed', count: counts.failed },
    { status: 'not-verified', count: counts.notVerified },
    { status: 'warned', count: counts.warned },
    { status: 'expected-failure', count: counts.expectedFailures },
    { status: 'passed', count: counts.passed },
    { status: 'not-applicable', count: counts.notApplicable },
  ];
  return all.filter(({ count }) => count > 0);
}

/** The target in words: its URL, and whether it is the embedded server. */
export function targetText(report: Pick<Report, 'target'>): string {
  const { baseUrl, embedded, name, capture, tlsVerified, proxy } = report.target;
  if (capture !== undefined) return `${baseUrl} as recorded in ${capture}`;
  const notes = [
    ...(embedded ? ['embedded'] : []),
    ...(tlsVerified === false ? ['TLS NOT VERIFIED'] : []),
    ...(proxy === undefined ? [] : [`through the proxy ${proxy}`]),
  ];
  const named = name === undefined ? baseUrl : `${name}, ${baseUrl}`;
  return notes.length > 0 ? `${named} (${notes.join(', ')})` : named;
}

/** `850 ms`, `12.4 s`, `3 min 5 s` */
export function durationText(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** How many cases are named that were left out for one reason. */
const namedOmissions = 3;

/** What limits left out, one sentence for each reason. */
export function omissionText({ leftOut = [] }: Pick<Report, 'leftOut'>): readonly string[] {
  return [...groupBy(leftOut, ({ reason }) => reason)].map(([reason, own]) => {
    const named = own.slice(0, namedOmissions).map((omission) => omission.case);
    const more = own.length > named.length ? ` and ${own.length - named.length} more` : '';
    return `${quantity(own.length, 'case')} left out: ${reason} ${named.join('; ')}${more}.`;
  });
}

/** Facts about a run besides its checks, each with its name, for every report that people read. */
export function runFacts(report: Report): readonly (readonly [name: string, text: string])[] {
  const { wrongAttempts = {}, retries = {}, recorded } = report;
  return [
    ...countsOf('Failed login attempts', wrongAttempts),
    ...omissionText(report).map((words) => ['Left out', words] as const),
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

/** How many entries of an archive are named; the others are counted. */
const mostEntries = 5;

function archiveFacts({ entries, judged, statusAlone, leftAside, redacted }: ReportedArchive) {
  const alone =
    statusAlone === undefined
      ? ''
      : `, ${statusAlone.length} of them by the status alone, because the body was not recorded (${placesOf(statusAlone)})`;
  const facts: (readonly [string, string])[] = [
    ['Recorded exchanges', `${judged} of ${entries === 1 ? '1 entry' : `${entries} entries`} judged${alone}`],
  ];
  if (leftAside.length > 0)
    facts.push([
      'Not judged',
      leftAside.map(({ why, entries: of }) => `${of.length} (${placesOf(of)}): ${why}`).join('; '),
    ]);
  if (redacted)
    facts.push([
      'Redacted',
      `the archive seems to be redacted: ${redacted.join('; ')}; checks that depend on such values are not verified`,
    ]);
  return facts;
}

function placesOf(entries: readonly number[]): string {
  return `${entries.length === 1 ? 'entry' : 'entries'} ${listOf(entries.map(String), mostEntries)}`;
}

const name = 'identity-conformance';

/**
 * How the executable is called, so that a command in a message can be copied: `node bin/identity-conformance.js` in a
 * checkout, `npx identity-conformance` in a project that depends on it, and the bare name if that is on the path.
 */
export function ownCommand(started = process.argv[1] ?? '', directory = process.cwd()): string {
  const isLink = basename(started) === name;
  if (projectRoot().split(sep).includes('node_modules'))
    return isLink && basename(dirname(started)) !== '.bin' ? name : `npx ${name}`;
  // Without the sources, this is an image whose entry point is the executable.
  if (isLink || !existsSync(inProject('tsconfig.json'))) return name;
  const file = relative(directory, join(projectRoot(), 'bin', `${name}.js`));
  return `node ${/^[\w./-]+$/.test(file) ? file : quoted(file)}`;
}
