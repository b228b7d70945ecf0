import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { closest } from 'fastest-levenshtein';
import { parse } from 'yaml';
import { compileSchemaFile } from './json-schema';
import { inProject, preparedFolder, projectPath } from './package-files';
import { type Level, lineRange, type LineRange, type Profile, type Requirement } from './requirement';
import type { SchemaProblem } from './schema-problem';

/** Everything that the document asks of a server, by id. */
export interface Catalogue {
  /** In the order of the files, and within a file in its order. */
  readonly requirements: readonly Requirement[];
  /** @throws Error `unknown requirement …, nearest is …` */
  get(id: string): Requirement;
}

/** What is known of the document itself: its size, and the lines that no requirement can rest on. */
export interface DocumentOutline {
  readonly document: string;
  readonly lines: number;
  readonly sha256: string;
  /** Lines without a character other than a space. */
  readonly blank: readonly LineRange[];
  readonly notCheckable: readonly (LineRange & { readonly reason: string })[];
}

interface SectionFile {
  readonly section: string;
  readonly requirements: readonly {
    readonly id: string;
    readonly level: Level;
    readonly profile: Profile;
    readonly lines: readonly (string | number)[];
    readonly erratum?: string;
    readonly title: string;
    readonly statement: string;
    readonly excluded?: string;
  }[];
}

interface OutlineFile extends Omit<DocumentOutline, 'blank' | 'notCheckable'> {
  readonly blank: readonly (string | number)[];
  readonly 'not-checkable': readonly { readonly lines: string | number; readonly reason: string }[];
}

const outlineName = 'document.yaml';
let catalogue: Catalogue | undefined;

/**
 * The requirements of `requirements/*.yaml`, read once per process.
 *
 * @throws Error naming the file and every problem when a file breaks `schemas/requirements.schema.json`
 */
export function loadCatalogue(): Catalogue {
  catalogue ??= readCatalogue();
  return catalogue;
}

/** The record of the document in `requirements/document.yaml`; the document itself need not be there. */
export function loadDocumentOutline(): DocumentOutline {
  const file = readValid<OutlineFile>(outlineName, '#/$defs/outline');
  return {
    document: file.document,
    lines: file.lines,
    sha256: file.sha256,
    blank: file.blank.map(lineRange),
    notCheckable: file['not-checkable'].map(({ lines, reason }) => ({ ...lineRange(lines), reason })),
  };
}

function readCatalogue(): Catalogue {
  const requirements = readdirSync(inProject('requirements'))
    .filter((name) => name.endsWith('.yaml') && name !== outlineName)
    .sort()
    .flatMap(readSection);
  const byId = new Map(requirements.map((requirement) => [requirement.id, requirement]));
  return {
    requirements,
    get(id) {
      const requirement = byId.get(id);
      if (requirement) return requirement;
      throw new Error(`unknown requirement ${id}, nearest is ${closest(id, [...byId.keys()])}`);
    },
  };
}

function readSection(name: string): Requirement[] {
  const { section, requirements } = readValid<SectionFile>(name, '');
  const file = basename(name, '.yaml');
  return requirements.map((requirement) => ({
    ...requirement,
    section,
    file,
    lines: requirement.lines.map(lineRange),
  }));
}

function readValid<Content>(name: string, pointer: string): Content {
  const { content, isPrepared } = packagedData('requirements', name);
  if (isPrepared) return content as Content;
  const path = inProject('requirements', name);
  const problems = compileSchemaFile(inProject('schemas', 'requirements.schema.json'), pointer)(content);
  if (problems.length > 0) throw new Error(`${projectPath(path)} is not valid:\n${listed(problems)}`);
  return content as Content;
}

function listed(problems: readonly SchemaProblem[]): string {
  return problems.map(({ path, message }) => `  ${path}: ${message}`).join('\n');
}

let retired: ReadonlyMap<string, string> | undefined;

/**
 * The ids of checks that were released and whose work another check does now, each with the id of that one
 * (`requirements/retired-checks.txt`, read once per process). An id is never given to another check.
 */
export function retiredChecks(): ReadonlyMap<string, string> {
  retired ??= new Map(
    readFileSync(inProject('requirements', 'retired-checks.txt'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(' -> ') as [string, string]),
  );
  return retired;
}

/** The content of a YAML file of the package. */
export interface PackagedData {
  readonly content: unknown;
  /** Whether the build has read and validated it, which a call then need not do again. */
  readonly isPrepared: boolean;
}

/**
 * A YAML file of the package by its path in it; compiled code reads what the build made of it, JSON:
 * `requirements/tenant.yaml` is `requirements/tenant.json`.
 */
export function packagedData(...path: readonly string[]): PackagedData {
  const json = join(preparedFolder, ...path).replace(/\.yaml$/, '.json');
  if (existsSync(json)) return { content: JSON.parse(readFileSync(json, 'utf8')), isPrepared: true };
  return { content: parse(readFileSync(inProject(...path), 'utf8')), isPrepared: false };
}

/** A row of docs/errata.md: where the document contradicts itself, and what was decided. Texts are Markdown. */
export interface Erratum {
  /** `E4` */
  readonly id: string;
  readonly found: string;
  readonly decision: string;
}

const row = /^\| (E\d{1,4}) *\| ([^|\n]*)\| ([^|\n]*)\| ([^|\n]*)\|$/gm;
let errata: readonly Erratum[] | undefined;

/**
 * The erratum of an id, read from the page that people read.
 *
 * @throws Error when the page has no such row
 */
export function erratumOf(id: string): Erratum {
  errata ??= readErrata();
  const erratum = errata.find((candidate) => candidate.id === id);
  if (!erratum) throw new Error(`docs/errata.md has no row ${id}`);
  return erratum;
}

function readErrata(): Erratum[] {
  const page = readFileSync(inProject('docs', 'errata.md'), 'utf8');
  return [...page.matchAll(row)].map(([, id = '', found = '', decision = '']) => ({
    id,
    found: found.trim(),
    decision: decision.trim(),
  }));
}

/** A user's copy of the document, whose text is not part of the package. */
export interface DocumentCopy {
  /** The name of the file. */
  readonly file: string;
  readonly lines: readonly string[];
  /** Whether it is the version whose lines the requirements cite. */
  readonly isCited: boolean;
}

/** Lines of the document as they are in a copy, both ends included. */
export interface Quote extends LineRange {
  readonly text: string;
}

/** A copy of the document by its text; ends of lines as Windows writes them make no difference. */
export function documentCopy(file: string, text: string): DocumentCopy {
  const plain = text.replaceAll('\r\n', '\n').replace(/\n$/, '');
  const sha256 = createHash('sha256').update(`${plain}\n`).digest('hex');
  return { file, lines: plain.split('\n'), isCited: sha256 === loadDocumentOutline().sha256 };
}

/** The lines of these ranges that the copy has. */
export function quotesFrom({ lines }: DocumentCopy, ranges: readonly LineRange[]): Quote[] {
  return ranges
    .filter(({ from }) => from <= lines.length)
    .map(({ from, to }) => ({ from, to, text: lines.slice(from - 1, to).join('\n') }));
}
