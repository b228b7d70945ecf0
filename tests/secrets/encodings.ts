import { DOMImplementation, XMLSerializer } from '@xmldom/xmldom';

/** How a value is written in one place or another, by writers of their own. */
export const encodings: Readonly<Record<string, (value: string) => string>> = {
  'as it is': (value) => value,
  'a JSON string': (value) => JSON.stringify(value).slice(1, -1),
  'a JSON string with escaped slashes': (value) => JSON.stringify(value).slice(1, -1).replaceAll('/', '\\/'),
  'a JSON string in ASCII': (value) =>
    JSON.stringify(value)
      .slice(1, -1)
      .replace(/[^\0-~]/g, jsonEscape),
  'a JSON string of escapes alone': (value) => value.replace(/[^]/g, jsonEscape),
  'an XML attribute': (value) => {
    const element = new DOMImplementation().createDocument(null, 'e').documentElement;
    element?.setAttribute('a', value);
    return serialized(element).slice('<e a="'.length, -'"/>'.length);
  },
  'the text of an XML element': (value) => {
    const element = new DOMImplementation().createDocument(null, 'e').documentElement;
    if (element) element.textContent = value;
    return serialized(element).slice('<e>'.length, -'</e>'.length);
  },
  'an XML attribute between apostrophes': (value) =>
    value.replace(/[&<>"']/g, (character) => entities[character] ?? character),
  'decimal references of markup': (value) =>
    value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`),
  'hexadecimal references alone': (value) =>
    Array.from(value, (point) => `&#x${point.codePointAt(0)?.toString(16)};`).join(''),
  'a part of a URL': (value) => encodeURIComponent(value),
  'a part of a URL, in small letters': (value) =>
    encodeURIComponent(value).replace(/%../g, (octet) => octet.toLowerCase()),
  'a form': (value) => new URLSearchParams({ e: value }).toString().slice('e='.length),
  base64: (value) => Buffer.from(value).toString('base64'),
  'base64 without padding': (value) => Buffer.from(value).toString('base64').replaceAll('=', ''),
  base64url: (value) => Buffer.from(value).toString('base64url'),
  hexadecimal: (value) => Buffer.from(value).toString('hex'),
  'hexadecimal in capitals': (value) => Buffer.from(value).toString('hex').toUpperCase(),
  'UTF-8 read as Latin-1': (value) => Buffer.from(value).toString('latin1'),
};

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

function jsonEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function serialized(node: Parameters<XMLSerializer['serializeToString']>[0] | null): string {
  return node ? new XMLSerializer().serializeToString(node) : '';
}
