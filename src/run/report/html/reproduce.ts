import { profiles } from '../../../contract/requirement';
import { quoted } from '../../../identity/shell-quoting';
import { ownCommand } from '../../own-command';
import type { Report } from '../report';

/** The command that repeats the run, for bash; a server of the reader's own needs its configuration file. */
export function runCommand(report: Report): string {
  const { shard, selection } = report;
  return commandOf(report, [
    ...(selection?.requirements ?? []).map((id) => `--requirement ${quoted(id)}`),
    ...(selection?.checks ?? []).map((pattern) => `--check ${quoted(pattern)}`),
    ...(shard ? [`--shard ${shard.index}/${shard.of}`] : []),
  ]);
}

/** The command for one check alone, of which there are no shards. */
export function checkCommand(report: Report, check: string): string {
  return commandOf(report, [`--check ${quoted(check)}`]);
}

function commandOf(report: Report, more: readonly string[]): string {
  const { capture } = report.target;
  const all = profiles.every((profile) => report.profiles.includes(profile));
  return [
    ownCommand(),
    capture === undefined ? 'run' : `check ${quoted(capture)}`,
    ...targetOptions(report.target),
    ...(all ? [] : report.profiles.map((profile) => `--profile ${profile}`)),
    ...(report.strict ? ['--strict'] : []),
    ...(report.allowIncomplete ? ['--allow-incomplete'] : []),
    ...(report.seed === undefined ? [] : [`--seed ${report.seed}`]),
    ...more,
  ].join(' ');
}

function targetOptions({ baseUrl, embedded, capture, tlsVerified }: Report['target']): readonly string[] {
  if (embedded) return [];
  const url = ['--base-url', quoted(baseUrl)];
  if (capture !== undefined) return url;
  return [...url, '--config FILE', ...(tlsVerified === false ? ['--insecure'] : [])];
}
