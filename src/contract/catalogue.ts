import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { closest } from 'fastest-levenshtein';
import { parse } from 'yaml';
import { compileSchemaFile } from './json-schema';
import { inProject, preparedFolder, projectPath } from './package-files';
import type { SchemaProblem } from './schema-problem';

/** How strongly the document asks for something; see docs/errata.md for how the levels were chosen. */
export type Level = 'MUST' | 'SHOULD' | 'MAY';

/** The profiles of interface: parts of the operation that a server may leave out on purpose. */
export const profiles = ['core', 'api-key', 'xml', 'rcn', 'mfa', 'mfa-setup'] as const;
export type Profile = (typeof profiles)[number];

/** One sentence, table row or sample of the document that a server can keep or break. */
export interface Requirement {
  /** Stable across releases, prefixed by its section: `tenant.exclusive`. */
  readonly id: string;
  readonly level: Level;
  readonly profile: Profile;
  /** The section of the catalogue, and the name of its file without `.yaml`, which its spec shares. */
  readonly section: string;
  readonly file: string;
  /** Line ranges of the document, both ends included. */
  readonly lines: readonly LineRange[];
  /** A headline, and the whole requirement in one or two sentences. */
  readonly title: string;
  readonly statement: string;
  /** The row of docs/errata.md that decides it, `E4`. */
  readonly erratum?: string;
  /** Why it cannot be checked from the outside; it then has no check. */
  readonly excluded?: string;
}

export interface LineRange {
  readonly from: number;
  readonly to: number;
}

/** The lines that `42-44` or `42` names. */
export function lineRange(lines: string | number): LineRange {
  const [from = NaN, to = from] = String(lines).split('-').map(Number);
  return { from, to };
}

/** `document lines 42-44, 66-68 (erratum E16)`: where a requirement comes from, for people. */
export function sourceOf(requirement: Requirement): string {
  const ranges = requirement.lines.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`));
  const one = requirement.lines.length === 1 && requirement.lines[0]?.from === requirement.lines[0]?.to;
  const erratum = requirement.erratum ? ` (erratum ${requirement.erratum})` : '';
  return `document line${one ? '' : 's'} ${ranges.join(', ')}${erratum}`;
}

/** What each profile covers, for people who choose. */
export const profileDescriptions: Readonly<Record<Profile, string>> = {
  core: 'logins by password in JSON, with and without a tenant, and refusals',
  'api-key': 'logins by API key',
  xml: 'requests and responses in XML',
  rcn: 'roles of a Rackspace Customer Number (apply_rcn_roles)',
  mfa: 'logins with a second factor',
  'mfa-setup': 'tokens for setting up a second factor',
};

/** Everything that the document asks of a server, by id. */
interface Catalogue {
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
  readonly requirements: readonly (Omit<Requirement, 'section' | 'file' | 'lines'> & {
    readonly lines: readonly (string | number)[];
  })[];
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

/**
 * A YAML file of the package by its path in it; compiled code reads what the build made of it, JSON:
 * `requirements/tenant.yaml` is `requirements/tenant.json`.
 */
export function packagedData(...path: readonly string[]): {
  readonly content: unknown;
  /** Whether the build has read and validated it, which a call then need not do again. */
  readonly isPrepared: boolean;
} {
  const json = join(preparedFolder, ...path).replace(/\.yaml$/, '.json');
  if (existsSync(json)) return { content: JSON.parse(readFileSync(json, 'utf8')), isPrepared: true };
  return { content: parse(readFileSync(inProject(...path), 'utf8')), isPrepared: false };
}

/** A row of docs/errata.md: where the document contradicts itself, and what was decided. Texts are Markdown. */
interface Erratum {
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
