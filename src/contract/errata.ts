import { readFileSync } from 'node:fs';
import { inProject } from './package-files';

/** A row of docs/errata.md: where the document contradicts itself, and what was decided. Texts are Markdown. */
export interface Erratum {
  /** `E4` */
  readonly id: string;
  readonly found: string;
  readonly decision: string;
}

const row = /^\| (E\d+) *\| (.*?) *\| (.*?) *\| (.*?) *\|$/gm;
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
  return [...page.matchAll(row)].map(([, id = '', found = '', decision = '']) => ({ id, found, decision }));
}
