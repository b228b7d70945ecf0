import { betweenForms, type Effect, onlyBy, table, tableBy, unconditionally, underAnyCondition } from '../deviations/effect';
import type { Steps } from '../deviations/steps';
import type { AuthenticationMethod, Endpoint, Role, Service, Token } from '../login/access';
import type { Grant } from '../login/grant';

const granted = { outcome: 'granted' } as const;
const full = { outcome: 'granted', scope: 'none' } as const;
const forms = { only: betweenForms };
const day = 24 * 60 * 60 * 1000;

type Change = (token: Token, grant: Grant) => object;

/** The token is changed as it is issued; begun anew with each server, for changes that rest on those before. */
function issuing(begin: () => Change): Steps {
  return (standard) => {
    const change = begin();
    return {
      issueToken: (grant) => {
        const token = standard.issueToken(grant);
        return { ...token, ...change(token, grant) };
      },
    };
  };
}

const token = (change: Change) => issuing(() => change);

/** Gives each time what was to be given the time before. */
function oneBehind<T>(first: T): (value: T) => T {
  let before = first;
  return (value) => {
    const last = before;
    before = value;
    return last;
  };
}

function counting(): Change {
  let count = 1000;
  return () => ({ id: String((count += 1)) });
}

function ofTheOneBefore(): Change {
  let last: string | undefined;
  return ({ id }) => {
    const given = last ?? id;
    last = last === undefined ? id : undefined;
    return { id: given };
  };
}

/** Token ids (lines 313 and 471, erratum E36). */
const ids: readonly Effect[] = [
  ...table({ breaks: 'token.unique', about: granted }, [
    ['token-id-constant', 'every token has one id', token(() => ({ id: '0a1b2c' })), onlyBy('request', 'answer')],
    ['token-id-of-the-user', 'the token id follows from the user', token((_, { user }) => ({ id: `${user.id}a1b2` })), onlyBy('request')],
    ['token-of-the-one-before', 'every second login gets the token of the login before', issuing(ofTheOneBefore), unconditionally],
  ]),
  ...table({ breaks: 'token.opaque', about: full }, [
    ['token-id-is-user-name', 'the token id is the user name', token((_, { user }) => ({ id: user.username }))],
    ['token-id-is-user-id', 'the token id is the id of the user', token((_, { user }) => ({ id: user.id }))],
  ]),
  ...table({ breaks: 'token.opaque', about: granted }, [['token-id-counted', 'token ids count up', issuing(counting), unconditionally]]),
  ...table({ breaks: ['token.id', 'setup.token', 'op.token-issued'], about: granted }, [
    ['token-id-empty', 'the token id is empty', token(() => ({ id: '' })), underAnyCondition],
  ]),
];

const later = (expires: string, by: number) => new Date(Date.parse(expires) + by).toISOString();
const expires = (change: (expires: string) => string) => token((issued) => ({ expires: change(issued.expires) }));

/** When a token expires (lines 313 and 472, errata E11 and E37). */
const dates: readonly Effect[] = [
  ...tableBy({ breaks: 'token.valid', about: granted, by: expires }, [
    ['expires-before-issue', 'expires is a second before the issue', (at) => later(at, -day - 1000)],
    ['expires-an-hour-ago', 'expires is an hour ago', (at) => later(at, -day - 3_600_000)],
    ['expires-in-1970', 'expires is early in 1970', (at) => new Date(Date.parse(at) / 1000).toISOString()],
  ]),
  ...tableBy({ breaks: 'token.lifetime', about: granted, by: expires }, [
    ['expires-in-2999', 'expires is in the year 2999', () => '2999-12-31T23:59:59.999Z'],
    ['expires-in-two-years', 'expires is two years off', (at) => later(at, 730 * day)],
  ]),
  ...tableBy({ breaks: ['token.expires', 'setup.token', 'setup.schema'], about: granted, by: expires }, [
    ['expires-without-zone', 'expires has no zone', (at) => at.replace('Z', '')],
    ['expires-as-http-date', 'expires is written as HTTP writes dates', (at) => new Date(at).toUTCString()],
    ['expires-as-day', 'expires is a day without a time', (at) => at.slice(0, 10)],
    ['expires-with-blank', 'expires has a blank between date and time', (at) => at.replace('T', ' ')],
    ['expires-in-seconds', 'expires is a number of seconds', (at) => String(Math.floor(Date.parse(at) / 1000))],
    ['expires-in-month-13', 'expires is in a thirteenth month', (at) => at.replace(/-\d\d-/, '-13-')],
    ['expires-never', 'expires is the word never', () => 'never'],
  ]),
];

const methods = (change: (methods: string[]) => string[]) =>
  token(({ authenticatedBy }) => ({ authenticatedBy: change(authenticatedBy) as AuthenticationMethod[] }));
const used = ['token.authenticated-by-used', 'mfa.both-factors', 'setup.authenticated-by'] as const;

