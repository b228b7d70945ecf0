import type { JsonObject, JsonValue } from '../messages/json';
import { rewrittenJson, rewrittenJsonText, type Variation } from './variation';

/** Other ways to write the same JSON, and members that only extend it. */
export const jsonVariations: readonly Variation[] = [
  {
    name: 'json-indented',
    what: 'JSON is written over many lines, with blanks around it',
    vary: (standard) => ({ ...standard, serialiseJson: (value) => `\n  ${JSON.stringify(value, null, '\t')}\r\n` }),
  },
  {
    name: 'json-ascii',
    what: 'characters beyond ASCII and slashes are escaped in JSON',
    vary: (standard) => rewrittenJsonText(standard, (text) => text.replace(/[^\x20-\x7e]/g, escaped).replaceAll('/', '\\/')),
  },
  {
    name: 'json-escaped-throughout',
    what: 'every character of every name and text is a \\uXXXX escape in JSON',
    vary: (standard) =>
      rewrittenJsonText(standard, (text) =>
        text.replace(/"(?:[^"\\]|\\.)*"/g, (string) => {
          const plain = JSON.parse(string) as string;
          return `"${plain.replace(/[^]/g, escaped)}"`;
        }),
      ),
  },
  {
    name: 'json-numbers-with-fraction',
    what: 'a number is written with the fraction .0 in JSON',
    vary: (standard) => rewrittenJsonText(standard, (text) => text.replace(/("code":\d+)/g, '$1.00')),
  },
  {
    name: 'json-members-reversed',
    what: 'the members of every JSON object stand in the reverse order',
    vary: (standard) => rewrittenJson(standard, (object) => Object.fromEntries(Object.entries(object).reverse())),
  },
  {
    name: 'json-extensions',
    what: 'every JSON object has further members, before and behind those of the document',
    vary: (standard) => rewrittenJson(standard, (object, depth) => (depth === 0 ? object : extended(object))),
  },
  {
    name: 'json-links',
    what: 'lists of roles and endpoints have lists of links beside them',
    vary: (standard) => rewrittenJson(standard, (object) => ({ ...object, ...linksBeside(object, 'roles'), ...linksBeside(object, 'endpoints') })),
  },
  {
    name: 'json-user-in-full',
    what: 'the user has every member that the service is known to add',
    vary: (standard) =>
      rewrittenJson(standard, (object) =>
        'roles' in object
          ? {
              ...object,
              'RAX-AUTH:federated': false,
              'RAX-AUTH:multiFactorEnabled': true,
              'RAX-AUTH:sessionInactivityTimeout': 'PT12H',
              'RAX-AUTH:phonePin': '2468',
              'RAX-AUTH:phonePinState': 'ACTIVE',
            }
          : object,
      ),
  },
];

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function extended(object: JsonObject): JsonObject {
  const note: JsonValue = { at: 1.5e3, seen: [true, null, {}] };
  return { 'OTHER-EXT:first': null, ...object, 'OTHER-EXT:note': note, updated: '2024-02-29' };
}

function linksBeside(object: JsonObject, list: string): JsonObject {
  return list in object ? { [`${list}_links`]: [{ rel: 'next', href: 'https://api.example/2' }] } : {};
}
