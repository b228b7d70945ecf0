import { visit, type Document } from 'yaml';

type Position = (offset: number) => string;

/**
 * What the parser complains of. Its own messages may quote the file, and so a password; the sentences here
 * do not.
 */
const sentences: Record<string, string> = {
  BAD_SCALAR_START: 'a value begins with a character that YAML reserves; put the value in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a value holds a colon and a space; put the value in quotes',
  DUPLICATE_KEY: 'a member is written twice; keep one of them',
  MULTIPLE_DOCS: 'a second YAML document begins; keep only one',
  TAB_AS_INDENT: 'a tab is used to indent; use spaces',
  TAG_RESOLVE_FAILED:
    'a value begins with an exclamation mark, which starts a tag in YAML; put the value in quotes',
  MISSING_CHAR: 'a quote, a bracket, a colon or the space after a colon is missing; add it',
  BAD_INDENT: 'the indentation is wrong or a bracket is not closed; fix it',
  BAD_DQ_ESCAPE: 'a backslash in double quotes begins no known escape; double it or use single quotes',
};

/** Each error of the parser as a sentence with its place. */
export function syntaxProblems(document: Document.Parsed, text: string, position: Position): string[] {
  // As YAML, such a comment may be read without an error, as a part of the name that follows.
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

/** An alias without its anchor, which is found only when values are read. */
export function aliasProblems(document: Document.Parsed, position: Position): string[] {
  const problems: string[] = [];
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document)) return;
      const remedy = 'put the value in quotes';
      problems.push(
        `${position(alias.range?.[0] ?? 0)}: a value begins with an asterisk, which starts an alias in YAML; ${remedy}.`,
      );
    },
  });
  return problems;
}

/** YAML that is not JSON in a file that says it is, such as a comment or a comma too many. */
export function jsonProblems(text: string, name: string, position: Position): string[] {
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
