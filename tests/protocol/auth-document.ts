import type { AuthModel } from './auth-models';
import { group, leaf, optional, type Group, type Part } from './document-parts';

/** The parts of an authentication request, as the schema `auth-request` knows them. */
export function authDocument({ credentials, scope, tenant }: AuthModel): Group {
  return group('auth', [
    ...optional('scope', scope, { space: 'raxAuth', type: 'scope' }),
    ...(tenant ? optional(tenant.member, tenant.beside) : []),
    credentialsPart(credentials, tenant ? optional(tenant.member, tenant.within) : []),
  ]);
}

function credentialsPart(credentials: AuthModel['credentials'], tenant: readonly Part[]): Group {
  switch (credentials.type) {
    case 'password':
      return passwordPart(credentials.username, credentials.secret, tenant);
    case 'apiKey':
      return apiKeyPart(credentials.username, credentials.secret, tenant);
    case 'passcode':
      return passcodePart(credentials.passcode);
  }
}

function passwordPart(username: string, password: string, tenant: readonly Part[] = []): Group {
  return group('passwordCredentials', [leaf('username', username), leaf('password', password), ...tenant]);
}

function apiKeyPart(username: string, apiKey: string, tenant: readonly Part[] = []): Group {
  const parts = [leaf('username', username), leaf('apiKey', apiKey), ...tenant];
  return group('apiKeyCredentials', parts, { space: 'raxKskey' });
}

function passcodePart(passcode: string): Group {
  return group('passcodeCredentials', [leaf('passcode', passcode)], { space: 'raxAuth' });
}

/** Whole credentials of every kind, to be added where there are some already. */
export const spareCredentials: readonly Group[] = [
  passwordPart('user', 'word'),
  apiKeyPart('user', 'key'),
  passcodePart('123456'),
];
