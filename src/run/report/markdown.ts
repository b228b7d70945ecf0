import { oneLine, printable } from './printable';

/* As character references, these start nothing: no markup, no table cell and no tag. */
const starting = /[&<>|`*_~[\]\\#@!$^=]/g;

/*
 * What GitHub makes a link of also where it is written as references: addresses, mails, mentions, issues by number and
 * commits. Each is kept apart behind its first part.
 */
const linking = /[@#]|\bwww(?=\.)|:(?=\/\/)|\b(?:mailto|xmpp)(?=:)|\bGH(?=-\d)/gi;
const commit = /\b[0-9a-f]{7,40}\b/gi;

/** Takes no room and ends a word. */
const nothing = '\u200b';

/**
 * A text for a line or a table cell of Markdown, in which nothing is markup or becomes a link.
 */
export function inert(text: string): string {
  return oneLine(text)
    .replace(linking, `$&${nothing}`)
    .replace(commit, (word) => word.replace(/.{6}(?=.)/g, `$&${nothing}`))
    .replace(starting, (character) => `&#${character.charCodeAt(0)};`);
}

/** A text as code. The element takes references, which a code span between backticks does not. */
export function code(text: string): string {
  return `<code>${inert(text)}</code>`;
}

/** A command as a block of code, within a fence that the text cannot end. */
export function fenced(text: string): string {
  const runs = text.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(3, ...runs.map(({ length }) => length + 1)));
  return `${fence}sh\n${printable(text).trimEnd()}\n${fence}`;
}
