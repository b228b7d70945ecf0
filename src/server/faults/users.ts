import { accountRecords, foreignUser } from '../data/users';
import { betweenForms, type Effect, table, tableBy, unconditionally, underAnyCondition } from '../deviations/effect';
import type { Steps } from '../deviations/steps';
import type { AccessUser } from '../login/access';
import type { Grant } from '../login/grant';

const { user: firstUser, secondUser } = accountRecords;
const full = { outcome: 'granted', scope: 'none' } as const;

function user(change: (user: AccessUser, grant: Grant) => object): Steps {
  return (standard) => ({
    buildAccess: (grant, ...parts) => {
      const access = standard.buildAccess(grant, ...parts);
      return access.user ? { ...access, user: { ...access.user, ...change(access.user, grant) } } : access;
    },
  });
}

/** Effects on the user that a login returns (lines 280-286, 319 and 943-945, erratum E33). */
export const userEffects: readonly Effect[] = [
  ...tableBy({ breaks: ['user.authenticated', 'user.same', 'parity.user'], about: full, by: user }, [
    ['user-is-another', 'the user returned is another one', () => ({ id: foreignUser.id, name: foreignUser.username }), underAnyCondition],
    ['user-name-of-another', 'the name returned is that of another user', () => ({ name: foreignUser.username })],
    ['user-name-is-id', 'the name returned is the id', ({ id }) => ({ name: id })],
    ['user-name-is-tenant', 'the name returned is that of the tenant', (_, { tenant }) => ({ name: tenant.name })],
    ['user-name-with-domain', 'the name returned has the domain behind it', (it) => ({ name: `${it.name}@${it.domainId}` })],
    ['user-name-cut-off', 'the name returned lacks its last letter', ({ name }) => ({ name: name.slice(0, -1) })],
    ['user-name-in-capitals', 'the name returned is in capitals', ({ name }) => ({ name: name.toUpperCase() }), { tolerated: 'E33' }],
  ]),
  ...tableBy({ breaks: ['user.unique', 'user.same', 'access.same'], about: full, by: user }, [
    ['user-id-constant', 'every user has one id', () => ({ id: '1' }), unconditionally],
    ['user-id-cut-off', 'user ids are cut off after four characters', ({ id }) => ({ id: id.slice(0, 4) }), unconditionally],
    ['user-id-of-another', 'the id is that of another user', ({ id }) => ({ id: id === secondUser.id ? firstUser.id : secondUser.id })],
  ]),
  ...tableBy({ breaks: ['user.same', 'access.same', 'parity.user'], about: full, by: user, only: betweenForms }, [
    ['user-id-of-the-tenant', 'the user has the tenant for an id', (_, { tenant }) => ({ id: tenant.id })],
    ['user-id-of-the-type', 'the user id tells the way of login', ({ id }, it) => ({ id: id + String(it.authenticatedBy) })],
    ['user-id-padded', 'the user id has zeros before it', ({ id }) => ({ id: `00${id}` })],
    ['user-in-another-region', 'the default region is another one', () => ({ defaultRegion: 'SYD' })],
    ['user-in-another-domain', 'the domain is another one', () => ({ domainId: foreignUser.domainId })],
  ]),
  ...table({ breaks: ['user.same', 'access.same', 'parity.user'], about: full }, [
    [
      'user-id-new-each-time',
      'the user has a new id at each login',
      (standard) => {
        let count = 0;
        return user(({ id }) => ({ id: `${id}-${(count += 1)}` }))(standard);
      },
    ],
  ]),
];
