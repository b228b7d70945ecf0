import { extname } from 'node:path';
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
  type YAMLMap,
} from 'yaml';
import { duplicateMembers } from '../protocol/json-scanner';
import { ConfigurationError, formatPath, type MemberPath } from './configuration';
import { keptInput, readNamedFile, shownName } from './named-file';
import {
  aliasProblems,
  duplicateProblems,
  jsonProblems,
  type Position,
  syntaxProblems,
} from './source-problems';

/** A YAML or JSON file as read: its value, and where in the file each member stands. */
export interface SourceDocument {
  readonly value: unknown;
  /** `config.yaml:4:15`: where the value of a member stands. */
  readonly position: (path: MemberPath) => string;
  /** `config.yaml:4:15: accounts.user.password`: the value of a member. */
  readonly place: (path: MemberPath) => string;
  /** The same at the name of a member instead of its value. */
  readonly placeOfName: (path: MemberPath) => string;
}

/**
 * Reads a file that a user writes. Positions in JSON are those of the YAML that it is.
 * @param name the file as the user wrote it, which is how messages name it
 * @param origin where the file is named: `--config` or `IDENTITY_CONFIG`
 * @param kind what the file is, for messages
 * @throws ConfigurationError when it cannot be read, or is neither YAML nor JSON
 */
export function readSource(
  name: string,
  directory: string,
  origin: string,
  kind = 'configuration file',
): SourceDocument {
  const text = readNamedFile(name, directory, origin, kind);
  const shown = shownName(name);
  if (text.trim() === '' && keptInput(name, directory))
    throw new ConfigurationError([
      `${origin}: the ${kind} ${shown} is empty; check whether the command that writes it failed.`,
    ]);
  const isJson = extname(name).toLowerCase() === '.json';
  const value = isJson ? plainJson(text) : undefined;
  if (value === undefined) return sourceOfText(text, shown, isJson);
  // Positions are for messages alone, and the library that knows them is large.
  let located: SourceDocument | undefined;
  const source = () => (located ??= sourceOfText(text, shown, isJson));
  return {
    value,
    position: (path) => source().position(path),
    place: (path) => source().place(path),
    placeOfName: (path) => source().placeOfName(path),
  };
}

/** The value of a JSON text in which no member is written twice; undefined for any other text. */
function plainJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return duplicateMembers(text).length === 0 ? value : undefined;
  } catch {
    return undefined;
  }
}

/** @param shown the name of the file in messages */
function sourceOfText(text: string, shown: string, isJson: boolean): SourceDocument {
  const lines = new LineCounter();
  // Pretty errors would quote the line, and the line may hold a password.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const position = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${shown}:${line}:${col}`;
  };
  const problems = [
    ...(isJson ? jsonProblems(text, shown, position) : []),
    ...syntaxProblems(document, text, position),
    ...duplicateProblems(document, position),
    ...aliasProblems(document, position),
  ];
  if (problems.length > 0) throw new ConfigurationError(problems.slice(0, 1));
  const positionOf = (node: Node | undefined) => position(node?.range?.[0] ?? 0);
  const at = (node: Node | undefined, path: MemberPath) => `${positionOf(node)}: ${formatPath(path)}`;
  return {
    value: valueOf(document, position),
    position: (path) => positionOf(nodesAt(document, path).value),
    place: (path) => at(nodesAt(document, path).value, path),
    placeOfName: (path) => at(nodesAt(document, path).name, path),
  };
}

/**
 * The value of a document, whose aliases may repeat values so often that they would fill the memory.
 *
 * @throws ConfigurationError if they do
 */
function valueOf(document: Document.Parsed, position: Position): unknown {
  try {
    return document.toJS({ maxAliasCount: mostAliases }) as unknown;
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    let first = 0;
    visit(document, {
      Alias: (_, { range }) => {
        first = range?.[0] ?? 0;
        return visit.BREAK;
      },
    });
    throw new ConfigurationError([
      `${position(first)}: from here on, YAML aliases repeat values more than ${mostAliases} times; write the values out.`,
    ]);
  }
}

const mostAliases = 100;

/** The members of each mapping by name: a file may have many. */
const membersOf = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

function memberOf(mapping: YAMLMap, name: string): Pair | undefined {
  const members =
    membersOf.get(mapping) ??
    new Map(mapping.items.flatMap((pair) => (isNode(pair.key) ? [[String(pair.key), pair] as const] : [])));
  membersOf.set(mapping, members);
  return members.get(name);
}

/** The nodes at a path, or the nearest existing ones above. */
function nodesAt(document: Document, path: MemberPath): { name: Node | undefined; value: Node | undefined } {
  const resolved = (node: unknown) => (isAlias(node) ? node.resolve(document) : node);
  let value: Node | undefined = document.contents ?? undefined;
  let name = value;
  for (const step of path) {
    const container = resolved(value);
    if (isMap(container)) {
      const pair = memberOf(container, String(step));
      if (!pair) break;
      name = pair.key as Node;
      value = isNode(pair.value) ? pair.value : name;
    } else if (isSeq(container) && isNode(container.items[Number(step)])) {
      name = value = container.items[Number(step)] as Node;
    } else break;
  }
  return { name, value };
}

/** A configuration that a program holds, as if it had been read from a file: undefined members are left out. */
export function sourceOfValue(value: unknown): SourceDocument {
  const place: SourceDocument['place'] = (path) =>
    path.length === 0 ? formatPath(path) : `configuration: ${formatPath(path)}`;
  return { value: plain(value), position: formatPath, place, placeOfName: place };
}

function plain(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value)) as unknown;
  } catch {
    throw new ConfigurationError([
      'the configuration is not plain data; pass an object with the members of a configuration file.',
    ]);
  }
}
