import type { TokensRequest } from '../http/tokens-request';
import type { Role, Service } from '../access';
import { crash } from './crash';
import type { InjectedFault } from './injected-fault';
import { roles, type AccessChange } from './granted-access';
import { takenFor } from './refused-as';

/** Faults of the requirements of query-parameters.yaml. */
export const queryParameterFaults: readonly InjectedFault[] = [
  {
    name: 'rcn-roles-by-default',
    breaks: 'query.rcn-default',
    what: 'apply_rcn_roles defaults to true',
    deviate: (standard) => ({
      ...standard,
      applyRcnRoles: (request) => !request.query.has('apply_rcn_roles') || standard.applyRcnRoles(request),
    }),
  },
  {
    name: 'rcn-false-taken-for-true',
    breaks: 'query.rcn-default',
    what: 'apply_rcn_roles counts as true once it is there, also with the value false',
    deviate: (standard) => ({
      ...standard,
      applyRcnRoles: (request) => standard.applyRcnRoles(request) || request.query.has('apply_rcn_roles'),
    }),
  },
  {
    name: 'rcn-false-without-catalogue',
    breaks: 'query.rcn-default',
    what: 'apply_rcn_roles=false takes the service catalogue away',
    deviate: (standard) => {
      const answered = (request: TokensRequest): AccessChange =>
        request.query.get('apply_rcn_roles') === 'false'
          ? (access) => ({ ...access, serviceCatalog: [] })
          : (access) => access;
      return {
        ...standard,
        accessToJson: (access, request) => standard.accessToJson(answered(request)(access), request),
        accessToXml: (access, request) => standard.accessToXml(answered(request)(access), request),
      };
    },
  },
  {
    name: 'rcn-roles-replace-own',
    breaks: 'query.rcn-own',
    what: 'with apply_rcn_roles=true the roles of RCN stand in the place of the roles of the user',
    deviate: (standard) => ({
      ...standard,
      rolesOf: (grant) => withoutOwn(standard.rolesOf(grant), grant.applyRcnRoles ? grant.user.roles : []),
    }),
  },
  {
    name: 'rcn-services-replace-own',
    breaks: 'query.rcn-own',
    what: 'of a service that RCN gives too only the endpoints of RCN are told',
    deviate: (standard) => ({
      ...standard,
      serviceCatalogOf: (grant) => {
        const { rcn, serviceCatalog } = grant.user;
        if (!rcn || !grant.applyRcnRoles) return standard.serviceCatalogOf(grant);
        const given = new Set(rcn.serviceCatalog.map(({ type }) => type));
        return [...rcn.serviceCatalog, ...serviceCatalog.filter(({ type }: Service) => !given.has(type))];
      },
    }),
  },
  {
    name: 'rcn-roles-lacking-in-xml',
    breaks: 'query.rcn-own',
    what: 'with apply_rcn_roles=true an XML answer lacks the last role',
    deviate: (standard) => ({
      ...standard,
      accessToXml: (access, request) =>
        standard.accessToXml(withRcn(request, roles(butLast))(access), request),
    }),
  },
  {
    name: 'rcn-roles-lacking-in-json',
    breaks: 'query.rcn-own',
    what: 'with apply_rcn_roles=true a JSON answer lacks the last role',
    deviate: (standard) => ({
      ...standard,
      accessToJson: (access, request) =>
        standard.accessToJson(withRcn(request, roles(butLast))(access), request),
    }),
  },
  {
    name: 'rcn-roles-on-own-tenant-in-xml',
    breaks: 'query.rcn-own',
    what: 'with apply_rcn_roles=true the roles of an XML answer name no tenant',
    deviate: (standard) => ({
      ...standard,
      accessToXml: (access, request) =>
        standard.accessToXml(withRcn(request, roles(unscoped))(access), request),
    }),
  },
  {
    name: 'rcn-roles-never-applied',
    breaks: 'query.rcn-more',
    what: 'apply_rcn_roles is not looked at',
    deviate: (standard) => ({ ...standard, applyRcnRoles: () => false }),
  },
  {
    name: 'rcn-true-in-python',
    breaks: 'query.rcn-more',
    what: 'apply_rcn_roles is true only where it is spelled True',
    deviate: (standard) => ({
      ...standard,
      applyRcnRoles: (request) => request.query.get('apply_rcn_roles') === 'True',
    }),
  },
  {
    name: 'rcn-roles-in-json-only',
    breaks: 'query.rcn-more',
    what: 'apply_rcn_roles is not looked at when the answer is XML',
    deviate: (standard) => ({
      ...standard,
      applyRcnRoles: (request) =>
        standard.applyRcnRoles(request) && standard.answerFormat(request) === 'json',
    }),
  },
  {
    name: 'rcn-no-boolean-crashes',
    breaks: 'query.rcn-boolean',
    what: 'an apply_rcn_roles that is no Boolean is answered 500',
    deviate: takenFor('serviceFault', 'queryInvalid'),
  },
  {
    name: 'rcn-no-value-crashes',
    breaks: 'query.rcn-boolean',
    what: 'an apply_rcn_roles without a value is answered 500',
    deviate: (standard) => ({
      ...standard,
      applyRcnRoles: (request) =>
        request.query.get('apply_rcn_roles') === '' ? crash() : standard.applyRcnRoles(request),
    }),
  },
];

function withRcn(request: TokensRequest, change: AccessChange): AccessChange {
  return request.query.get('apply_rcn_roles') === 'true' ? change : (access) => access;
}

function withoutOwn(all: Role[], own: Role[]): Role[] {
  const others = all.filter((role) => !own.includes(role));
  return others.length > 0 ? others : all;
}

function butLast(all: Role[]): Role[] {
  return all.slice(0, -1);
}

function unscoped(all: Role[]): Role[] {
  return all.map((role) => ({ ...role, tenantId: undefined }));
}
