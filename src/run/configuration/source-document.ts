import { extname } from 'node:path';
import { isAlias, isMap, isNode, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import { ConfigurationError } from './configuration-error';
import { formatPath, type MemberPath } from './member-path';
import { keptInput } from './input';
import { readNamedFile, shownName } from './named-file';
import { aliasProblems, jsonProblems, syntaxProblems } from './syntax';

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
 * Reads a file that a user writes. JSON is read as the YAML that it is, for the sake of positions.
 * @param name the file as the user wrote it, which is how messages name it
 * @param origin what named the file: `--config` or `IDENTITY_CONFIG`
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
  const lines = new LineCounter();
  // Pretty errors would quote the line, and the line may hold a password.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const position = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${shown}:${line}:${col}`;
  };
  const problems = [
    ...(extname(name).toLowerCase() === '.json' ? jsonProblems(text, shown, position) : []),
    ...syntaxProblems(document, text, position),
    ...aliasProblems(document, position),
  ];
  if (problems.length > 0) throw new ConfigurationError(problems.slice(0, 1));
  const positionOf = (node: Node | undefined) => position(node?.range?.[0] ?? 0);
  const at = (node: Node | undefined, path: MemberPath) => `${positionOf(node)}: ${formatPath(path)}`;
  return {
    value: document.toJS() as unknown,
    position: (path) => positionOf(nodesAt(document, path).value),
    place: (path) => at(nodesAt(document, path).value, path),
    placeOfName: (path) => at(nodesAt(document, path).name, path),
  };
}

/** The nodes at a path, or the nearest above that there is. */
function nodesAt(document: Document, path: MemberPath): { name: Node | undefined; value: Node | undefined } {
  const resolved = (node: unknown) => (isAlias(node) ? node.resolve(document) : node);
  let value: Node | undefined = document.contents ?? undefined;
  let name = value;
  for (const step of path) {
    const container = resolved(value);
    if (isMap(container)) {
      const pair = container.items.find(({ key }) => isNode(key) && String(key) === String(step));
      if (!pair) break;
      name = pair.key as Node;
      value = isNode(pair.value) ? pair.value : name;
    } else if (isSeq(container) && isNode(container.items[Number(step)])) {
      name = value = container.items[Number(step)] as Node;
    } else break;
  }
  return { name, value };
}
