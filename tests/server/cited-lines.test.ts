import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCatalogue, loadDocumentOutline, lineRange, type LineRange } from '../../src/contract/catalogue';
import { effects } from '../../src/server/faults';
import { always } from '../../src/server/faults/conditions';
import { brokenBy, type Effect } from '../../src/server/faults/effect';

const folder = join(__dirname, '../../src/server/faults');

/** The lines of the document that comments of a file cite: `lines 44-45, 52 and 66-68`. */
function citedIn(source: string): LineRange[] {
  const citations = source.match(/\blines? \d+[\d\-, and]*/g) ?? [];
  return citations.flatMap((citation) => citation.match(/\d+(-\d+)?/g) ?? []).map(lineRange);
}

/** The effects in the tables that a file exports. */
function effectsOf(file: string): Effect[] {
  const exported = Object.values(jest.requireActual<object>(join(folder, file))).filter(Array.isArray);
  return exported.flat().filter((row): row is Effect => typeof row === 'object' && 'steps' in row);
}

const document = loadDocumentOutline();
const tables = readdirSync(folder)
  .filter((file) => file.endsWith('.ts') && file !== 'index.ts')
  .map((file) => ({ file, effects: effectsOf(file) }))
  .filter(({ effects }) => effects.length > 0);

test.each(tables)(
  'the lines that $file cites are those of requirements that its effects are about',
  (table) => {
    const ranges = table.effects.flatMap((effect) => loadCatalogue().get(brokenBy(effect, always)[0]).lines);
    const astray = citedIn(readFileSync(join(folder, table.file), 'utf8')).filter(
      ({ from, to }) => to > document.lines || !ranges.some((range) => from <= range.to && range.from <= to),
    );
    expect(astray).toEqual([]);
  },
);

test('every table of faults has been found', () => {
  const found = tables.flatMap((table) => table.effects.map(({ name }) => name));
  expect(effects.filter(({ name }) => !found.includes(name))).toEqual([]);
});
