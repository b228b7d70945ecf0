import { DOMParser, type Document, type Element } from '@xmldom/xmldom';
import {
  embeddedConfiguration,
  startEmbeddedServer,
  type EmbeddedServer,
  type EmbeddedServerOptions,
} from '../../src/server';

export const CORE = 'http://docs.openstack.org/identity/api/v2.0';
export const RAX_AUTH = 'http://docs.rackspace.com/identity/api/ext/RAX-AUTH/v1.0';
export const RAX_KSKEY = 'http://docs.rackspace.com/identity/api/ext/RAX-KSKEY/v1.0';

const { accounts: configured, foreignTenantId } = embeddedConfiguration();
export { foreignTenantId };

type Accounts = typeof configured;

/** Of the accounts that a test logs in as they are, the tenants are left out. */
export const accounts: Accounts = {
  ...configured,
  ...Object.fromEntries(
    (['disabledUser', 'rcnUser', 'mfaUser', 'mfaSetupUser'] as const).map((name) => {
      const { tenantId: _, tenantName: __, ...secrets } = configured[name];
      return [name, secrets];
    }),
  ),
};

export interface Token {
  id: string;
  expires: string;
  tenant?: { id: string; name: string };
  'RAX-AUTH:authenticatedBy': string[];
}
export interface Role {
  id: string;
  name: string;
  description: string;
  tenantId?: string;
}
export interface Service {
  name: string;
  type: string;
  endpoints: Record<string, string>[];
}
export interface Access {
  token: Token;
  user: { id: string; name: string; roles: Role[] } & Record<string, unknown>;
  serviceCatalog: Service[];
}
export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  /** The parsed JSON body; reading it from another body throws. */
  json: { access: Access } & Record<string, { code: number; message: string }>;
  /** The root of the XML body. */
  xml: Element;
}

export interface Sending {
  path?: string;
  method?: string;
  headers?: Record<string, string>;
}

/** One server for all tests of a file, on a free port. */
export function useServer(options?: EmbeddedServerOptions): () => EmbeddedServer {
  let server: EmbeddedServer;
  beforeAll(async () => {
    server = await startEmbeddedServer(options);
  });
  afterAll(() => server.close());
  return () => server;
}

export async function send(
  url: string,
  body: string | Uint8Array<ArrayBuffer> | undefined,
  sending: Sending = {},
): Promise<Reply> {
  const { path = '/v2.0/tokens', method = 'POST', headers = {} } = sending;
  const response = await fetch(url + path, { method, body, headers, redirect: 'manual' });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    get json() {
      return JSON.parse(text) as Reply['json'];
    },
    get xml() {
      return parse(text).documentElement as Element;
    },
  };
}

export function sendJson(url: string, body: unknown, sending: Sending = {}): Promise<Reply> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return send(url, text, { ...sending, headers: { 'Content-Type': 'application/json', ...sending.headers } });
}

export function sendXml(url: string, body: string, sending: Sending = {}): Promise<Reply> {
  const headers = { 'Content-Type': 'application/xml', Accept: 'application/xml', ...sending.headers };
  return send(url, body, { ...sending, headers });
}

export function password(account: { username: string; password: string }): Record<string, unknown> {
  return { auth: { passwordCredentials: { username: account.username, password: account.password } } };
}

/** An XML attribute value, quotes included. */
export function quoted(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  return `"${escaped}"`;
}

export function passwordXml(account: { username: string; password: string }, more = ''): string {
  const { username, password: secret } = account;
  const attributes = `username=${quoted(username)} password=${quoted(secret)} ${more}`;
  return `<auth xmlns="${CORE}"><passwordCredentials ${attributes}/></auth>`;
}

export function parse(text: string): Document {
  return new DOMParser({
    onError: (level, message) => {
      throw new Error(`${level}: ${message}`);
    },
  }).parseFromString(text, 'application/xml');
}

/** Every element of that name below another, in the core namespace unless said otherwise. */
export function elements(below: Element, localName: string, namespace = CORE): Element[] {
  return Array.from(below.getElementsByTagNameNS(namespace, localName));
}
