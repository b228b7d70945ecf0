import { DOMParser, type Element } from '@xmldom/xmldom';

/** An element with names and texts that need not be well-formed: all strings are written as they are. */
export interface XmlTree {
  name: string;
  attributes: [name: string, value: string][];
  children: (XmlTree | string)[];
}

/** The outermost element of a document; undefined where it is none. */
export function xmlTree(text: string): XmlTree | undefined {
  try {
    const fail = (_level: string, message: string) => {
      throw new Error(message);
    };
    const root = new DOMParser({ onError: fail }).parseFromString(text, 'text/xml').documentElement;
    return root ? treeOf(root) : undefined;
  } catch {
    return undefined;
  }
}

export function xmlText({ name, attributes, children }: XmlTree): string {
  const start = [name, ...attributes.map(([each, value]) => `${each}="${value}"`)].join(' ');
  const inner = children.map((child) => (typeof child === 'string' ? child : xmlText(child))).join('');
  return inner === '' ? `<${start}/>` : `<${start}>${inner}</${name}>`;
}

/** An element and all below it, each with the element that it stands in. */
export function elementsIn(tree: XmlTree, parent?: XmlTree): { element: XmlTree; parent?: XmlTree }[] {
  const inner = tree.children.filter((child) => typeof child !== 'string');
  return [{ element: tree, parent }, ...inner.flatMap((child) => elementsIn(child, tree))];
}

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (each) => `&#${each.charCodeAt(0)};`);
}

function treeOf(element: Element): XmlTree {
  return {
    name: element.tagName,
    attributes: [...element.attributes].map(({ name, value }) => [name, escaped(value)]),
    children: [...element.childNodes].flatMap((child) =>
      child.nodeType === child.ELEMENT_NODE ? treeOf(child as Element) : escaped(child.nodeValue ?? ''),
    ),
  };
}
