import { oneLine } from './printable';

/* As character references, these start nothing: no markup, no table cell, no tag and no link. */
const starting = /[&<>|`*_~[\]\\#@!$^=]|:(?=\/\/)/g;

/**
 * A text for a line or a table cell of Markdown, in which nothing is markup, mentions nobody, and names no
 * issue: besides being written as references, `@` and `#` are kept apart from what follows them.
 */
export function inert(text: string): string {
  return oneLine(text).replace(starting, (character) => {
    const reference = `&#${character.charCodeAt(0)};`;
    return character === '@' || character === '#' ? `${reference}\u200b` : reference;
  });
}

/** A text as code. The element takes references, which a code span between backticks does not. */
export function code(text: string): string {
  return `<code>${inert(text)}</code>`;
}
