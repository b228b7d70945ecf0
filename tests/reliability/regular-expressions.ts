import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RegExpParser, type AST } from '@eslint-community/regexpp';
import ts from 'typescript';
import { inProject, projectPath } from '../../src/contract/package-files';

/** A regular expression of the source. */
export interface Literal {
  readonly place: string;
  readonly pattern: string;
  readonly flags: string;
}

/** All regular expressions that stand in the TypeScript of some folders. */
export function literalsIn(...folders: readonly string[]): Literal[] {
  return folders.flatMap((folder) => filesIn(inProject(folder))).flatMap(literalsOf);
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : entry.name.endsWith('.ts') ? [path] : [];
  });
}

function literalsOf(file: string): Literal[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: Literal[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      const place = `${projectPath(file)}:${line + 1}`;
      found.push({ place, pattern: node.text.slice(1, end), flags: node.text.slice(end + 1) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** What a character class may be of: the first that fits stands for it, and in its turn the last. */
const candidates = [...'a0 "\'<>&\\\n-=:;/.,[]{}()%@#$*+?!|_~^`cxyzAFZ9é\0\t\r\u0080\u2028\u{1F600}'];

/** Texts that a part of a pattern matches: repeated, they are what makes backtracking slow. */
export function piecesOf(literal: Literal): string[] {
  return [
    ...new Set(
      [candidates, [...candidates].reverse(), quotes].flatMap((order) => piecesWith(literal, order)),
    ),
  ];
}

/** First what ends and escapes other things. */
const quotes = [...`"'\\<&`, ...candidates];

function piecesWith({ pattern, flags }: Literal, order: readonly string[]): string[] {
  const unicode = /[uv]/.test(flags);
  const parsed = new RegExpParser({ ecmaVersion: 2024 }).parsePattern(pattern, 0, pattern.length, {
    unicode,
  });
  const pieces = new Set<string>();
  const take = (text: string): string => {
    if (text !== '') pieces.add(text);
    return text;
  };
  const sampleOf = (node: AST.Element): string => {
    switch (node.type) {
      case 'Group':
      case 'CapturingGroup':
        return samplesOf(node.alternatives);
      case 'Quantifier':
        return take(sampleOf(node.element).repeat(Math.max(1, node.min)));
      case 'Character':
        return String.fromCodePoint(node.value);
      case 'CharacterSet':
      case 'CharacterClass':
        return take(order.find((each) => fits(node.raw, flags, each)) ?? '');
      case 'Assertion':
        if ('alternatives' in node) samplesOf(node.alternatives);
        return '';
      default:
        return '';
    }
  };
  const samplesOf = (alternatives: readonly AST.Alternative[]): string => {
    const [first = ''] = alternatives.map(({ elements }) => {
      const samples = elements.map(sampleOf);
      for (let from = 0; from < samples.length; from += 1)
        for (let to = from + 2; to <= Math.min(samples.length, from + 4); to += 1)
          take(samples.slice(from, to).join(''));
      return take(samples.join(''));
    });
    return first;
  };
  samplesOf(parsed.alternatives);
  return [...pieces];
}

function fits(raw: string, flags: string, text: string): boolean {
  return new RegExp(`^(?:${raw})$`, flags.replace(/[gy]/g, '')).test(text);
}
