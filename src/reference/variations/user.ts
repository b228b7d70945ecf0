import { createHash } from 'node:crypto';
import { leaveOut, withRoles } from './access-parts';
import type { Behaviour } from '../behaviour';
import type { AccessUser } from '../access';
import type { Variation } from './variation';

/** Other users and roles. */
export const userVariations: readonly Variation[] = [
  {
    name: 'roles-none',
    what: 'nobody has a role but for those of RCN',
    vary: (standard) => ({ ...standard, rolesOf: (grant) => (grant.applyRcnRoles ? (grant.user.rcn?.roles ?? []) : []) }),
  },
  {
    name: 'roles-by-name-alone',
    what: 'roles have no id, no description and no tenant',
    vary: (standard) => withRoles(standard, (role) => leaveOut(role, 'id', 'description', 'tenantId')),
  },
  {
    name: 'roles-beyond-ascii',
    what: 'roles have names in other scripts and descriptions of several lines',
    vary: (standard) =>
      withRoles(standard, (role) => ({
        ...role,
        name: `Ŕöle 計 ${role.name} 𝓡`,
        description: `${role.description}\n\t<b>„über“</b> & 'alles' ]]> \u2028`,
      })),
  },
  { name: 'ids-of-uuids', what: 'users, domains and roles have UUIDs for ids', vary: (standard) => withIds(standard, uuidOf) },
  {
    name: 'ids-like-numbers',
    what: 'users, domains and roles have ids that look like numbers and are none',
    vary: (standard) => withIds(standard, (id) => `00${id}.10e0`),
  },
  {
    name: 'ids-of-any-text',
    what: 'users, domains and roles have ids with blanks and signs in them',
    vary: (standard) => withIds(standard, (id) => `urn:<${id}> & "co" é/`),
  },
];

function withIds(standard: Behaviour, idOf: (id: string) => string): Behaviour {
  const known = withRoles(standard, (role) => ({ ...role, id: idOf(role.id) }));
  const renamed = (user: AccessUser) => ({ ...user, id: idOf(user.id), domainId: idOf(user.domainId) });
  return {
    ...known,
    buildAccess: (...parts) => {
      const access = known.buildAccess(...parts);
      return access.user ? { ...access, user: renamed(access.user) } : access;
    },
  };
}

function uuidOf(id: string): string {
  const digits = createHash('sha256').update(id).digest('hex');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}
