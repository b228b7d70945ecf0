import { profiles } from '../../../contract/requirement';
import { quoted } from '../../../identity/shell-quoting';
import type { Report } from '../report';

/** The command that repeats the run, for bash; a server of the reader's own needs its configuration file. */
export function runCommand(report: Report): string {
  const own = report.target.embedded ? [] : ['--base-url', quoted(report.target.baseUrl), '--config FILE'];
  const all = profiles.every((profile) => report.profiles.includes(profile));
  return [
    'identity-conformance run',
    ...own,
    ...(all ? [] : report.profiles.map((profile) => `--profile ${profile}`)),
    ...(report.strict ? ['--strict'] : []),
    ...(report.allowIncomplete ? ['--allow-incomplete'] : []),
    ...(report.seed === undefined ? [] : [`--seed ${report.seed}`]),
  ].join(' ');
}

/** The command for one check alone. */
export function checkCommand(report: Report, check: string): string {
  return `${runCommand(report)} --check ${quoted(check)}`;
}
