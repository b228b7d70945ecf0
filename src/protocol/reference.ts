/**
 * Requests are written as templates, with references to values of the configuration: `${accounts.user.password}`. So a
 * request can be shown, compared and counted without any value, and a secret enters it only when it is sent.
 */
const pattern = /\$\{([A-Za-z][\w.-]*)\}/g;

/** The reference to a value by its path in the configuration, or by the name under which a response gave it. */
export function reference(path: string): string {
  return `\${${path}}`;
}

/** The paths that a template refers to, each once, in order. */
export function referencesIn(template: string): string[] {
  return [...new Set([...template.matchAll(pattern)].map((match) => match[1] ?? ''))];
}

/** Replaces references with values; a `${` in a value is left as it is. */
export function fill(template: string, valueOf: (path: string) => string): string {
  return template.replace(pattern, (_, path: string) => valueOf(path));
}

/** The parts of a template: its literal texts and the paths of its references, in order. */
export function piecesOf(template: string): ({ readonly literal: string } | { readonly path: string })[] {
  return template
    .split(pattern)
    .map((part, index) => (index % 2 === 0 ? { literal: part } : { path: part }))
    .filter((piece) => 'path' in piece || piece.literal !== '');
}

/** Characters with a short escape in JSON use it; every other UTF-16 code unit is escaped by its number. */
const jsonEscapes = (value: string) =>
  [...Array(value.length).keys()]
    .map((at) => {
      const unit = value.charAt(at);
      return /["\\/]/.test(unit) ? `\\${unit}` : `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
    })
    .join('');
/** What has an entity in XML is written by it, and every other code point by its number, in both notations in turns. */
const xmlReferences = (value: string) =>
  [...value]
    .map((point, at) => {
      const number = point.codePointAt(0) ?? 0;
      return entities[point] ?? (at % 2 === 0 ? `&#x${number.toString(16)};` : `&#${number};`);
    })
    .join('');
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/**
 * With the punctuation that encodeURIComponent leaves, some of which a URL parser encodes; a lone surrogate is sent as
 * U+FFFD.
 */
const percentEncoded = (value: string) =>
  encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\ufffd')).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** How a value is written where it goes: in a JSON string, in an XML attribute or text, in a URL, or as it is. */
export const escapes = {
  json: (value: string) => JSON.stringify(value).slice(1, -1),
  xml: (value: string) => value.replace(/[&<>"'\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`),
  jsonEscapes,
  xmlReferences,
  url: percentEncoded,
  none: (value: string) => value,
} as const;

export type EscapeName = keyof typeof escapes;
