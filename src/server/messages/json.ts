import type { Access, AccessUser, Endpoint, Role, Service, Token } from '../login/access';
import type { PresentedAuth } from '../login/credentials';
import { type Fault, Refusal } from '../login/refusal';
import type { TokensRequest } from './message';

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

export type JsonValue = string | number | boolean | null | undefined | JsonValue[] | JsonObject;
/** Members that are undefined are not written. */
export interface JsonObject {
  [member: string]: JsonValue;
}

/** `{ access: { token, serviceCatalog, user } }`, like the sample (document lines 466-948). */
export function accessToJson(access: Access): JsonObject {
  return {
    access: {
      token: tokenToJson(access.token),
      serviceCatalog: access.serviceCatalog?.map(serviceToJson),
      user: access.user && userToJson(access.user),
    },
  };
}

/** `{ [fault name]: { code, message } }`, with the status as code. */
export function faultToJson(fault: Fault): JsonObject {
  return { [fault.name]: { code: fault.status, message: fault.message } };
}

/** JSON text; characters beyond ASCII stand for themselves. */
export function serialiseJson(value: JsonValue): string {
  return JSON.stringify(value);
}

function tokenToJson(token: Token): JsonObject {
  return {
    id: token.id,
    expires: token.expires,
    tenant: token.tenant && { id: token.tenant.id, name: token.tenant.name },
    'RAX-AUTH:authenticatedBy': token.authenticatedBy,
  };
}

function userToJson(user: AccessUser): JsonObject {
  return {
    id: user.id,
    roles: user.roles.map(roleToJson),
    name: user.name,
    'RAX-AUTH:defaultRegion': user.defaultRegion,
    'RAX-AUTH:domainId': user.domainId,
  };
}

function roleToJson(role: Role): JsonObject {
  return { tenantId: role.tenantId, id: role.id, description: role.description, name: role.name };
}

function serviceToJson(service: Service): JsonObject {
  return { name: service.name, endpoints: service.endpoints.map(endpointToJson), type: service.type };
}

function endpointToJson(endpoint: Endpoint): JsonObject {
  return {
    region: endpoint.region,
    tenantId: endpoint.tenantId,
    publicURL: endpoint.publicURL,
    internalURL: endpoint.internalURL,
    adminURL: endpoint.adminURL,
    versionInfo: endpoint.version?.info,
    versionList: endpoint.version?.list,
    versionId: endpoint.version?.id,
  };
}

/** Whether an object of a JSON text has a member twice, of which one is left in the value that it was read as. */
export function repeatsMembers(text: string, value: unknown): boolean {
  const written = [...text.matchAll(/"(?:[^"\\]|\\.)*"\s*(:?)/g)].filter(([, colon]) => colon);
  return written.length !== membersOf(value);
}

function membersOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const inside = Object.values(value).map(membersOf);
  const own = Array.isArray(value) ? 0 : inside.length;
  return inside.reduce((sum, count) => sum + count, own);
}
