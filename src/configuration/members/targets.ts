import { nearestName } from '../../text/prose';
import { ConfigurationError, type MemberPath } from '../configuration';
import { shapeProblems } from '../schema';
import { readSource, type SourceDocument } from '../source-document';

interface DocumentWithTargets {
  readonly targets: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/**
 * The names of the targets in a configuration file, in file order; empty if it has no `targets`.
 *
 * @param file the file of `--config`; by default that of `IDENTITY_CONFIG`
 * @param wanted the names given by `--target`; empty selects all
 * @throws ConfigurationError if a name is unknown, or `targets` is malformed
 */
export function targetNames(
  file: string | undefined,
  environment: NodeJS.ProcessEnv,
  directory: string,
  wanted: readonly string[] = [],
): readonly string[] {
  const name = file ?? environment['IDENTITY_CONFIG'];
  // Loading the file refuses an empty name with a clearer message.
  const source = name ? readSource(name, directory, file ? '--config' : 'IDENTITY_CONFIG') : undefined;
  if (source && hasTargets(source.value)) {
    const named = namesOf(source);
    const unknown = wanted.filter((each) => !named.includes(each));
    if (unknown.length > 0) throw new ConfigurationError(unknown.map((each) => unknownTarget(each, named)));
    return wanted.length > 0 ? named.filter((each) => wanted.includes(each)) : named;
  }
  if (wanted.length > 0) throw new ConfigurationError([withoutTargets(wanted[0] ?? '')]);
  return [];
}

/**
 * The configuration of one target: each member of the target replaces the top-level member of that name as a whole.
 * Error messages still give the line and column in the file.
 *
 * @throws ConfigurationError if the target is unknown, or not given although there are several
 */
export function documentOf(source: SourceDocument, target: string | undefined): SourceDocument {
  if (!hasTargets(source.value)) {
    if (target !== undefined) throw new ConfigurationError([withoutTargets(target)]);
    return source;
  }
  const names = namesOf(source);
  if (target === undefined) {
    throw new ConfigurationError([
      `${source.placeOfName(['targets'])} has ${names.length === 1 ? 'the target' : 'the targets'} ${names.join(', ')}; choose one with --target.`,
    ]);
  }
  if (!names.includes(target)) throw new ConfigurationError([unknownTarget(target, names)]);
  const { targets, ...top } = source.value;
  const own = targets[target] ?? {};
  const inFile = (path: MemberPath): MemberPath =>
    path[0] !== undefined && Object.hasOwn(own, path[0]) ? ['targets', target, ...path] : path;
  return {
    value: { ...top, ...own },
    position: (path) => source.position(inFile(path)),
    place: (path) => source.place(inFile(path)),
    placeOfName: (path) => source.placeOfName(inFile(path)),
  };
}

function hasTargets(value: unknown): value is DocumentWithTargets {
  return typeof value === 'object' && value !== null && 'targets' in value;
}

/** Validated before environment variables are substituted, since only those of the chosen target need to be set. */
function namesOf(source: SourceDocument): readonly string[] {
  const problems = shapeProblems(source.value, source, new Map());
  if (problems.length > 0) throw new ConfigurationError(problems);
  return Object.keys((source.value as DocumentWithTargets).targets);
}

function unknownTarget(name: string, known: readonly string[]): string {
  const meant = nearestName(name, known);
  return `--target ${name}: the configuration has no such target; ${meant ? `did you mean ${meant}?` : `it has ${known.join(', ')}.`}`;
}

function withoutTargets(name: string): string {
  return `--target ${name}: the configuration has no targets; add them to the file that --config names.`;
}
