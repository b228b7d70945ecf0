import { isObject } from '../identity/access';
import { credentialsMember } from '../identity/auth-json';
import { scanJson } from '../identity/json-tokens';
import { encodingOf } from './body-encoding';
import type { AuthBody, AuthMembers, Credentials, NamedTenant } from './auth-request';

const passcodeMember = 'RAX-AUTH:passcodeCredentials';
const kinds = [
  { type: 'password', name: credentialsMember.password },
  { type: 'apiKey', name: credentialsMember.apiKey },
  { type: 'passcode', name: passcodeMember },
] as const;

/** The members that the document knows in `auth` and in credentials; a strict server may refuse others. */
const known = {
  body: ['auth'],
  auth: ['RAX-AUTH:scope', 'tenantId', 'tenantName', ...kinds.map(({ name }) => name)],
  credentials: ['username', 'password', 'apiKey', 'passcode', 'tenantId', 'tenantName'],
};

/** The authentication request that a JSON body holds (document lines 89-145, errata E1, E4, E7). */
export function readJsonAuth(bytes: Buffer): AuthBody {
  const { text, plain } = encodingOf(bytes);
  if (text === undefined) return { kind: 'unreadable', isBytes: true };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'unreadable' };
  }
  if (!isObject(value)) return { kind: 'unreadable' };
  const members = authMembers(value);
  const because = !plain
    ? 'encoding'
    : repeatsMembers(text, value)
      ? 'duplicates'
      : knowsAll(value)
        ? undefined
        : 'unknown members';
  return because ? { kind: 'unclear', because, members } : { kind: 'read', members };
}

function authMembers(body: Record<string, unknown>): AuthMembers {
  const { auth } = body;
  if (!isObject(auth)) return { auth, credentials: [], tenants: [], scope: undefined };
  const credentials = kinds.flatMap(({ type, name }): Credentials[] => {
    const value = auth[name];
    if (value === undefined || value === null) return [];
    const object = isObject(value) ? value : {};
    return [{ type, value, username: object['username'], secret: object[type] }];
  });
  return {
    auth,
    credentials,
    tenants: [
      ...tenantsIn(auth, 'auth'),
      ...credentials.flatMap(({ value }) => (isObject(value) ? tenantsIn(value, 'credentials') : [])),
    ],
    scope: auth['RAX-AUTH:scope'],
  };
}

/** Null is as good as missing (erratum E18). */
function tenantsIn(holder: Record<string, unknown>, placement: NamedTenant['placement']): NamedTenant[] {
  return (['tenantId', 'tenantName'] as const).flatMap((member) => {
    const value = holder[member];
    return value === undefined || value === null ? [] : [{ member, placement, value }];
  });
}

function knowsAll(body: Record<string, unknown>): boolean {
  const { auth } = body;
  const holders = isObject(auth) ? kinds.map(({ name }) => auth[name]).filter(isObject) : [];
  return (
    onlyHas(body, known.body) &&
    (!isObject(auth) || onlyHas(auth, known.auth)) &&
    holders.every((holder) => onlyHas(holder, known.credentials))
  );
}

function onlyHas(value: object, names: readonly string[]): boolean {
  return Object.keys(value).every((name) => names.includes(name));
}

/** Whether an object has a member twice, of which a parser keeps one: the text then has more names than the value members. */
function repeatsMembers(text: string, value: unknown): boolean {
  let names = 0;
  scanJson(text, { name: () => void (names += 1) });
  return names > countMembers(value);
}

function countMembers(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + countMembers(item), 0);
  if (!isObject(value)) return 0;
  return Object.values(value).reduce((sum: number, item) => sum + 1 + countMembers(item), 0);
}
