import type { Access, AuthenticationMethod } from '../access';
import type { Behaviour } from '../behaviour';
import type { InjectedFault } from './injected-fault';
import { inJson, inXml, ofToken } from './one-format';

/** Faults in the answer to a request with the scope SETUP-MFA. */
export const setupAnswerFaults: readonly InjectedFault[] = [
  {
    name: 'setup-token-id-empty',
    breaks: 'setup.token',
    what: 'the id of the setup token is empty',
    deviate: (standard) =>
      settingUp(
        standard,
        ofToken(always, () => ({ id: '' })),
      ),
  },
  {
    name: 'setup-token-no-date-in-json',
    breaks: 'setup.token',
    what: 'the setup token does not say in JSON when it expires',
    deviate: (standard) =>
      inJson(
        standard,
        ofToken(alone, () => ({ expires: undefined })),
      ),
  },
  {
    name: 'setup-token-no-id-in-xml',
    breaks: 'setup.token',
    what: 'the setup token has no id in XML',
    deviate: (standard) =>
      inXml(
        standard,
        ofToken(alone, () => ({ id: undefined })),
      ),
  },
  {
    name: 'setup-token-expires-in-seconds',
    breaks: 'setup.token',
    what: 'the setup token expires at a number of seconds since 1970',
    deviate: (standard) =>
      settingUp(
        standard,
        ofToken(always, () => ({ expires: '4102444800' })),
      ),
  },
  {
    name: 'setup-authenticated-by-scope',
    breaks: 'setup.authenticated-by',
    what: 'authenticatedBy of the setup token names the scope beside the password',
    deviate: (standard) => settingUp(standard, authenticatedBy('PASSWORD', 'SETUP-MFA')),
  },
  {
    name: 'setup-authenticated-by-passcode',
    breaks: 'setup.authenticated-by',
    what: 'authenticatedBy of the setup token names a passcode that nobody gave',
    deviate: (standard) => settingUp(standard, authenticatedBy('PASSCODE')),
  },
  {
    name: 'setup-authenticated-by-in-lower-case',
    breaks: 'setup.authenticated-by',
    what: 'authenticatedBy of the setup token is in lower case',
    deviate: (standard) => settingUp(standard, authenticatedBy('password')),
  },
  {
    name: 'setup-token-bare',
    breaks: 'setup.schema',
    what: 'the setup token stands in JSON without an access object around it',
    deviate: (standard) => ({
      ...standard,
      accessToJson: (access, request) => {
        const body = standard.accessToJson(access, request);
        return alone(access) ? (body.access as typeof body) : body;
      },
    }),
  },
  {
    name: 'setup-tenant-without-name',
    breaks: 'setup.schema',
    what: 'the tenant of the setup token has no name',
    deviate: (standard) =>
      settingUp(
        standard,
        ofToken(always, () => ({ tenant: { id: '777006' } })),
      ),
  },
  {
    name: 'setup-user-without-roles-in-json',
    breaks: 'setup.schema',
    what: 'the setup token comes in JSON with a user who has no list of roles',
    deviate: (standard) => ({
      ...standard,
      accessToJson: (access, request) => {
        const body = standard.accessToJson(access, request);
        return alone(access)
          ? { access: { ...(body.access as typeof body), user: { id: '172006', name: 'seth' } } }
          : body;
      },
    }),
  },
  {
    name: 'setup-answer-with-catalogue',
    breaks: 'setup.no-catalogue',
    what: 'the setup token comes with the whole service catalogue',
    deviate: (standard) => ({
      ...standard,
      buildAccess: (grant, ...parts) => standard.buildAccess({ ...grant, scope: undefined }, ...parts),
    }),
  },
  {
    name: 'setup-catalogue-in-xml',
    breaks: 'setup.no-catalogue',
    what: 'the setup token comes with a service catalogue in XML',
    deviate: (standard) => {
      const endpoints = [{ publicURL: 'https://identity.cloud.example/v2.0' }];
      const serviceCatalog = [{ name: 'cloudIdentity', type: 'identity', endpoints }];
      return inXml(standard, (access) => (alone(access) ? { ...access, serviceCatalog } : access));
    },
  },
  {
    name: 'setup-authenticated-by-differs',
    breaks: 'setup.parity',
    what: 'authenticatedBy of the setup token names another credential in XML than in JSON',
    deviate: (standard) =>
      inXml(
        standard,
        ofToken(alone, () => ({ authenticatedBy: ['APIKEY'] })),
      ),
  },
  {
    name: 'setup-date-missing-in-xml',
    breaks: 'setup.parity',
    what: 'the setup token says in JSON when it expires, and not in XML',
    deviate: (standard) =>
      inXml(
        standard,
        ofToken(alone, () => ({ expires: undefined })),
      ),
  },
  {
    name: 'setup-tenant-missing-in-json',
    breaks: 'setup.parity',
    what: 'the setup token has a tenant in XML, and none in JSON',
    deviate: (standard) =>
      inXml(
        standard,
        ofToken(alone, () => ({ tenant: { id: '777006', name: 'seth-tenant' } })),
      ),
  },
];

function always(): boolean {
  return true;
}

/** A token without a user beside it is one to set up a second factor with. */
function alone(access: Access): boolean {
  return access.user === undefined;
}

function authenticatedBy(...named: readonly string[]): (access: Access) => Access {
  return ofToken(always, () => ({ authenticatedBy: named as readonly AuthenticationMethod[] }));
}

/** The behaviour with another answer to a request with the scope SETUP-MFA. */
function settingUp(standard: Behaviour, change: (access: Access) => Access): Behaviour {
  return {
    ...standard,
    buildAccess: (grant, ...parts) => {
      const access = standard.buildAccess(grant, ...parts);
      return grant.scope === undefined ? access : change(access);
    },
  };
}
