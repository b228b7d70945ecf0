import type { Access, AccessUser, Endpoint, Role, Service, Token } from '../access';
import type { Grant } from '../answer/grant';
import { headerOf } from '../http/tokens-request';
import type { InjectedFault } from './injected-fault';

/** What a login earns becomes something else. */
export type AccessChange = (access: Access) => Access;

/** Both formats say something else; `change` may look at the login. */
export function granting(change: (access: Access, grant: Grant) => Access): InjectedFault['deviate'] {
  return (standard) => ({
    ...standard,
    buildAccess: (grant, token, roles, serviceCatalog) =>
      change(standard.buildAccess(grant, token, roles, serviceCatalog), grant),
  });
}

/** Answers to logins by API key say something else. */
export function grantingByApiKey(change: AccessChange): InjectedFault['deviate'] {
  return granting((access) => (isByApiKey(access) ? change(access) : access));
}

/** Only JSON answers say something else. */
export function inJson(change: AccessChange): InjectedFault['deviate'] {
  return (standard) => ({
    ...standard,
    accessToJson: (access, request) => standard.accessToJson(change(access), request),
  });
}

/** Only XML answers say something else. */
export function inXml(change: AccessChange): InjectedFault['deviate'] {
  return (standard) => ({
    ...standard,
    accessToXml: (access, request) => standard.accessToXml(change(access), request),
  });
}

/** Answers to XML requests say something else, whatever format they are in. */
export function afterXml(change: AccessChange): InjectedFault['deviate'] {
  return (standard) => ({
    ...standard,
    accessToJson: (access, request) =>
      standard.accessToJson(
        headerOf(request, 'content-type').startsWith('application/xml') ? change(access) : access,
        request,
      ),
    accessToXml: (access, request) =>
      standard.accessToXml(
        headerOf(request, 'content-type').startsWith('application/xml') ? change(access) : access,
        request,
      ),
  });
}

/** Whether the login was by API key. */
export function isByApiKey({ token }: Access): boolean {
  return token.authenticatedBy.includes('APIKEY');
}

/** The token is another one. */
export function token(change: (token: Token) => Token): AccessChange {
  return (access) => ({ ...access, token: change(access.token) });
}

/** The user, where there is one, is another one. */
export function user(change: (user: AccessUser) => AccessUser): AccessChange {
  return (access) => ({ ...access, user: access.user && change(access.user) });
}

/** The roles of the user are others. */
export function roles(change: (roles: Role[]) => Role[]): AccessChange {
  return user((known) => ({ ...known, roles: change(known.roles) }));
}

/** The service catalogue is another one. */
export function services(change: (services: Service[]) => Service[]): AccessChange {
  return (access) => ({ ...access, serviceCatalog: access.serviceCatalog && change(access.serviceCatalog) });
}

/** The endpoints of each service are others. */
export function endpoints(change: (endpoints: Endpoint[]) => Endpoint[]): AccessChange {
  return services((known) => known.map((service) => ({ ...service, endpoints: change(service.endpoints) })));
}

/** Each endpoint is another one. */
export function endpoint(change: (endpoint: Endpoint) => Endpoint): AccessChange {
  return endpoints((known) => known.map(change));
}
