import type { Steps } from '../faults/effect';
import type { JsonObject, JsonValue } from '../messages/json';
import { asWritten, jsonText, table, type Variation } from './variation';

/** Changes every object of every JSON response before it is written, from the inside out. */
function objects(change: (object: JsonObject, depth: number) => JsonObject): Steps {
  const rewritten = (value: JsonValue, depth: number): JsonValue => {
    if (Array.isArray(value)) return value.map((item) => rewritten(item, depth + 1));
    if (typeof value !== 'object' || value === null) return value;
    return change(inside(value, depth), depth);
  };
  const inside = (object: JsonObject, depth: number): JsonObject =>
    Object.fromEntries(Object.entries(object).map(([name, value]) => [name, rewritten(value, depth + 1)]));
  return (standard) => ({ serialiseJson: (object) => standard.serialiseJson(change(inside(object, 0), 0)) });
}

const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
const escapedString = (string: string) => `"${(JSON.parse(string) as string).replace(/[^]/g, escaped)}"`;

function extended(object: JsonObject): JsonObject {
  const note: JsonValue = { at: 1.5e3, seen: [true, null, {}] };
  return { 'OTHER-EXT:first': null, ...object, 'OTHER-EXT:note': note, updated: '2024-02-29' };
}

function linksBeside(object: JsonObject, list: string): JsonObject {
  return list in object ? { [`${list}_links`]: [{ rel: 'next', href: 'https://api.example/2' }] } : {};
}

/** Members that an object of the document may lack, by a member that it has. */
const optionalBeside: Readonly<Record<string, readonly string[]>> = {
  description: ['tenantId'],
  publicURL: ['region', 'tenantId', 'internalURL', 'adminURL', 'versionId', 'versionInfo', 'versionList'],
  'RAX-AUTH:authenticatedBy': ['tenant'],
  token: ['user', 'serviceCatalog'],
};

function withNulls(object: JsonObject): JsonObject {
  const names = Object.entries(optionalBeside).flatMap(([owned, names]) => (owned in object ? names : []));
  return { ...object, ...Object.fromEntries(names.flatMap((name) => (object[name] === undefined ? [[name, null]] : []))) };
}

const further = {
  'RAX-AUTH:federated': false,
  'RAX-AUTH:multiFactorEnabled': true,
  'RAX-AUTH:sessionInactivityTimeout': 'PT12H',
  'RAX-AUTH:phonePin': '2468',
  'RAX-AUTH:phonePinState': 'ACTIVE',
};

/** Other ways to write the same JSON, and members that only extend it. */
export const jsonVariations: readonly Variation[] = [
  ...table(asWritten, [
    [
      'json-indented',
      'JSON is written over many lines, with blanks around it',
      () => ({ serialiseJson: (value) => `\n  ${JSON.stringify(value, null, '\t')}\r\n` }),
    ],
  ]),
  ...table(jsonText, [
    [
      'json-ascii',
      'characters beyond ASCII and slashes are escaped in JSON',
      (text) => text.replace(/[^\x20-\x7e]/g, escaped).replaceAll('/', '\\/'),
    ],
    [
      'json-escaped-throughout',
      'every character of every name and text is a \\uXXXX escape in JSON',
      (text) => text.replace(/"(?:[^"\\]|\\.)*"/g, escapedString),
    ],
    ['json-numbers-with-fraction', 'a number is written with the fraction .0 in JSON', (text) => text.replace(/("code":\d+)/g, '$1.00')],
  ]),
  ...table(objects, [
    [
      'json-members-reversed',
      'the members of every JSON object stand in the reverse order',
      (object) => Object.fromEntries(Object.entries(object).reverse()),
    ],
    [
      'json-extensions',
      'every JSON object has further members, before and behind those of the document',
      (object, depth) => (depth === 0 ? object : extended(object)),
    ],
    ['json-nulls', 'a member that an object lacks, and may lack, is null in JSON', withNulls],
    [
      'json-links',
      'lists of roles and endpoints have lists of links beside them',
      (object) => ({ ...object, ...linksBeside(object, 'roles'), ...linksBeside(object, 'endpoints') }),
    ],
    [
      'json-user-in-full',
      'the user has every member that the service is known to add',
      (object) => ('roles' in object ? { ...object, ...further } : object),
    ],
  ]),
];
