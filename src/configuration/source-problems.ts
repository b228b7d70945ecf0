import { type Document, isScalar, visit } from 'yaml';

/** The place in a file of what stands at an offset, such as `config.yaml:4:15`. */
export type Position = (offset: number) => string;

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
export function syntaxProblems(document: Document.Parsed, text: string, position: Position): string[] {
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
export function duplicateProblems(document: Document.Parsed, position: Position): string[] {
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
export function aliasProblems(document: Document.Parsed, position: Position): string[] {
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
