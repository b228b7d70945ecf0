import { granting, roles } from './granted-access';
import type { InjectedFault } from './injected-fault';
import { absent, jsonMember, nullIfAbsent, numeric, only } from './json-answer';
import { attributeAsChild, removed, xmlElements } from './xml-answer';

/** Faults of the requirements of response-samples.yaml on the roles of the user. */
export const responseRoleFaults: readonly InjectedFault[] = [
  {
    name: 'json-roles-missing',
    breaks: 'user.roles',
    what: 'the user of a JSON answer has no list of roles',
    deviate: jsonMember('access.user.roles', absent),
  },
  {
    name: 'json-roles-null',
    breaks: 'user.roles',
    what: 'the roles of the user are null in JSON',
    deviate: jsonMember('access.user.roles', () => null),
  },
  {
    name: 'json-roles-mirror-xml',
    breaks: 'user.roles',
    what: 'the roles of a JSON answer are an object with the list in its member role',
    deviate: jsonMember('access.user.roles', (list) => ({ role: list })),
  },
  {
    name: 'xml-roles-missing',
    breaks: 'user.roles',
    what: 'the user of an XML answer has no roles element',
    deviate: xmlElements('roles', removed),
  },
  {
    name: 'json-role-name-missing',
    breaks: 'role.name',
    what: 'the last role of a JSON answer has no name',
    deviate: jsonMember('access.user.roles.last.name', absent),
  },
  {
    name: 'json-role-is-its-name',
    breaks: 'role.name',
    what: 'a role is in JSON its name and no object',
    deviate: jsonMember('access.user.roles.*', only('name')),
  },
  {
    name: 'role-name-empty',
    breaks: 'role.name',
    what: 'a role without a tenant has an empty name',
    deviate: granting(
      roles((known) => known.map((role) => (role.tenantId === undefined ? { ...role, name: '' } : role))),
    ),
  },
  {
    name: 'xml-role-name-in-child',
    breaks: 'role.name',
    what: 'the name of a role is in XML a child element and no attribute',
    deviate: xmlElements('role', attributeAsChild('name')),
  },
  {
    name: 'json-role-id-number',
    breaks: 'role.members',
    what: 'the id of a role is a number in JSON',
    deviate: jsonMember('access.user.roles.*.id', numeric),
  },
  {
    name: 'json-role-tenant-number',
    breaks: 'role.members',
    what: 'the tenantId of a role is a number in JSON where it consists of digits',
    deviate: jsonMember('access.user.roles.*.tenantId', numeric),
  },
  {
    name: 'json-role-tenant-null',
    breaks: 'role.members',
    what: 'the tenantId of a role without a tenant is null in JSON',
    deviate: jsonMember('access.user.roles.*.tenantId', nullIfAbsent),
  },
  {
    name: 'json-role-description-in-object',
    breaks: 'role.members',
    what: 'the description of a role is an object of languages in JSON',
    deviate: jsonMember('access.user.roles.*.description', (description) => ({ en: description })),
  },
  {
    name: 'role-tenant-empty',
    breaks: 'role.members',
    what: 'the tenantId of a role without a tenant is empty',
    deviate: granting(roles((known) => known.map((role) => ({ ...role, tenantId: role.tenantId ?? '' })))),
  },
];
