import type { TokensRequest } from '../http/tokens-request';
import type { PresentedAuth } from '../login/presented';
import { Refusal } from '../refusal';

/**
 * JSON is UTF-8 (RFC 8259, section 8.1), whatever charset the Content-Type claims; a byte order mark is
 * tolerated.
 *
 * @throws Refusal `bodyUnreadable` for bytes that are not UTF-8
 */
export function decodeJson(request: TokensRequest): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(request.body);
  } catch {
    throw new Refusal('bodyUnreadable');
  }
}

/**
 * Reads JSON text. Of duplicate members the last one counts (erratum E19).
 *
 * @throws Refusal `bodyUnreadable` for text that is not JSON, the empty text included (erratum E16)
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal('bodyUnreadable');
  }
}

/**
 * Finds what the members of `auth` present (document lines 89-143); names as erratum E1 decides.
 *
 * @param value anything that JSON can say
 * @throws Refusal `bodyUnreadable` unless it is an object, `parameterMissing` without `auth`,
 * `parameterInvalid` when `auth` is something other than an object
 */
export function jsonAuth(value: unknown): PresentedAuth {
  if (!isObject(value)) throw new Refusal('bodyUnreadable');
  const auth = value.auth;
  if (auth === undefined || auth === null) throw new Refusal('parameterMissing');
  if (!isObject(auth)) throw new Refusal('parameterInvalid');
  return {
    passwordCredentials: auth.passwordCredentials,
    apiKeyCredentials: auth['RAX-KSKEY:apiKeyCredentials'],
    passcodeCredentials: auth['RAX-AUTH:passcodeCredentials'],
    tenantId: auth.tenantId,
    tenantName: auth.tenantName,
    scope: auth['RAX-AUTH:scope'],
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
