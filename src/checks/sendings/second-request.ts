import type { Configuration } from '../../configuration/configuration';
import type { Exchange } from '../../http/exchange/exchange';
import { tokenRequest, type TokenRequest } from '../../http/token-request';
import {
  element,
  type JsonValue,
  passcodeJson,
  passcodeXml,
  type TenantMembers,
  writeJson,
  writeXml,
} from '../../protocol/auth';
import { challengeOf } from '../../protocol/challenge';
import { type Format, namespaces } from '../../protocol/format';
import { reference } from '../../protocol/reference';
import { following, type Sending } from './sending';
import { configuredValue, passcodeReference } from './values';

/** What the second request of a multi-factor login holds; by default the due passcode and the given session. */
export interface SecondRequest {
  readonly passcode?: string;
  readonly session?: string;
  readonly tenant?: TenantMembers;
  readonly wrongSecretFor?: string;
}

/** The second request of a multi-factor login (the service's companion pages; document lines 52-55). */
export function secondRequest(format: Format, wanted: SecondRequest = {}): TokenRequest {
  const { passcode = reference(passcodeReference), session = reference('session.id'), tenant } = wanted;
  return passcodeRequest(
    format,
    format === 'json' ? writeJson(passcodeJson(passcode, tenant)) : writeXml(passcodeXml(passcode, tenant)),
    session,
    wanted.wrongSecretFor,
  );
}

/** When a session that a wrong password began is tried. */
export const afterWrongPassword = 'with the session that a wrong password began';

/**
 * The second request with the session that a failed login attempt began, if it began one: the passcode must not make up
 * for the password (lines 46-55).
 */
export function completionOf(
  failed: Sending,
  response: Exchange,
  configuration: Configuration,
): Sending | undefined {
  const { format, headers } = failed.request;
  const session = challengeOf(response.header('www-authenticate'))?.session;
  const isFirst = headers['X-SessionId'] === undefined;
  if (session === undefined || !isFirst || configuredValue(configuration, passcodeReference) === undefined)
    return undefined;
  return {
    ...following(failed, secondRequest(format), () => ({ 'session.id': session })),
    occasion: afterWrongPassword,
  };
}

/** The second request without its passcode. */
export function withoutPasscode(format: Format): TokenRequest {
  const json: JsonValue = { auth: { 'RAX-AUTH:passcodeCredentials': {} } };
  const xml = element(
    'auth',
    { xmlns: namespaces.core, 'xmlns:RAX-AUTH': namespaces.raxAuth },
    element('RAX-AUTH:passcodeCredentials'),
  );
  return passcodeRequest(
    format,
    format === 'json' ? writeJson(json) : writeXml(xml),
    reference('session.id'),
  );
}

/** The second request without the session that its challenge gave. */
export function withoutSession(format: Format): TokenRequest {
  const { headers, ...request } = secondRequest(format);
  const { 'X-SessionId': _, ...others } = headers;
  return { ...request, headers: others };
}

function passcodeRequest(
  format: Format,
  body: string,
  session: string,
  wrongSecretFor?: string,
): TokenRequest {
  return tokenRequest({ format, body, headers: { 'X-SessionId': session }, wrongSecretFor });
}
