import { literalsIn, piecesOf, type Literal } from './regular-expressions';

/** Repetitions with which an exponential pattern shows itself, and a quadratic one. */
const times = { few: 22, some: 1000, many: 8000 };

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
  for (const count of [times.few, times.some, times.many]) {
    if (cost(literal, of(count)) < quick) continue;
    const [small, large] = [least(count >> 2), least(count)];
    if (large >= quick && large > 9 * Math.max(small, 0.5))
      return `${literal.place}: /${literal.pattern}/ takes ${large.toFixed()} ms for ${count} times ${JSON.stringify(piece)}`;
  }
  return undefined;
}

/** These see what the project itself wrote, and nothing else: the embedded server, and the templates of requests. */
const ofOwnTexts = [/^src\/reference\//, /^specs\/vocabulary\/logins\.ts/];

const literals = literalsIn('src', 'specs').filter(({ place }) => !ofOwnTexts.some((own) => own.test(place)));

test('the source has regular expressions, and they have pieces', () => {
  expect(literals.length).toBeGreaterThan(100);
  expect(piecesOf({ place: '', pattern: 'a(?:b+|[cd])?"', flags: '' })).toEqual(
    expect.arrayContaining(['a', 'b', 'c', '"', 'ab"']),
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

const folders = [...new Set(literals.map(({ place }) => place.split('/').slice(0, 2).join('/')))];

test.each(folders)('no regular expression of %s takes more than its share for a long text', (folder) => {
  const slow = literals
    .filter(({ place }) => place.startsWith(`${folder}/`) || place.startsWith(`${folder}:`))
    .flatMap((literal) => {
      const pieces = piecesOf(literal);
      const starts = ['', ending, ...pieces.slice(0, 3)];
      const found = pieces.flatMap((piece) => starts.flatMap((start) => growth(literal, start, piece) ?? []));
      return found.slice(0, 1);
    });
  expect(slow).toEqual([]);
});
