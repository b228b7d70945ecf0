import type { LibxmlElement, LibxmlNode, LibxmlText } from './binding';

/** An element as plain data. Comments and processing instructions are not in it. */
export interface XmlElement {
  /** The local name. */
  readonly name: string;
  readonly namespace: string | null;
  /** As written; it means nothing, but a message reads better with it. */
  readonly prefix: string | null;
  /** In the order written, without the declarations of namespaces. */
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  /** Its own characters, CDATA sections included, without those of its children. */
  readonly text: string;
}

export interface XmlAttribute {
  readonly name: string;
  readonly namespace: string | null;
  readonly value: string;
}

/** Why a document cannot be read. */
export interface XmlProblem {
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
}

/**
 * Copies a tree into plain data. The parser refuses a depth beyond 256, so the recursion is bounded.
 *
 * @param visit receives every element, parents first
 */
export function plainElement(
  node: LibxmlElement,
  visit?: (node: LibxmlElement, parent: LibxmlElement | undefined) => void,
  parent?: LibxmlElement,
): XmlElement {
  visit?.(node, parent);
  const namespace = node.namespace();
  const children: XmlElement[] = [];
  let text = '';
  for (const child of node.childNodes()) {
    if (isElement(child)) children.push(plainElement(child, visit, node));
    else if (isText(child)) text += child.text();
  }
  return {
    name: node.name(),
    namespace: namespace?.href() ?? null,
    prefix: namespace?.prefix() ?? null,
    attributes: node.attrs().map((attribute) => ({
      name: attribute.name(),
      namespace: attribute.namespace()?.href() ?? null,
      value: attribute.value(),
    })),
    children,
    text,
  };
}

/** Only of an element may attributes and namespaces be asked: on an entity the library crashes (CVE-2024-34393). */
export function isElement(node: LibxmlNode): node is LibxmlElement {
  return node.type() === 'element';
}

export function isText(node: LibxmlNode): node is LibxmlText {
  const type: string = node.type();
  return type === 'text' || type === 'cdata';
}
