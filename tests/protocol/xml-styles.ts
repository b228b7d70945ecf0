import fc from 'fast-check';
import type { Space } from './document-parts';
import type { XmlStyle } from './xml-notation';

const spaces = ['core', 'raxAuth', 'raxKskey', 'foreign'] as const satisfies readonly Space[];

/** Four different prefixes, of which one may be empty; some mislead, since only the namespace counts. */
const prefixes = fc
  .shuffledSubarray(['', 'id', 'RAX-AUTH', 'RAX-KSKEY', 'rax-auth', 'ns0', '_x', 'é'], {
    minLength: 4,
    maxLength: 4,
  })
  .map(
    (chosen) =>
      Object.fromEntries(spaces.map((space, index) => [space, chosen[index] ?? ''])) as Record<Space, string>,
  );

/** The ways to write a document as XML, of which nothing may depend. */
export const xmlStyles: fc.Arbitrary<XmlStyle> = fc.record({
  prefixes,
  declareAtRoot: fc.boolean(),
  noise: fc.boolean(),
  plain: fc.constant('nothing' as const),
});

/** The same for requests, whose auth may be in no namespace. */
export const authStyles: fc.Arbitrary<XmlStyle> = fc
  .tuple(xmlStyles, fc.constantFrom('nothing', 'auth', 'auth and credentials'))
  .map(([style, plain]) => ({ ...style, plain }));

/** A plain style, for single examples. */
export const plainStyle: XmlStyle = {
  prefixes: { core: '', raxAuth: 'RAX-AUTH', raxKskey: 'RAX-KSKEY', foreign: 'x' },
  declareAtRoot: true,
  noise: false,
  plain: 'nothing',
};
