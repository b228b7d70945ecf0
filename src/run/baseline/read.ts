import { ConfigurationError } from '../configuration/configuration-error';
import { readSource, type SourceDocument } from '../configuration/source-document';
import type { Baseline, BaselineEntry } from './baseline';
import { baselineProblems } from './shape';

/**
 * Reads a baseline file. One without any entry, such as one of comments alone, is an empty baseline.
 *
 * @param name the file as the user wrote it, which is how messages name it
 * @param directory where a relative name begins
 * @throws ConfigurationError with every problem that was found, each with its line
 */
export function readBaseline(name: string, directory: string): Baseline {
  if (name === '')
    throw new ConfigurationError(['--baseline is empty; name a baseline file, or leave it out.']);
  const source = readSource(name, directory, '--baseline', 'baseline file');
  const value = source.value ?? [];
  const problems = baselineProblems(value, source);
  if (problems.length > 0) throw new ConfigurationError(problems);
  const entries = (value as Written[]).flatMap(({ check, reason, received, until }, index) =>
    [check].flat().map((id) => ({
      ...{ check: id, reason: reason.trim() },
      // YAML reads a status as a number.
      ...(received !== undefined && { received: String(received) }),
      ...(until !== undefined && { until }),
      place: source.position([index]),
    })),
  );
  const doubled = doubledEntries(value as Written[], entries, source);
  if (doubled.length > 0) throw new ConfigurationError(doubled);
  return entries;
}

/** An entry as it stands in the file, for one check or for several that fail of one cause. */
interface Written extends Omit<BaselineEntry, 'place' | 'check' | 'received'> {
  readonly check: string | readonly string[];
  readonly received?: string | number;
}

function doubledEntries(value: readonly Written[], entries: Baseline, source: SourceDocument): string[] {
  const first = new Map<string, BaselineEntry>();
  const places = value.flatMap(({ check }, index) =>
    typeof check === 'string'
      ? [source.position([index, 'check'])]
      : check.map((_, at) => source.position([index, 'check', at])),
  );
  return entries.flatMap((entry, index) => {
    const before = first.get(entry.check);
    if (!before) {
      first.set(entry.check, entry);
      return [];
    }
    const place = places[index] ?? entry.place;
    return [`${place}: ${entry.check} is already listed at ${before.place}; keep one of the two entries.`];
  });
}
