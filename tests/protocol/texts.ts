import fc from 'fast-check';

/** Characters on which writers and readers of JSON, XML and shells stumble; all of them exist in XML 1.0. */
const hardCharacters = [
  ...`<>&"'\\/\`$!*#%+=;,:@(){}[]~^|? \t\n\réßø計é😀`,
  '\u0085',
  '\u00a0',
  '\u2028',
  '\ufeff',
];

/** Of the characters of JSON, those that XML 1.0 (2.2) has as well. */
const xmlCharacter = /^[\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]$/u;

const character = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 }) },
  { weight: 2, arbitrary: fc.constantFrom(...hardCharacters) },
  {
    weight: 1,
    arbitrary: fc
      .string({ unit: 'binary', minLength: 1, maxLength: 1 })
      .filter((text) => xmlCharacter.test(text)),
  },
);

/** A text that both formats can hold, markup, quotes, white space and non-ASCII in it; empty as well. */
export const anyText = fc.string({ unit: character, maxLength: 12 });

/** A text of one character or more that both formats can hold. */
export const filledText = fc.string({ unit: character, minLength: 1, maxLength: 12 });

/** A text that may be the whole content of an element, where white space around it means nothing. */
export const contentText = filledText
  .map((text) => text.replaceAll('\r', '').replace(/^[ \t\n]+|[ \t\n]+$/g, ''))
  .filter((text) => text !== '');
