import type { Access, AccessUser, Endpoint, Role, Service, Token } from '../access';
import type { Fault } from '../answer/faults';

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
