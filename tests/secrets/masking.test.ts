import fc from 'fast-check';
import { isDistinctive } from '../../src/secrets/decoded-readings';
import { pieceLength } from '../../src/secrets/long-patterns';
import { cutAfterMasking, Masker } from '../../src/secrets/masking';
import { Secret } from '../../src/protocol/secret';
import { encodings } from './encodings';
import { anyText, filledText } from '../protocol/texts';

const runs = { numRuns: 150 };

/** Of a shorter secret, base64 has too few characters of its own to be told from ordinary text. */
const shortestInBase64 = 8;

const secretsOf = (shortest: number) => filledText.map((text) => text.padEnd(shortest, '~')).filter(isPlain);

/** Where its own characters look like an escape, too little of a short secret may be left to look for. */
function isPlain(secret: string): boolean {
  return isDistinctive(secret) && (secret.length >= 10 || !/[\\%&\x80-\xff]/.test(secret));
}

/** What may stand around a value: nothing, or the end of a string, attribute, element or parameter, and more beyond. */
const before = around(
  fc.constantFrom('"', "'", '>', '=', ': ', ' ', '\n', '/'),
  (end, more) => `${more}${end}`,
);
const after = around(
  fc.constantFrom('"', "'", '<', '&', ', ', ' ', '\n', '/'),
  (end, more) => `${end}${more}`,
);

function around(
  ends: fc.Arbitrary<string>,
  join: (end: string, more: string) => string,
): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constant(''),
    fc.tuple(ends, anyText).map((texts) => join(...texts)),
  );
}

function maskerOf(...values: readonly string[]): Masker {
  const masker = new Masker();
  for (const value of values) masker.add(new Secret(value, 'label'));
  return masker;
}

/** What is left of a text where it was not masked. */
function remains(masked: string): string[] {
  return masked.split('[masked label]');
}

test.each(Object.entries(encodings))('no secret survives as %s', (name, encode) => {
  const secrets = secretsOf(name.startsWith('base64') ? shortestInBase64 : 4);
  fc.assert(
    fc.property(secrets, before, after, (secret, left, right) => {
      const encoded = encode(secret);
      const masked = maskerOf(secret).mask(`${left}${encoded}${right}`);
      for (const rest of remains(masked)) expect(rest).not.toContain(encoded);
    }),
    runs,
  );
});

test('of several secrets none survives, one in the other, side by side or overlapping', () => {
  const secrets = ['abab', 'baba', 'ababab', 'a.*b', '[a-b]', '$&$1', 'ab\\nab', '^^^^$'];
  const texts = fc.array(fc.constantFrom(...secrets), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(texts, fc.shuffledSubarray(secrets), (parts, known) => {
      const left = remains(maskerOf(...known).mask(parts.join('')));
      for (const secret of known) for (const rest of left) expect(rest).not.toContain(secret);
    }),
    runs,
  );
});

test('a text without a secret stays as it is', () => {
  fc.assert(
    fc.property(secretsOf(4), anyText, (secret, text) => {
      fc.pre(!Object.values(encodings).some((encode) => text.includes(encode(secret))));
      expect(maskerOf(secret).mask(text)).toBe(text);
      expect(new Masker().mask(text)).toBe(text);
    }),
    runs,
  );
});

test('half a surrogate pair, which a response can hold as an escape, does no harm', () => {
  const token = JSON.parse('"abc\\ud800def"') as string;
  expect(maskerOf(token).mask(`<${token}> <abc\\ud800def> <abc%EF%BF%BDdef>`)).toBe(
    '<[masked label]> <[masked label]> <[masked label]>',
  );
});

/** Hides the values, each behind its name. */
function hiding(secrets: Readonly<Record<string, string>>): (text: string) => string {
  const masker = new Masker();
  for (const [label, value] of Object.entries(secrets)) {
    const secret = new Secret(value, label);
    expect(masker.add(secret)).toBe(secret);
  }
  return (text) => masker.mask(text);
}

test.each<[string, Record<string, string>, string, string]>([
  ['side by side', { a: 'abcdef', b: 'ghijkl' }, '<abcdefghijkl>', '<[masked a][masked b]>'],
  ['apart', { a: 'abcdef', b: 'ghijkl' }, 'ghijkl, abcdef.', '[masked b], [masked a].'],
  ['overlapping, the first the longest', { a: 'abcdef', b: 'efgh' }, '<abcdefgh>', '<[masked a]>'],
  ['overlapping, the last the longest', { a: 'abcd', b: 'cdefgh' }, '<abcdefgh>', '<[masked b]>'],
  ['overlapping, as long as each other', { a: 'abab', b: 'baba' }, '<ababa>', '<[masked a]>'],
  ['three in a chain', { a: 'abcdef', b: 'efgh', c: 'ghijk' }, '<abcdefghijk>', '<[masked a]>'],
  ['one in the other', { a: 'cdef', b: 'abcdefgh' }, '<abcdefgh>', '<[masked b]>'],
  ['one the head of the other', { a: 'abcd', b: 'abcdefgh' }, '<abcdefgh abcd>', '<[masked b] [masked a]>'],
  ['one the tail of the other', { a: 'efgh', b: 'abcdefgh' }, '<abcdefgh>', '<[masked b]>'],
  ['the same under two names', { a: 'abcdef', b: 'abcdef' }, '<abcdef>', '<[masked a]>'],
  ['an empty one', { a: '' }, '<>', '<>'],
  ['none in an empty text', { a: 'abcdef' }, '', ''],
])('secrets %s', (_how, secrets, text, masked) => {
  expect(hiding(secrets)(text)).toBe(masked);
});

