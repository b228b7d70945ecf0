import { isObject } from '../../src/identity/access';
import type { JsonValue } from '../../src/identity/auth-json';
import { element, type Element } from '../../src/identity/auth-xml';

/** One defect, by its kind; the errata say for each kind what the response to it must be. */
export type Change = 'missing' | 'null' | 'empty' | OtherType;
export type OtherType = 'a string' | 'a number' | 'a Boolean' | 'a list' | 'an object';

interface JsonChange {
  readonly change: Change;
  /** Undefined leaves the member out. */
  readonly to: JsonValue | undefined;
}

/** Every change to one value of a JSON request: left out, null, empty, and each other JSON type. */
export function jsonChanges(value: JsonValue): JsonChange[] {
  const container = isObject(value);
  const own = container ? 'an object' : 'a string';
  const types: Readonly<Record<OtherType, JsonValue>> = {
    'a string': 'text',
    'a number': 1,
    'a Boolean': true,
    'a list': [value],
    'an object': {},
  };
  return [
    { change: 'missing', to: undefined },
    { change: 'null', to: null },
    { change: 'empty', to: container ? {} : '' },
    ...(Object.keys(types) as OtherType[])
      .filter((type) => type !== own)
      .map((type) => ({ change: type, to: types[type] })),
  ];
}

interface XmlChange {
  readonly path: string;
  readonly change: Change;
  readonly root: Element;
}

/** Every change to an XML request: each credentials element and each of its values left out, or emptied. */
export function xmlChanges(root: Element): XmlChange[] {
  return root.children.flatMap((child, index) => {
    const path = `${root.name}/${child.name}`;
    const replaced = (...by: readonly Element[]): Element => ({
      ...root,
      children: root.children.flatMap((known, at) => (at === index ? by : [known])),
    });
    const declarations = Object.entries(child.attributes).filter(([name]) => name.startsWith('xmlns'));
    const values = Object.keys(child.attributes).filter((name) => !name.startsWith('xmlns'));
    const bare = element(child.name, Object.fromEntries(declarations));
    return [
      { path, change: 'missing', root: replaced() },
      { path, change: 'empty', root: replaced(bare) },
      ...values.flatMap((name): XmlChange[] => {
        const { [name]: _, ...others } = child.attributes;
        const emptied = { ...child.attributes, [name]: '' };
        return [
          { path: `${path}/@${name}`, change: 'missing', root: replaced({ ...child, attributes: others }) },
          { path: `${path}/@${name}`, change: 'empty', root: replaced({ ...child, attributes: emptied }) },
        ];
      }),
    ];
  });
}
