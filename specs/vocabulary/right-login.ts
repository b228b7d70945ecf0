import type { CredentialsType } from '../../src/identity/auth';
import type { AccountName } from '../../src/identity/configuration';
import type { TokenRequest } from '../../src/identity/token-request';
import { login } from './logins';
import { sessionOf } from './expectations/multi-factor';
import { secondRequest } from './second-request';
import { following, type Sending } from './sending';

/**
 * The right login after a failed login attempt: the one that the sending names, else the plain one of the account. Behind a
 * passcode there is none but a named one, since a passcode may have to be waited for.
 */
export function rightLoginAfter(sending: Sending): Sending | undefined {
  const { request, followedBy, unfollowed } = sending;
  if (unfollowed) return undefined;
  if (followedBy || request.headers['X-SessionId'] !== undefined) return followedBy;
  return plainLoginAfter(sending);
}

/** The plainest right login after a failed login attempt: with the scope where the account is let in by it alone. */
export function plainLoginAfter(sending: Sending): Sending {
  const { request } = sending;
  const account = (request.wrongSecretFor ?? '').replace('accounts.', '') as AccountName;
  const scope = account === 'mfaSetupUser' ? { scope: 'SETUP-MFA' } : {};
  const type = account === 'mfaUser' || account === 'mfaSetupUser' ? 'password' : typeOf(request);
  return {
    ...following(sending, login({ account, type, ...scope })),
    occasion: 'after a wrong secret',
  };
}

/** The whole multi-factor login behind a wrong passcode, which a server may count. */
export function completedAfter(wrongPasscode: Sending): Sending {
  const begun: Sending = {
    ...following(wrongPasscode, login({ account: 'mfaUser' })),
    occasion: 'after a wrong passcode',
  };
  return following(begun, secondRequest('json'), sessionOf);
}

function typeOf({ body }: TokenRequest): CredentialsType {
  return body.includes('apiKeyCredentials') ? 'apiKey' : 'password';
}
