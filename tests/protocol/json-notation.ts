import type { Choices } from './choices';
import type { Group, Name, Part, Space } from './document-parts';

const prefixes: Readonly<Record<Space, string>> = {
  core: '',
  raxAuth: 'RAX-AUTH:',
  raxKskey: 'RAX-KSKEY:',
  foreign: 'X-EXT:',
};

/** Writes a document as JSON, with its members in some order. */
export function asJson(document: Group, choices: Choices): string {
  return JSON.stringify(object([document], choices), null, choices.of([0, 2]));
}

function object(parts: readonly Part[], choices: Choices): Record<string, unknown> {
  const members = parts.flatMap((part) => membersOf(part, choices));
  return Object.fromEntries(choices.order(members));
}

function membersOf(part: Part, choices: Choices): [string, unknown][] {
  if (part.kind === 'leaf' && part.only === 'xml') return [];
  if (part.kind === 'group' && part.flat)
    return part.parts.flatMap((inner) =>
      membersOf(inner, choices).map(([name, value]): [string, unknown] => [
        `${part.name.local}${name.charAt(0).toUpperCase()}${name.slice(1)}`,
        value,
      ]),
    );
  return [[memberName(part.name), valueOf(part, choices)]];
}

function valueOf(part: Part, choices: Choices): unknown {
  switch (part.kind) {
    case 'leaf':
      return part.value;
    case 'group':
      return object(part.parts, choices);
    case 'list':
      return choices.order(part.items).map((item) => valueOf(item, choices));
    case 'text':
      return 'text';
    case 'nil':
      return null;
    case 'extension':
      return part.as === 'element' ? { text: part.value } : part.value;
  }
}

function memberName({ local, space }: Name): string {
  return `${prefixes[space]}${local}`;
}
