import type { Configuration } from '../../src/configuration/configuration';
import type { Wire } from '../../src/http/token-request';
import { type Known, noSessions, type OpenSessions } from '../../src/oracle/allowed/allowance';
import { knownUsers } from '../../src/oracle/allowed/known-users';
import { readAuthRequest, type SentRequest } from '../../src/oracle/read-auth-request';
import { type Auth, authJson, authXml, writeJson, writeXml } from '../../src/protocol/auth';
import { type Format, mediaTypes } from '../../src/protocol/format';
import { Secret } from '../../src/protocol/secret';

const account = (name: string) => ({
  username: name,
  password: new Secret(`${name}'s password`, 'password'),
  apiKey: new Secret(`${name}-api-key`, 'apiKey'),
  tenantId: `${name}-id`,
  tenantName: `${name}-tenant`,
});

const accounts: Configuration['accounts'] = {
  user: account('alice'),
  secondUser: account('bob'),
  disabledUser: account('dave'),
  mfaUser: { ...account('mia'), passcode: new Secret('123456', 'passcode') },
  mfaSetupUser: account('seth'),
};

const isInvented = (value: string) => value.startsWith('invented');

/** What is known in these tests: five users whose secrets and tenants are made of their names. */
export function known(sessions: Partial<OpenSessions> = {}): Known {
  return {
    users: knownUsers({ accounts, foreignTenantId: 'foreign-id' }, isInvented),
    sessions: { ...noSessions, ...sessions },
  };
}

/** A login as a test writes it; by default that of alice by password, in JSON. */
export interface Asked extends Partial<Auth> {
  readonly format?: Format;
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly wire?: Wire;
  /** In the place of the login. */
  readonly body?: string | Buffer;
}

export function sent(asked: Asked = {}): SentRequest {
  const { format = 'json', type = 'password', username = 'alice', path = '/v2.0/tokens' } = asked;
  const right = type === 'password' ? `${username}'s password` : `${username}-api-key`;
  const { secret = right, tenant, scope, wire, method = 'POST' } = asked;
  const auth = { type, username, secret, tenant, scope };
  const body = asked.body ?? (format === 'json' ? writeJson(authJson(auth)) : writeXml(authXml(auth)));
  return {
    method,
    path,
    headers: { 'Content-Type': mediaTypes[format], Accept: mediaTypes[format], ...asked.headers },
    body: Buffer.from(body),
    ...(wire ? { wire } : {}),
  };
}

export const asked = (parts: Asked = {}) => readAuthRequest(sent(parts));
