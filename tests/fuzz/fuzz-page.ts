import { readFileSync, writeFileSync } from 'node:fs';
import { inProject } from '../../src/contract/package-files';

const path = inProject('docs', 'reliability.md');
const marks = ['<!-- fuzz -->', '<!-- end of fuzz -->'] as const;

/** Puts the result into docs/reliability.md. */
export function writePage(
  seed: number,
  figures: readonly (readonly [string, string])[],
  verdict: string,
): void {
  const date = new Date().toISOString().slice(0, 10);
  const text = readFileSync(path, 'utf8');
  const [start, end] = [text.indexOf(marks[0]), text.indexOf(marks[1])];
  if (start < 0 || end < start) throw new Error(`docs/reliability.md has no ${marks[0]} with its end`);
  const listed = figures.map(([name, value]) => `${name} ${value}`).join(', ');
  const passage = `On ${date}, with seed ${seed}:\n${listed};\n${verdict}.`;
  writeFileSync(path, `${text.slice(0, start + marks[0].length)}\n\n${passage}\n\n${text.slice(end)}`);
}
