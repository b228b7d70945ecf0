import type { Element } from '@xmldom/xmldom';
import type { InjectedFault } from './injected-fault';

/** What happens to one element of an answer; elements are counted from 0. */
export type XmlChange = (element: Element, index: number) => void;

/** Changes the elements of a name in XML answers that hold an access element. */
export function xmlElements(name: string, change: XmlChange): InjectedFault['deviate'] {
  return (standard) => ({
    ...standard,
    accessToXml: (access, request) => {
      const document = standard.accessToXml(access, request);
      Array.from(document.getElementsByTagNameNS('*', name)).forEach(change);
      return document;
    },
  });
}

/** Changes the text of XML answers that hold an access element. */
export function xmlText(change: (text: string) => string | Uint8Array): InjectedFault['deviate'] {
  return (standard) => ({
    ...standard,
    serialiseXml: (document) => {
      const text = standard.serialiseXml(document);
      return document.documentElement?.localName === 'access' && typeof text === 'string'
        ? change(text)
        : text;
    },
  });
}

/** The element is not written. */
export const removed: XmlChange = (element) => void element.parentNode?.removeChild(element);

/** The element stands there twice. */
export const doubled: XmlChange = (element) => void element.parentNode?.appendChild(element.cloneNode(true));

/** The element has nothing in it. */
export const emptied: XmlChange = (element) => {
  while (element.firstChild) element.removeChild(element.firstChild);
};

/** The element has another element around it. */
export function wrapped(name: string): XmlChange {
  return (element) => {
    const around = element.ownerDocument?.createElementNS(element.namespaceURI, name);
    if (!around) return;
    element.parentNode?.replaceChild(around, element);
    around.appendChild(element);
  };
}

/** An attribute of the element is not written. */
export function withoutAttribute(name: string): XmlChange {
  return (element) => element.removeAttribute(name);
}

/** An attribute of the element has another value, be it there or not. */
export function withAttribute(name: string, value: string): XmlChange {
  return (element) => element.setAttribute(name, value);
}

/** An attribute of the element, where it is there, has another value. */
export function attribute(name: string, change: (value: string) => string): XmlChange {
  return (element) => {
    const value = element.getAttribute(name);
    if (value !== null) element.setAttribute(name, change(value));
  };
}

/** An attribute of the element bears another name. */
export function renamedAttribute(from: string, to: string): XmlChange {
  return (element) => {
    const value = element.getAttribute(from);
    if (value === null) return;
    element.removeAttribute(from);
    element.setAttribute(to, value);
  };
}

/** An attribute of the element is written as a child element. */
export function attributeAsChild(name: string): XmlChange {
  return (element) => {
    const value = element.getAttribute(name);
    const child = element.ownerDocument?.createElementNS(element.namespaceURI, name);
    if (value === null || !child) return;
    element.removeAttribute(name);
    child.textContent = value;
    element.appendChild(child);
  };
}
