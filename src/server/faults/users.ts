import { accountRecords, foreignUser } from '../data/users';
import { betweenForms, type Effect, grantedInFull as full, table, underAnyCondition } from '../deviations/effect';
import { giving } from '../deviations/steps';
import type { AccessUser } from '../login/access';
import type { Grant } from '../login/grant';

const { user: firstUser, secondUser } = accountRecords;
const another = { breaks: ['user.same', 'access.same', 'parity.user'] } as const;

const user = (change: (user: AccessUser, grant: Grant) => object) =>
  giving('buildAccess')((access, grant) => (access.user ? { ...access, user: { ...access.user, ...change(access.user, grant) } } : access));

/** Effects on the user that a login returns (lines 280-286, 319 and 943-945, erratum E33). */
export const userEffects: readonly Effect[] = [
  ...table({ breaks: ['user.authenticated', 'user.same', 'parity.user'], about: full, by: user }, [
    ['user-is-another', 'the user returned is another one', () => ({ id: foreignUser.id, name: foreignUser.username }), underAnyCondition],
    ['user-name-is-tenant', 'the name returned is that of the tenant', (_, { tenant }) => ({ name: tenant.name })],
    ['user-name-cut-off', 'the name returned lacks its last letter', ({ name }) => ({ name: name.slice(0, -1) })],
    ['user-name-in-capitals', 'the name returned is in capitals', ({ name }) => ({ name: name.toUpperCase() }), { tolerated: 'E33' }],
  ]),
  ...table({ breaks: ['user.unique', 'user.same', 'access.same'], about: full, by: user }, [
    ['user-id-new-each-time', 'the user has a new id at each login', ({ id }) => ({ id: `${id}-${Math.random()}` }), another],
    ['user-id-of-another', 'the id is that of another user', ({ id }) => ({ id: id === secondUser.id ? firstUser.id : secondUser.id })],
  ]),
  ...table({ ...another, about: full, by: user, ...betweenForms }, [
    ['user-id-of-the-tenant', 'the user has the tenant for an id', (_, { tenant }) => ({ id: tenant.id })],
    ['user-id-of-the-type', 'the user id tells the way of login', ({ id }, it) => ({ id: id + String(it.authenticatedBy) })],
    ['user-in-another-region', 'the default region is another one', () => ({ defaultRegion: 'SYD' })],
    ['user-in-another-domain', 'the domain is another one', () => ({ domainId: foreignUser.domainId })],
  ]),
];
