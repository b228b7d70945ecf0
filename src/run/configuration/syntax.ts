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
  MULTIPLE_DOCS: 'a second YAML document begins; keep one to a file',
  TAB_AS_INDENT: 'a tab is used to indent; use spaces',
  TAG_RESOLVE_FAILED:
    'a value begins with an exclamation mark, which YAML takes for a tag; put the value in quotes',
  MISSING_CHAR: 'a quote, a bracket or a colon with the space after it is missing; add it',
  BAD_INDENT: 'the indentation is wrong or a bracket is not closed; mend it',
  BAD_DQ_ESCAPE: 'a backslash in double quotes begins no known escape; double it or use single quotes',
};

/** Each error of the parser as a sentence with its place. */
export function syntaxProblems(document: Document.Parsed, position: Position): string[] {
  return [...document.errors, ...document.warnings].map(({ code, pos }) => {
    const sentence = sentences[code] ?? 'the text is neither JSON nor YAML from here on; mend it';
    return `${position(pos[0])}: ${sentence}.`;
  });
}

/** An alias without its anchor, which is found only when values are read. */
export function aliasProblems(document: Document.Parsed, position: Position): string[] {
  const problems: string[] = [];
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document)) return;
      const remedy = 'put the value in quotes';
      problems.push(
        `${position(alias.range?.[0] ?? 0)}: a value begins with an asterisk, which YAML takes for an alias; ${remedy}.`,
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
    const offset = /at position (\d+)/.exec((error as Error).message)?.[1];
    const place = offset === undefined ? name : position(Number(offset));
    return [
      `${place}: the text is not JSON, perhaps for a comment or a comma too many; mend it, or name the file .yaml.`,
    ];
  }
}
