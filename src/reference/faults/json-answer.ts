import type { Access } from '../access';
import type { JsonObject, JsonValue } from '../json/write';
import type { InjectedFault } from './injected-fault';

/** What a member becomes; undefined for a member that is not written. */
export type JsonChange = (value: JsonValue) => JsonValue;

/**
 * Changes members of JSON answers that hold an access object.
 *
 * @param path their names from the root, with `*` for every item of a list and `last` for its last one:
 * `access.user.roles.*.name`
 * @param when the answers that are changed, every one unless told otherwise
 */
export function jsonMember(
  path: string,
  change: JsonChange,
  when: (access: Access) => boolean = () => true,
): InjectedFault['deviate'] {
  return (standard) => ({
    ...standard,
    accessToJson: (access, request) => {
      const answer = standard.accessToJson(access, request);
      return when(access) ? changedObject(answer, path.split('.'), change) : answer;
    },
  });
}

/** Changes the text of JSON answers that hold an access object. */
export function jsonText(change: (text: string) => string | Uint8Array): InjectedFault['deviate'] {
  return (standard) => ({
    ...standard,
    serialiseJson: (value) => {
      const text = standard.serialiseJson(value);
      return 'access' in value && typeof text === 'string' ? change(text) : text;
    },
  });
}

/** The member is not written. */
export const absent: JsonChange = () => undefined;

/** Digits become a number, and everything else stays. */
export const numeric: JsonChange = (value) =>
  typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;

/** A member that is not there is written as null. */
export const nullIfAbsent: JsonChange = (value) => value ?? null;

/** A list of one item becomes that item. */
export const collapsed: JsonChange = (value) =>
  Array.isArray(value) && value.length === 1 ? value[0] : value;

/** A text becomes something else. */
export function text(change: (text: string) => JsonValue): JsonChange {
  return (value) => (typeof value === 'string' ? change(value) : value);
}

/** A member of the object bears another name. */
export function renamed(from: string, to: string): JsonChange {
  return (value) => {
    if (!isObject(value)) return value;
    const { [from]: kept, ...others } = value;
    return { ...others, [to]: kept };
  };
}

/** Of an object remains the value of one member. */
export function only(member: string): JsonChange {
  return (value) => (isObject(value) ? value[member] : value);
}

function changedObject(value: JsonObject, [step = '', ...rest]: string[], change: JsonChange): JsonObject {
  return step in value ? { ...value, [step]: changedValue(value[step], rest, change) } : value;
}

function changedValue(value: JsonValue, path: string[], change: JsonChange): JsonValue {
  const [step, ...rest] = path;
  if (step === undefined) return change(value);
  if (isObject(value)) return changedObject(value, path, change);
  if (!Array.isArray(value)) return value;
  const last = value.length - 1;
  return value.map((item, index) =>
    step === '*' || index === last ? changedValue(item, rest, change) : item,
  );
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
