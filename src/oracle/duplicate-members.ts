import { scanJson } from '../identity/json-tokens';
import { fail, inapplicable } from './deviation';
import type { ResponseRule } from './response-rule';

/** No object of a JSON response has a member twice: readers keep the one or the other (RFC 8259, 4; erratum E38). */
export const membersOnce: ResponseRule = {
  expects: 'no member of a JSON object twice',
  judge: (response) => {
    if (response.writtenIn !== 'json' || 'problem' in response.json())
      inapplicable('There is no JSON to judge.');
    const path = firstRepeated(response.text);
    if (path !== undefined)
      fail({ message: `The member ${path} stands twice.`, path, expected: 'one member', received: 'two' });
  },
};

interface Holder {
  /** The names so far; undefined in a list. */
  readonly names: Set<string> | undefined;
  member: string;
  index: number;
}

/** The path of the first member that an object has twice; the text is JSON. */
function firstRepeated(text: string): string | undefined {
  const open: Holder[] = [];
  let repeated: string | undefined;
  scanJson(text, {
    open: (isArray) => {
      open.push({ names: isArray ? undefined : new Set(), member: '', index: 0 });
      return repeated === undefined;
    },
    close: () => void open.pop(),
    comma: () => {
      const holder = open.at(-1);
      if (holder) holder.index += 1;
    },
    name: (start, end) => {
      const holder = open.at(-1);
      if (!holder?.names || repeated !== undefined) return;
      holder.member = JSON.parse(`"${text.slice(start, end)}"`) as string;
      if (holder.names.has(holder.member)) repeated = pathOf(open);
      holder.names.add(holder.member);
    },
  });
  return repeated;
}

function pathOf(open: readonly Holder[]): string {
  return open
    .map(({ names, member, index }) => (names ? `.${member}` : `[${index}]`))
    .join('')
    .replace(/^\./, '');
}
