import { DOMImplementation, XMLSerializer, type Document, type Element } from '@xmldom/xmldom';
import { namespaces } from '../../src/protocol/format';
import type { Choices } from './choices';
import type { Group, List, Name, Part, Space } from './document-parts';

/** How a document is written where XML leaves it open. */
export interface XmlStyle {
  /** One for each namespace; the empty one makes it the default of elements. */
  readonly prefixes: Readonly<Record<Space, string>>;
  /** Whether every namespace is declared at the root, or each where it is used first. */
  readonly declareAtRoot: boolean;
  /** Whether auth is in no namespace, alone or with passwordCredentials in it (erratum E13). */
  readonly plain: 'nothing' | 'auth' | 'auth and credentials';
  /** Line breaks, comments and elements of other namespaces between the elements that count. */
  readonly noise: boolean;
}

const uris: Readonly<Record<Space, string>> = { ...namespaces, foreign: 'urn:example:extension' };
const xmlns = 'http://www.w3.org/2000/xmlns/';
const instance = 'http://www.w3.org/2001/XMLSchema-instance';

/** Writes a document as XML, with attributes and elements in some order. */
export function asXml(document: Group, style: XmlStyle, choices: Choices): string {
  const dom = new DOMImplementation().createDocument(null, '');
  const writer = new Writer(dom, style, choices);
  const root = writer.element(document);
  if (style.declareAtRoot) writer.declareAll(root);
  dom.appendChild(root);
  return `${choices.of(['', '<?xml version="1.0" encoding="UTF-8"?>\n'])}${new XMLSerializer().serializeToString(dom)}`;
}

class Writer {
  constructor(
    private readonly dom: Document,
    private readonly style: XmlStyle,
    private readonly choices: Choices,
  ) {}

  declareAll(root: Element): void {
    for (const space of this.choices.order(Object.keys(uris) as Space[])) {
      const prefix = this.style.prefixes[space];
      if (prefix !== '') root.setAttributeNS(xmlns, `xmlns:${prefix}`, uris[space]);
      else if (root.namespaceURI !== null) root.setAttributeNS(xmlns, 'xmlns', uris[space]);
    }
  }

  element(part: Part): Element {
    const element = this.#named(part.name);
    switch (part.kind) {
      case 'leaf':
        this.#append(element, [this.#text(part.value)]);
        break;
      case 'group':
        this.#fill(element, part.parts);
        break;
      case 'list':
        this.#append(element, this.#items(part));
        break;
      case 'text':
        element.appendChild(this.dom.createTextNode('text'));
        break;
      case 'nil':
        element.setAttributeNS(instance, 'xsi:nil', 'true');
        break;
      case 'extension':
        element.appendChild(this.dom.createTextNode(part.value));
    }
    return element;
  }

  #fill(element: Element, parts: readonly Part[]): void {
    const isAttribute = (part: Part) =>
      part.kind === 'leaf' || (part.kind === 'extension' && part.as === 'attribute');
    for (const part of this.choices.order(parts.filter(isAttribute)))
      if (part.kind === 'leaf' || part.kind === 'extension')
        this.#setAttribute(element, part.name, part.value);
    this.#append(
      element,
      this.choices
        .order(parts.filter((part) => !isAttribute(part)))
        .flatMap((part) =>
          part.kind === 'list' && !part.wrapped ? this.#items(part) : [this.element(part)],
        ),
    );
  }

  #items({ items }: List): Element[] {
    return this.choices.order(items).map((item) => this.element(item));
  }

  #append(element: Element, children: readonly (Element | ReturnType<Document['createTextNode']>)[]): void {
    this.#addNoise(element);
    for (const child of children) {
      element.appendChild(child);
      this.#addNoise(element);
    }
  }

  /** In the content of a leaf, where only white space and comments mean nothing, no element is put. */
  #addNoise(element: Element): void {
    if (!this.style.noise) return;
    const kind = this.choices.of(['blank', 'comment', 'element', 'none']);
    if (kind === 'blank') element.appendChild(this.dom.createTextNode('\n  '));
    if (kind === 'comment') element.appendChild(this.dom.createComment(' <token id="no"/> '));
    if (kind === 'element' && element.localName !== 'credential') {
      const noise = this.#named({ local: 'noise', space: 'foreign' });
      noise.appendChild(this.#named({ local: 'token', space: 'foreign' }));
      element.appendChild(noise);
    }
  }

  #text(value: string): ReturnType<Document['createTextNode']> {
    const write = this.choices.of(['text', 'cdata']);
    return write === 'cdata' && !value.includes(']]>')
      ? this.dom.createCDATASection(value)
      : this.dom.createTextNode(value);
  }

  #named({ local, space }: Name): Element {
    const { plain } = this.style;
    const inNone = local === 'passwordCredentials' ? plain === 'auth and credentials' : plain !== 'nothing';
    if (space === 'core' && inNone) return this.dom.createElementNS(null, local);
    const prefix = this.style.prefixes[space];
    return this.dom.createElementNS(uris[space], prefix === '' ? local : `${prefix}:${local}`);
  }

  #setAttribute(element: Element, { local, space }: Name, value: string): void {
    if (space === 'core') element.setAttribute(local, value);
    else element.setAttributeNS(uris[space], `${this.style.prefixes[space] || `a-${space}`}:${local}`, value);
  }
}
