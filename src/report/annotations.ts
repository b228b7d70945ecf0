import { oneLine } from '../text/printable';
import { quantity, sentence } from '../text/prose';
import { reach, rootCauses, unexplained } from './findings/causes';
import { type Finding, findingsOf, unverifiedReasons } from './findings/findings';
import type { Report } from './report';
import { failsTheRun } from './verdict/counts';
import { verdictLabel } from './wording/labels';

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
