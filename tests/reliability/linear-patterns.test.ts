import { literalsIn, piecesOf, type Literal } from './regular-expressions';

/** Repetitions with which an exponential pattern shows itself, and characters with which a quadratic one does. */
const few = 22;
const lengths = [2000, 16_000];

/** Pieces of one pattern that are tried; of one with many, some of all kinds. */
const mostPieces = 40;

/** Milliseconds that a linear pattern needs for a hundredth of what a quadratic one would. */
const quick = 8;

/** Ends a text so that nothing matches to the end. */
const ending = '\u{10FFFD}';

/** Milliseconds of the processor, which other processes do not count in. */
function cost(literal: Literal, text: string): number {
  const flags = [...new Set(`${literal.flags.replace('y', '')}g`)].join('');
  const pattern = new RegExp(literal.pattern, flags);
  const before = process.cpuUsage();
  text.replace(pattern, '');
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** What is wrong with how long a pattern takes for a text of one piece, or undefined. */
function growth(literal: Literal, start: string, piece: string): string | undefined {
  const of = (count: number) => start + piece.repeat(count) + ending;
  const least = (count: number) => Math.min(...[1, 2, 3].map(() => cost(literal, of(count))));
  for (const count of [few, ...lengths.map((length) => Math.ceil(length / piece.length))]) {
    if (cost(literal, of(count)) < quick) continue;
    const [small, large] = [least(count >> 2), least(count)];
    if (large >= quick && large > 9 * Math.max(small, 0.5))
      return `${literal.place}: /${literal.pattern}/ takes ${large.toFixed()} ms for ${count} times ${JSON.stringify(piece)}`;
  }
  return undefined;
}

/** These see what the project itself wrote, and nothing else: the embedded server, the templates of requests, the errata. */
const ofOwnTexts = [/^src\/server\//, /^src\/checks\/sendings\/logins\.ts/, /^src\/contract\/errata\.ts/];

const literals = literalsIn('src', 'specs').filter(({ place }) => !ofOwnTexts.some((own) => own.test(place)));

test('the source has regular expressions, and they have pieces', () => {
  expect(literals.length).toBeGreaterThan(100);
  expect(piecesOf({ place: '', pattern: 'a(?:b+|[cd])?"', flags: '' })).toEqual(
    expect.arrayContaining(['b', 'c', 'ab"']),
  );
});

test.each([
  ['exponential', '(?:<!--[^]*?-->\\s*)*<x', '<!---->'],
  ['quadratic', '\\[masked [^\\]]+\\]', '[masked '],
  ['quadratic at the end', '\\s+$', ' '],
])('a pattern that is %s is found', (_kind, pattern, piece) => {
  const literal = { place: '', pattern, flags: '' };
  expect(
    piecesOf(literal).some((each) => growth(literal, '', each) !== undefined) || growth(literal, '', piece),
  ).toBeTruthy();
});

function firstSlow(literal: Literal): string | undefined {
  const all = piecesOf(literal);
  const step = Math.max(1, all.length / mostPieces);
  const pieces = all.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
  for (const piece of pieces)
    for (const start of ['', ending, ...pieces.slice(0, 2)]) {
      const found = growth(literal, start, piece);
      if (found !== undefined) return found;
    }
  return undefined;
}

const folders = [...new Set(literals.map(({ place }) => place.split('/').slice(0, 2).join('/')))];

test.each(folders)('no regular expression of %s takes more than its share for a long text', (folder) => {
  const slow = literals
    .filter(({ place }) => place.startsWith(`${folder}/`) || place.startsWith(`${folder}:`))
    .flatMap((literal) => firstSlow(literal) ?? []);
  expect(slow).toEqual([]);
});