/** What a token was earned by (lines 315-317 and 477-479, erratum E10). */
const authenticatedBy: readonly Effect[] = [
  ...tableBy({ breaks: used, about: { ...granted, type: 'APIKEY' }, by: methods }, [
    ['authenticated-by-password', 'authenticatedBy names a password', () => ['PASSWORD']],
  ]),
  ...tableBy({ breaks: used, about: { ...granted, type: 'PASSWORD' }, by: methods }, [
    ['authenticated-by-api-key', 'authenticatedBy names an API key', () => ['APIKEY']],
    ['authenticated-by-passcode', 'authenticatedBy names a passcode nobody gave', (all) => ['PASSCODE', ...all]],
  ]),
  ...tableBy({ breaks: used, about: granted, by: methods }, [
    ['authenticated-by-member', 'authenticatedBy names a member', (all) => all.map((one) => `${one}Credentials`), { tolerated: 'E10' }],
    ['authenticated-by-small', 'authenticatedBy is in small letters', (all) => all.map((one) => one.toLowerCase()), { tolerated: 'E10' }],
  ]),
  ...tableBy({ breaks: ['token.authenticated-by', ...used, 'setup.schema', 'access.json', 'access.xml'], about: granted, by: methods }, [
    ['authenticated-by-empty', 'authenticatedBy is empty', () => []],
    ['authenticated-by-blank', 'authenticatedBy names an empty text', () => ['']],
  ]),
  ...tableBy({ breaks: 'mfa.both-factors', about: { ...granted, type: 'PASSCODE', account: 'mfaUser' }, by: methods }, [
    ['factors-passcode-alone', 'authenticatedBy names the passcode alone', (all) => all.slice(0, 1)],
    ['factors-password-alone', 'authenticatedBy names the password alone', (all) => all.slice(1)],
    ['factors-in-one-text', 'authenticatedBy names both factors in one text', (all) => [all.join(',')]],
  ]),
];

const roles =
  (change: (roles: Role[]) => Role[]): Steps =>
  (standard) => ({ rolesOf: (grant) => change(standard.rolesOf(grant)) });
const services =
  (change: (services: Service[]) => Service[]): Steps =>
  (standard) => ({ serviceCatalogOf: (grant) => change(standard.serviceCatalogOf(grant)) });
const endpoints = (change: (endpoints: Endpoint[]) => Endpoint[]) =>
  services((all) => all.map((service) => ({ ...service, endpoints: change(service.endpoints) })));
const admin: Role = { id: '99', name: 'admin', description: 'May do anything', propagate: false };

/** What a login returns is the same in every form (erratum E40): what is so in some forms alone breaks that. */
const same = ['access.same', 'parity.roles', 'parity.service-catalog', 'query.rcn-own', 'query.rcn-default'] as const;
const content: readonly Effect[] = [
  ...tableBy({ breaks: same, about: full, by: roles, ...forms }, [
    ['last-role-lost', 'the last role is lost', (all) => all.slice(0, -1)],
    ['tenant-roles-lost', 'roles for a tenant are lost', (all) => all.filter(({ tenantId }) => !tenantId)],
    ['role-doubled', 'the first role stands there twice', (all) => [...all.slice(0, 1), ...all]],
    ['role-added', 'there is one role more', (all) => [...all, admin]],
    ['role-ids-shifted', 'roles have other ids', (all) => all.map((role) => ({ ...role, id: `0${role.id}` }))],
    ['role-names-cut', 'role names lose a letter', (all) => all.map((role) => ({ ...role, name: role.name.slice(1) }))],
  ]),
  ...tableBy({ breaks: same, about: full, by: services, ...forms }, [
    ['last-service-lost', 'the last service is lost', (all) => all.slice(0, -1)],
    ['catalogue-emptied', 'the catalogue is empty', () => []],
    ['service-doubled', 'the first service stands there twice', (all) => [...all.slice(0, 1), ...all]],
    ['service-types-cut', 'types of services lose a letter', (all) => all.map((one) => ({ ...one, type: one.type.slice(1) }))],
  ]),
  ...tableBy({ breaks: same, about: full, by: endpoints, ...forms }, [
    ['first-endpoint-lost', 'the first endpoint of each service is lost', (all) => all.slice(1), { tolerated: 'E26' }],
    ['endpoints-without-tls', 'publicURL is http', (all) => all.map((one) => ({ ...one, publicURL: one.publicURL.replace('https:', 'http:') }))],
    ['regions-lost', 'endpoints have no region', (all) => all.map(({ region: _, ...one }) => one)],
    ['versions-lost', 'endpoints have no version', (all) => all.map(({ version: _, ...one }) => one)],
  ]),
  ...tableBy({ breaks: 'endpoint.unique', about: full, by: endpoints }, [
    ['endpoint-doubled', 'the last endpoint of each service stands there twice', (all) => [...all, ...all.slice(-1)]],
  ]),
  ...table({ breaks: 'access.same', about: full, ...unconditionally }, [
    [
      'roles-of-the-one-before',
      'the roles are those of the login before',
      (standard) => {
        const before = oneBehind<Role[]>([]);
        return { rolesOf: (grant) => before(standard.rolesOf(grant)) };
      },
    ],
  ]),
];

/** Effects on what a login earns. */
export const tokenEffects: readonly Effect[] = [...ids, ...dates, ...authenticatedBy, ...content];
