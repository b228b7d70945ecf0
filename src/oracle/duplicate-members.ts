import { fail, inapplicable } from './deviation';
import type { ResponseRule } from './response-rule';

const token = /"(?:[^"\\]|\\[^])*"|[{}[\]:,]/g;

/** No object of a JSON response has a member twice: readers keep the one or the other (RFC 8259, 4; erratum E38). */
export const membersOnce: ResponseRule = {
  expects: 'no member of a JSON object twice',
  judge: (response) => {
    if (response.writtenIn !== 'json' || 'problem' in response.json())
      inapplicable('There is no JSON to judge.');
    const path = firstRepeated(response.body.toString('utf8'));
    if (path !== undefined)
      fail({ message: `The member ${path} stands twice.`, path, expected: 'one member', received: 'two' });
  },
};

/** The path of the first member that an object has twice; the text is JSON. */
function firstRepeated(text: string): string | undefined {
  const open: { readonly names: Set<string> | undefined; member: string; index: number }[] = [];
  let last = '';
  for (const [piece] of text.matchAll(token)) {
    const holder = open.at(-1);
    if (piece === '{') open.push({ names: new Set(), member: '', index: 0 });
    else if (piece === '[') open.push({ names: undefined, member: '', index: 0 });
    else if (piece === '}' || piece === ']') open.pop();
    else if (piece === ',' && holder) holder.index += 1;
    else if (piece === ':' && holder?.names) {
      const name = JSON.parse(last) as string;
      holder.member = name;
      if (holder.names.has(name)) return pathOf(open);
      holder.names.add(name);
    }
    last = piece;
  }
  return undefined;
}

function pathOf(open: readonly { names: Set<string> | undefined; member: string; index: number }[]): string {
  return open
    .map(({ names, member, index }) => (names ? `.${member}` : `[${index}]`))
    .join('')
    .slice(1);
}
