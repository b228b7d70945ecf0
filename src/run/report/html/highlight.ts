import core from 'highlight.js/lib/core';
import json from 'highlight.js/lib/languages/json';
import xml from 'highlight.js/lib/languages/xml';

/** What a stretch of a body is, by one letter, which is its class on the page as well. */
const letters: Readonly<Record<string, string>> = {
  attr: 'a',
  name: 'a',
  string: 's',
  number: 'n',
  literal: 'n',
  keyword: 'n',
  symbol: 'n',
  comment: 'c',
  meta: 'c',
};

/** A letter for what is not coloured. */
const plain = 'p';

/**
 * The colours of a JSON or XML body as runs: length in base 36, a letter, the next run; `1p6a` colours
 * `{"auth"`. The page keeps a text once and as text, and needs no library to colour it. Undefined where the
 * text does not begin like either format.
 */
export function highlightRuns(text: string): string | undefined {
  const first = text.trimStart()[0] ?? '';
  const language = '{['.includes(first) ? 'json' : first === '<' ? 'xml' : undefined;
  if (first === '' || language === undefined) return undefined;
  return runsOf(highlighter.highlight(text, { language, ignoreIllegals: true }).value);
}

/** What the library's markup is made of: elements around tokens, escaped characters, and other text. */
const pieces = /<span class="hljs-([a-z]+)[^>]*>|<\/span>|&[^;&]+;|[^<&]+/g;

function runsOf(markup: string): string {
  const scopes: string[] = [];
  const runs: { length: number; readonly letter: string }[] = [];
  for (const [piece, scope] of markup.matchAll(pieces)) {
    if (scope !== undefined) scopes.push(letters[scope] ?? plain);
    else if (piece === '</span>') scopes.pop();
    else {
      const letter = scopes.at(-1) ?? plain;
      const length = piece.startsWith('&') ? 1 : piece.length;
      const last = runs.at(-1);
      if (last?.letter === letter) last.length += length;
      else runs.push({ length, letter });
    }
  }
  return runs.map(({ length, letter }) => encode(length) + letter).join('');
}

/** In digits and upper-case letters, so that it ends where the lower-case letter of the run begins. */
function encode(length: number): string {
  return length.toString(36).toUpperCase();
}

const highlighter = core.newInstance();
highlighter.registerLanguage('json', json);
highlighter.registerLanguage('xml', xml);
