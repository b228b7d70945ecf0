import type { AccountName } from './account';
import { namespaces } from './format';
import { reference } from './reference';

/** The kinds of credentials (document lines 17-18), the second step of a multi-factor login among them. */
export type CredentialsType = 'password' | 'apiKey';
export const credentialsTypes = ['password', 'apiKey'] as const;

/** Where a tenant may be placed: next to the credentials in `auth`, or inside the credentials (erratum E4). */
export type Placement = 'auth' | 'credentials';

/** The members by which a login names a tenant; a value is a reference, a literal, or null in JSON. */
export interface TenantMembers {
  readonly tenantId?: string | null;
  readonly tenantName?: string | null;
}

/** An authentication request in the document's terms; strings are templates. */
export interface Auth {
  readonly type: CredentialsType;
  readonly username: string;
  readonly secret: string;
  readonly tenant?: Readonly<Partial<Record<Placement, TenantMembers>>>;
  /** The value of RAX-AUTH:scope. */
  readonly scope?: string;
}

/** The login of a configured account; the name of a type is that of its secret, in accounts and in requests. */
export function authOf(account: AccountName, type: CredentialsType): Auth {
  return {
    type,
    username: reference(`accounts.${account}.username`),
    secret: reference(`accounts.${account}.${type}`),
  };
}

/** The secret of each type of credentials in words. */
export const secretNames: Readonly<Record<CredentialsType, string>> = {
  password: 'password',
  apiKey: 'API key',
};

/** The names of the credentials objects (document lines 108, 125; erratum E1). */
export const credentialsMember: Readonly<Record<CredentialsType, string>> = {
  password: 'passwordCredentials',
  apiKey: 'RAX-KSKEY:apiKeyCredentials',
};

export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;
export type JsonObject = { [member: string]: JsonValue };

/** The body of an authentication request as a JSON value (document lines 98-145, 161-257). */
export function authJson(auth: Auth): JsonObject {
  return {
    auth: {
      ...(auth.scope === undefined ? {} : { 'RAX-AUTH:scope': auth.scope }),
      [credentialsMember[auth.type]]: {
        username: auth.username,
        [auth.type]: auth.secret,
        ...auth.tenant?.credentials,
      },
      ...auth.tenant?.auth,
    },
  };
}

/** The second step of a multi-factor login; a tenant stands where the samples of the first step have it. */
export function passcodeJson(passcode: string, tenant: TenantMembers = {}): JsonObject {
  return { auth: { 'RAX-AUTH:passcodeCredentials': { passcode }, ...tenant } };
}

/** A JSON value as the text that is sent. */
export function writeJson(value: JsonValue): string {
  return JSON.stringify(value, null, 2);
}

/** An element as it is written: names carry their prefixes, attributes keep their order, values are templates. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
}

export function element(
  name: string,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Element[]
): Element {
  return { name, attributes, children };
}

/** The local names of the credentials elements (document lines 158, 181). */
export const credentialsElement: Readonly<Record<CredentialsType, string>> = {
  password: 'passwordCredentials',
  apiKey: 'apiKeyCredentials',
};

function tenantAttributes(tenant: TenantMembers | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(tenant ?? {}).map(([name, value]) => [name, value ?? '']));
}

/**
 * The body of an authentication request as an element: `auth` in the core namespace, the credentials in
 * their own (document lines 147-242; a tenant is on the credentials element, lines 209-211).
 */
export function authXml(auth: Auth): Element {
  return element(
    'auth',
    {
      xmlns: namespaces.core,
      ...(auth.scope === undefined
        ? {}
        : { 'xmlns:RAX-AUTH': namespaces.raxAuth, 'RAX-AUTH:scope': auth.scope }),
      ...tenantAttributes(auth.tenant?.auth),
    },
    element(credentialsElement[auth.type], {
      ...(auth.type === 'apiKey' ? { xmlns: namespaces.raxKskey } : {}),
      username: auth.username,
      [auth.type]: auth.secret,
      ...tenantAttributes(auth.tenant?.credentials),
    }),
  );
}

/** The second step of a multi-factor login; a tenant stands where the samples of the first step have it. */
export function passcodeXml(passcode: string, tenant: TenantMembers = {}): Element {
  return element(
    'auth',
    { xmlns: namespaces.core, 'xmlns:RAX-AUTH': namespaces.raxAuth },
    element('RAX-AUTH:passcodeCredentials', { passcode, ...tenantAttributes(tenant) }),
  );
}

/** An element as the text that is sent. Its values are templates or literals that need no escaping. */
export function writeXml(root: Element): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${writeElement(root)}\n`;
}

function writeElement({ name, attributes, children }: Element): string {
  const start = [
    name,
    ...Object.entries(attributes).map(([attribute, value]) => `${attribute}="${value}"`),
  ].join(' ');
  return children.length === 0 ? `<${start}/>` : `<${start}>${children.map(writeElement).join('')}</${name}>`;
}
