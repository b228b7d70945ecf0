import { validateJson } from '../../contract/json-schema';
import { isValidXml } from '../../contract/xml';
import { tokenRequest, type TokenRequest } from '../../http/token-request';
import { isObject } from '../../protocol/access';
import type { AccountName } from '../../protocol/account';
import {
  authJson,
  authOf,
  authXml,
  type CredentialsType,
  type Element,
  element,
  type JsonValue,
  writeJson,
  writeXml,
} from '../../protocol/auth';

/** A valid authentication request with one change that the schema forbids. */
interface BrokenRequest {
  /** Where: `auth.passwordCredentials.username`, or `auth/passwordCredentials/@username` in XML. */
  readonly path: string;
  readonly change: Change;
  readonly request: TokenRequest;
  /** Whose login it is. */
  readonly account: AccountName;
}

/**
 * Every single change of the user's login that the request schema of the format forbids, found by making each change to
 * each member and validating it. So a member that the schema newly requires or restricts is tested without a new test.
 * Changes of `auth` itself do not depend on the type of credentials, and are made only with the password. A changed
 * secret counts as a failed login attempt: for a password, that of the second user, so that no account gets too many.
 */
export function brokenRequests(type: CredentialsType, format: 'json' | 'xml'): BrokenRequest[] {
  const auth = authOf('user', type);
  const all =
    format === 'xml'
      ? brokenXml(authXml(auth))
      : brokenJson(authJson(auth)).filter(({ path }) => type === 'password' || path !== 'auth');
  return all.map((broken) =>
    isWrongSecret(broken) ? counted(broken, type) : { ...broken, account: 'user' },
  );
}

type Broken = Omit<BrokenRequest, 'account'>;

function isWrongSecret({ path, change }: Broken): boolean {
  return /(?:password|apiKey)$/.test(path) && change !== 'missing' && change !== 'null';
}

function counted(broken: Broken, type: CredentialsType): BrokenRequest {
  const account = type === 'password' ? 'secondUser' : 'user';
  const body = String(broken.request.body).replaceAll('accounts.user.', `accounts.${account}.`);
  return { ...broken, account, request: { ...broken.request, body, wrongSecretFor: `accounts.${account}` } };
}

function brokenJson(valid: JsonValue): Broken[] {
  return jsonPaths(valid)
    .flatMap((path) => jsonChanges(valueAt(valid, path)).map(({ change, to }) => ({ path, change, to })))
    .map(({ path, change, to }) => ({ path, change, body: changed(valid, path, to) }))
    .filter(({ body }) => validateJson('auth-request', body).length > 0)
    .map(({ path, change, body }) => ({
      path: path.join('.'),
      change,
      request: tokenRequest({ format: 'json', body: writeJson(body) }),
    }));
}

function jsonPaths(value: JsonValue, path: readonly string[] = []): string[][] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    [...path, name],
    ...jsonPaths(inner, [...path, name]),
  ]);
}

function valueAt(value: JsonValue, path: readonly string[]): JsonValue {
  return path.reduce<JsonValue>(
    (inner, name) => (isObject(inner) ? (inner[name] as JsonValue) : null),
    value,
  );
}

function changed(value: JsonValue, [name, ...rest]: readonly string[], to: JsonValue | undefined): JsonValue {
  if (name === undefined || !isObject(value)) return to ?? null;
  const entries = Object.entries(value as Record<string, JsonValue>);
  return Object.fromEntries(
    entries.flatMap(([member, inner]): [string, JsonValue][] => {
      if (member !== name) return [[member, inner]];
      if (rest.length > 0) return [[member, changed(inner, rest, to)]];
      return to === undefined ? [] : [[member, to]];
    }),
  );
}

function brokenXml(valid: Element): Broken[] {
  return xmlChanges(valid)
    .map(({ path, change, root }) => ({ path, change, body: writeXml(root) }))
    .filter(({ body }) => !isValidXml(body, 'auth-request'))
    .map(({ path, change, body }) => ({ path, change, request: tokenRequest({ format: 'xml', body }) }));
}

/** One defect, by its kind; the errata say for each kind what the response to it must be. */
export type Change = 'missing' | 'null' | 'empty' | OtherType;
type OtherType = 'a string' | 'a number' | 'a Boolean' | 'a list' | 'an object';

interface JsonChange {
  readonly change: Change;
  /** Undefined leaves the member out. */
  readonly to: JsonValue | undefined;
}

/** Every change to one value of a JSON request: left out, null, empty, and each other JSON type. */
function jsonChanges(value: JsonValue): JsonChange[] {
  const container = isObject(value);
  const own = container ? 'an object' : 'a string';
  const types: Readonly<Record<OtherType, JsonValue>> = {
    'a string': 'text',
    'a number': 1,
    'a Boolean': true,
    'a list': [value],
    'an object': {},
  };
  return [
    { change: 'missing', to: undefined },
    { change: 'null', to: null },
    { change: 'empty', to: container ? {} : '' },
    ...(Object.keys(types) as OtherType[])
      .filter((type) => type !== own)
      .map((type) => ({ change: type, to: types[type] })),
  ];
}

interface XmlChange {
  readonly path: string;
  readonly change: Change;
  readonly root: Element;
}

/** Every change to an XML request: each credentials element and each of its values left out, or emptied. */
function xmlChanges(root: Element): XmlChange[] {
  return root.children.flatMap((child, index) => {
    const path = `${root.name}/${child.name}`;
    const replaced = (...by: readonly Element[]): Element => ({
      ...root,
      children: root.children.flatMap((known, at) => (at === index ? by : [known])),
    });
    const declarations = Object.entries(child.attributes).filter(([name]) => name.startsWith('xmlns'));
    const values = Object.keys(child.attributes).filter((name) => !name.startsWith('xmlns'));
    const bare = element(child.name, Object.fromEntries(declarations));
    return [
      { path, change: 'missing', root: replaced() },
      { path, change: 'empty', root: replaced(bare) },
      ...values.flatMap((name): XmlChange[] => {
        const { [name]: _, ...others } = child.attributes;
        const emptied = { ...child.attributes, [name]: '' };
        return [
          { path: `${path}/@${name}`, change: 'missing', root: replaced({ ...child, attributes: others }) },
          { path: `${path}/@${name}`, change: 'empty', root: replaced({ ...child, attributes: emptied }) },
        ];
      }),
    ];
  });
}
