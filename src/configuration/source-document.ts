import { extname } from 'node:path';
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
  type YAMLMap,
} from 'yaml';
import { duplicateMembers } from '../protocol/json-scanner';
import { ConfigurationError, formatPath, type MemberPath } from './configuration-error';
import { keptInput, readNamedFile, shownName } from './named-file';

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

type Position = (offset: number) => string;

/** Messages for parser errors. The parser's own may quote the file, and so a password. */
const sentences: Record<string, string> = {
  BAD_SCALAR_START: 'a value begins with a character that YAML reserves; put the value in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a value contains a colon and a space; put the value in quotes',
  MULTIPLE_DOCS: 'a second YAML document begins; keep only one',
  TAB_AS_INDENT: 'a tab is used for indentation; use spaces',
  TAG_RESOLVE_FAILED:
    'a value begins with an exclamation mark, which starts a tag in YAML; put the value in quotes',
  MISSING_CHAR: 'a quote, a bracket, a colon or the space after a colon is missing; add it',
  BAD_INDENT: 'the indentation is wrong or a bracket is not closed; fix it',
  BAD_DQ_ESCAPE: 'a backslash in double quotes begins no known escape; double it or use single quotes',
};

/** Each error of the parser as a sentence with its place. */
function syntaxProblems(document: Document.Parsed, text: string, position: Position): string[] {
  // YAML may accept such a comment as part of the name that follows.
  const comment = /^\s*[{[]/.test(text) ? commentIn(text) : undefined;
  if (comment !== undefined)
    return [
      `${position(comment)}: this comment is valid neither in JSON nor in YAML; remove it, or begin it with #.`,
    ];
  return [...document.errors, ...document.warnings].map(({ code, pos }) => {
    const sentence = text.startsWith('${', pos[0] - 1)
      ? 'inside braces or brackets ${...} needs quotes; write "${NAME}"'
      : (sentences[code] ?? 'the text is neither JSON nor YAML from here on; fix it');
    return `${position(pos[0])}: ${sentence}.`;
  });
}

/** A string that is not closed ends with the text. */
const strings = /(?<![^\s,:{}[\]])(?:"(?:[^"\\]|\\[^])*"?|'(?:[^']|'')*'?)/;
const comments = /(?<![^\s,{}[\]"'])(?:#.*|\/[/*])/;
const tokens = new RegExp(`${strings.source}|${comments.source}`, 'g');

/** Where the first `//` or `/*` outside of strings, and of comments as YAML has them, begins. */
function commentIn(text: string): number | undefined {
  return [...text.matchAll(tokens)].find(([token]) => token.startsWith('/'))?.index;
}

/** Members written twice. The parser compares each name with every other, which takes long where there are many. */
function duplicateProblems(document: Document.Parsed, position: Position): string[] {
  const problems: string[] = [];
  visit(document, {
    Map: (_, { items }) => {
      const names = new Set<string>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        const name = String(key.value);
        if (names.has(name))
          problems.push(`${position(key.range?.[0] ?? 0)}: a member is written twice; keep one of them.`);
        names.add(name);
      }
    },
  });
  return problems;
}

/** An alias without its anchor, or within its own value, which the parser does not report. */
function aliasProblems(document: Document.Parsed, position: Position): string[] {
  const problems: string[] = [];
  visit(document, {
    Alias: (_, alias) => {
      const [at = 0] = alias.range ?? [];
      const meant = alias.resolve(document);
      if (meant) {
        const [start = 0, end = 0] = meant.range ?? [];
        if (start <= at && at < end)
          problems.push(`${position(at)}: a YAML alias stands within the value that it repeats; remove it.`);
        return;
      }
      const remedy = 'put the value in quotes';
      problems.push(
        `${position(at)}: a value begins with an asterisk, which starts an alias in YAML; ${remedy}.`,
      );
    },
  });
  return problems;
}

/** YAML that is not JSON in a file that says it is, such as a comment or a comma too many. */
function jsonProblems(text: string, name: string, position: Position): string[] {
  try {
    JSON.parse(text);
    return [];
  } catch (error) {
    const comment = commentIn(text);
    if (comment !== undefined)
      return [
        `${position(comment)}: JSON has no comments; remove this one, or name the file .yaml and begin the comment with #.`,
      ];
    const offset = /at position (\d+)/.exec((error as Error).message)?.[1];
    const place = offset === undefined ? name : position(Number(offset));
    return [
      `${place}: the text is not JSON, perhaps because of an extra comma or a comment; fix it, or name the file .yaml.`,
    ];
  }
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
