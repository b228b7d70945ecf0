import { nearestName } from '../../text/prose';
import { ConfigurationError, type MemberPath } from '../configuration-error';
import { shapeProblems } from '../schema';
import { readSource, type SourceDocument } from '../source-document';

interface DocumentWithTargets {
  readonly targets: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/**
 * The names of the targets of a configuration file, in its order; none where it has no `targets`.
 *
 * @param file the file that `--config` names; without it, that of `IDENTITY_CONFIG`
 * @param wanted the names given by `--target`; all without any
 * @throws ConfigurationError where a name is unknown, or the shape of the file is wrong
 */
export function targetNames(
  file: string | undefined,
  environment: NodeJS.ProcessEnv,
  directory: string,
  wanted: readonly string[] = [],
): readonly string[] {
  const name = file ?? environment['IDENTITY_CONFIG'];
  // An empty name is refused with a better message where the file is loaded.
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
 * The document of one target: what the target has takes the place of the member of the top level, whole. Places
 * in messages stay those of the file.
 *
 * @throws ConfigurationError where the target is unknown, or is missing and there are several
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

/** The shape is looked at before variables are put in, for only those of the chosen target need to be set. */
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
