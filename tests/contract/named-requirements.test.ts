import { readdirSync, readFileSync } from 'node:fs';
import { loadCatalogue } from '../../src/contract/catalogue';
import { compileSchemaFile } from '../../src/contract/json-schema';
import { inProject } from '../../src/contract/package-files';
import { requirementsIn } from '../../src/contract/schema-problem';
import { parseXml } from '../../src/contract/xml';
import type { XmlElement } from '../../src/contract/xml/document';

const known = new Set(loadCatalogue().requirements.map(({ id }) => id));

function comments(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]: [string, unknown]) =>
    key === '$comment' && typeof value === 'string' ? [value] : comments(value),
  );
}

function documentation(element: XmlElement): string[] {
  const source = element.attributes.find(({ name }) => name === 'source')?.value;
  const own = element.name === 'documentation' && source === 'requirement' ? [element.text] : [];
  return [...own, ...element.children.flatMap(documentation)];
}

function expectKnown(texts: readonly string[]): void {
  expect(texts.length).toBeGreaterThan(0);
  for (const text of texts) expect(requirementsIn(text).join(', ')).toBe(text.trim());
  expect(texts.flatMap(requirementsIn).filter((id) => !known.has(id))).toEqual([]);
}

test.each(readdirSync(inProject('schemas', 'json')))('every $comment of %s names requirements', (file) => {
  const path = inProject('schemas', 'json', file);
  expectKnown(comments(JSON.parse(readFileSync(path, 'utf8'))));
  expect(() => compileSchemaFile(path)).not.toThrow();
});

test.each(readdirSync(inProject('schemas', 'xsd')))('every requirement that %s documents exists', (file) => {
  const result = parseXml(readFileSync(inProject('schemas', 'xsd', file)));
  expect(result).toHaveProperty('root');
  if ('root' in result) expectKnown(documentation(result.root));
});
