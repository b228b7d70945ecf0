import fc from 'fast-check';
import type { Extension, Group, Part, Space } from './document-parts';
import { anyText } from './texts';

const known: readonly [string, Space, Extension['as']][] = [
  ['issued_at', 'core', 'attribute'],
  ['federated', 'raxAuth', 'attribute'],
  ['issued', 'raxAuth', 'element'],
  ['hint', 'foreign', 'attribute'],
  ['detail', 'foreign', 'element'],
];

const some: fc.Arbitrary<readonly Extension[]> = fc
  .tuple(fc.subarray([...known]), anyText)
  .map(([names, value]) =>
    names.map(([local, space, as]) => ({ kind: 'extension', name: { local, space }, as, value })),
  );

/** Extensions for the groups of a document, in their order, and again from the first when they run out. */
export const extensions = fc.array(some, { minLength: 1, maxLength: 4 });

/** A document with extensions in all its groups. */
export function extended(document: Group, sets: readonly (readonly Extension[])[]): Group {
  let next = 0;
  const within = (part: Part): Part => {
    if (part.kind === 'list') return { ...part, items: part.items.map(within) };
    if (part.kind !== 'group' || part.flat) return part;
    const more = (sets[next++ % sets.length] ?? []).filter(
      // Elements of a group's own namespace are its own, and no schema of it lets in others.
      (extension) => extension.as === 'attribute' || extension.name.space !== part.name.space,
    );
    return { ...part, parts: [...part.parts.map(within), ...more] };
  };
  return within(document) as Group;
}
