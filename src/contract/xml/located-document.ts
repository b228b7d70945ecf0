import type { LibxmlElement } from './binding';
import { isElement, isText } from './document';

export interface Step {
  readonly name: string;
  readonly namespace: string | null;
}

export interface Place {
  /** `/access/user/roles/role[3]` */
  readonly path: string;
  /** From the root to the element itself. */
  readonly steps: readonly Step[];
  /** The line in the document as it came. */
  readonly line: number;
}

/** A document written again, so that the line of a validation error names one element. */
export interface LocatedDocument {
  readonly text: string;
  /** The places of all elements, in their order; the element of index `i` is the only one on line `i + 2`. */
  readonly places: readonly Place[];
}

/** For an error, libxml2 gives the line and the name, which is not enough if a document is a single line. */
export const firstLine = 2;

/**
 * Writes every start tag with one line break, inside the tag where it means nothing, and no other line break. The types
 * that `xsi:type` names are left out: they are those of the server, which a schema of the contract cannot know (erratum
 * E28).
 *
 * @param isLeftOut decides which elements are not written, with all that is in them
 */
export function locate(root: LibxmlElement, isLeftOut: (element: Step) => boolean): LocatedDocument {
  const places: Place[] = [];
  const parts: string[] = [];
  write(root, `/${tagOf(root)}`, [], places, parts, isLeftOut);
  return { text: parts.join(''), places };
}

function write(
  node: LibxmlElement,
  path: string,
  above: readonly Step[],
  places: Place[],
  parts: string[],
  isLeftOut: (element: Step) => boolean,
): void {
  const steps = [...above, stepOf(node)];
  const tag = tagOf(node);
  places.push({ path, steps, line: node.line() });
  parts.push(`<${tag}`, ...declarations(node), ...attributes(node), '\n>');
  const ordinal = ordinals(node);
  for (const child of node.childNodes()) {
    if (isElement(child)) {
      const childPath = `${path}/${tagOf(child)}${ordinal(child)}`;
      if (!isLeftOut(stepOf(child))) write(child, childPath, steps, places, parts, isLeftOut);
    } else if (isText(child)) parts.push(escaped(child.text()));
  }
  parts.push(`</${tag}>`);
}

function declarations(node: LibxmlElement): string[] {
  return node.namespaces(true).map((declared) => {
    const prefix: string | null = declared.prefix();
    const href: string | null = declared.href();
    return ` xmlns${prefix ? `:${prefix}` : ''}="${escaped(href ?? '')}"`;
  });
}

const instance = 'http://www.w3.org/2001/XMLSchema-instance';

function attributes(node: LibxmlElement): string[] {
  const own = node
    .attrs()
    .filter((attribute) => attribute.name() !== 'type' || attribute.namespace()?.href() !== instance);
  return own.map((attribute) => {
    const name = qualified(attribute.name(), attribute.namespace()?.prefix());
    return ` ${name}="${escaped(attribute.value())}"`;
  });
}

/** Gives `[2]` for the second of several children of one name, nothing for an only one; to be asked in order. */
function ordinals(parent: LibxmlElement): (child: LibxmlElement) => string {
  const nameIn = (child: LibxmlElement): string => `${child.namespace()?.href() ?? ''} ${child.name()}`;
  const total = new Map<string, number>();
  for (const child of parent.childNodes()) {
    if (isElement(child)) total.set(nameIn(child), (total.get(nameIn(child)) ?? 0) + 1);
  }
  const seen = new Map<string, number>();
  return (child) => {
    const name = nameIn(child);
    const position = (seen.get(name) ?? 0) + 1;
    seen.set(name, position);
    return total.get(name) === 1 ? '' : `[${position}]`;
  };
}

function stepOf(node: LibxmlElement): Step {
  return { name: node.name(), namespace: node.namespace()?.href() ?? null };
}

function tagOf(node: LibxmlElement): string {
  return qualified(node.name(), node.namespace()?.prefix());
}

function qualified(name: string, prefix: string | null | undefined): string {
  return prefix ? `${prefix}:${name}` : name;
}

function escaped(text: string): string {
  return text.replace(/[<>&"\r\n\t]/g, (character) => `&#${character.charCodeAt(0)};`);
}
