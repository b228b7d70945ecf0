import type { Auth, CredentialsType, TenantMembers } from './auth';
import { namespaces } from './namespaces';

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
