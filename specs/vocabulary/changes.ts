import { isObject } from '../../src/identity/access';
import type { JsonValue } from '../../src/identity/auth-json';
import { element, type Element } from '../../src/identity/auth-xml';

/** One defect, by its kind; the errata say for each kind how it is answered. */
export type Change =
  'missing' | 'null' | 'empty' | 'a number' | 'a Boolean' | 'a list' | 'an object' | 'a string';

/** The changes to one value of a JSON request; `to` undefined leaves the member out. */
export function jsonChanges(
  value: JsonValue,
): { readonly change: Change; readonly to: JsonValue | undefined }[] {
  const container = isObject(value);
  return [
    { change: 'missing', to: undefined },
    { change: 'null', to: null },
    { change: 'empty', to: container ? {} : '' },
    container ? { change: 'a string', to: 'text' } : { change: 'a number', to: 1 },
    container ? { change: 'a list', to: [] } : { change: 'an object', to: {} },
  ];
}

/** The changes to an XML request: each element and each attribute that carries a value left out, or emptied. */
export function xmlChanges(
  root: Element,
): { readonly path: string; readonly change: Change; readonly root: Element }[] {
  return root.children.flatMap((child, index) => {
    const replaced = (by: Element | undefined): Element => ({
      ...root,
      children: root.children.flatMap((known, at) => (at === index ? (by ? [by] : []) : [known])),
    });
    const path = `${root.name}/${child.name}`;
    const values = Object.keys(child.attributes).filter((name) => !name.startsWith('xmlns'));
    const namespaces = Object.fromEntries(
      Object.entries(child.attributes).filter(([name]) => name.startsWith('xmlns')),
    );
    return [
      { path, change: 'missing' as const, root: replaced(undefined) },
      { path, change: 'empty' as const, root: replaced(element(child.name, namespaces)) },
      ...values.flatMap((name) => {
        const { [name]: _, ...others } = child.attributes;
        return [
          {
            path: `${path}/@${name}`,
            change: 'missing' as const,
            root: replaced({ ...child, attributes: others }),
          },
          {
            path: `${path}/@${name}`,
            change: 'empty' as const,
            root: replaced({ ...child, attributes: { ...child.attributes, [name]: '' } }),
          },
        ];
      }),
    ];
  });
}