test.each<[string, Record<string, string>, string, string]>([
  ['is left as it is', { password: 'passw0rd' }, '[masked password]', '[masked password]'],
  [
    'is left as it is among secrets',
    { password: 'passw0rd' },
    'passw0rd [masked password] passw0rd, [masked password]passw0rd',
    '[masked password] [masked password] [masked password], [masked password][masked password]',
  ],
  [
    'that nobody wrote is text',
    { a: 'passw0rd' },
    '[masked passw0rd] [masked a]',
    '[masked [masked a]] [masked a]',
  ],
  ['of a second name is text', { a: 'masked b', b: 'masked b' }, '[masked b]', '[[masked a]]'],
  ['of an empty secret is text', { b: '', a: 'masked b' }, '[masked b]', '[[masked a]]'],
])('a mask %s', (_what, secrets, text, masked) => {
  expect(hiding(secrets)(text)).toBe(masked);
});

test.each([
  ['shorter', 'abc', 4, 'abc'],
  ['as long', 'abcd', 4, 'abcd'],
  ['longer', 'abcde', 4, 'abcd…'],
  ['with a secret before the cut', '<s3cret> and more', 14, '<[masked it]> …'],
  ['with a secret behind the cut', 'some <s3cret>', 4, 'some…'],
  ['with a secret at the cut', '<s3cret> and more', 5, '<…'],
  ['with a secret that ends at the cut', '<s3cret> and more', 12, '<[masked it]…'],
  ['with a secret that ends behind the cut', '<s3cret> and more', 11, '<…'],
  ['with a secret that begins at the cut', '<s3cret> and more', 1, '<…'],
  ['with a secret before the one at the cut', 's3cret s3cret', 20, '[masked it] …'],
  ['with a pair at the cut', 'ab\u{1f600}cd', 3, 'ab…'],
  ['with a pair before the cut', 'ab\u{1f600}cd', 4, 'ab\u{1f600}…'],
  ['with half a pair further ahead', 'a\ud83dbcd', 3, 'a\ud83db…'],
])('a text %s is masked before it is cut', (_what, text, most, cut) => {
  expect(cutAfterMasking(text, most, hiding({ it: 's3cret' }))).toBe(cut);
});

test('an escaped secret that stands before a plain one is masked, as is the plain one', () => {
  const masker = new Masker();
  masker.add(new Secret('pässwörd-one', 'first'));
  masker.add(new Secret('second-secret', 'second'));
  expect(masker.mask('p\\u00e4ssw\\u00f6rd-one, second-secret')).toBe('[masked first], [masked second]');
});

test.each([0, 1, pieceLength, pieceLength + 1, 9 * pieceLength])(
  'a secret that is %d characters longer than two pieces is masked as a whole',
  (more) => {
    const secret = Array.from({ length: 2 * pieceLength + more }, (_, at) =>
      (at * 7919).toString(36).at(-1),
    ).join('');
    expect(maskerOf(secret).mask(`<${secret}>`)).toBe('<[masked label]>');
  },
);

test.each([
  ['before it', 2, 'no'],
  ['in it', 6, 'no [masked label]'],
  ['behind it', 12, 'no [masked label] it'],
  ['where it begins', 3, 'no '],
])('of a text that is returned up to a place %s, a secret is shown in no part', (_where, until, masked) => {
  expect(maskerOf('s3cret').mask('no s3cret it is', until)).toBe(masked);
  expect(maskerOf('other-s3cret').mask('no s3cret it is', until)).toBe('no s3cret it is'.slice(0, until));
});

test('a text that was masked before is masked anew when a secret is added', () => {
  const masker = maskerOf('s3cret-one');
  expect(masker.mask('s3cret-one s3cret-two')).toBe('[masked label] s3cret-two');
  masker.add(new Secret('s3cret-two', 'label'));
  expect(masker.mask('s3cret-one s3cret-two')).toBe('[masked label] [masked label]');
  expect([masker.size, masker.longest, masker.knows(new Secret('s3cret', 'label'))]).toEqual([2, 10, false]);
});
