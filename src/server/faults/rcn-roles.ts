import { type Effect, table } from '../deviations/effect';
import type { Grant } from '../login/grant';

const rcn = { outcome: 'granted', account: 'rcnUser' } as const;
const addedServices = ({ user }: Grant) => user.rcn?.serviceCatalog.slice(1) ?? [];

/** apply_rcn_roles (lines 80-87, erratum E40). */
export const rcnRoleEffects: readonly Effect[] = [
  ...table({ breaks: ['query.rcn-default', 'query.rcn-more', 'access.same'], about: { ...rcn, rcn: 'false' } }, [
    ['rcn-by-default', 'apply_rcn_roles is true by default', () => ({ applyRcnRoles: () => true }), { about: { rcn: 'none' } }],
    ['rcn-false-as-true', 'apply_rcn_roles=false counts as true', () => ({ applyRcnRoles: () => true })],
  ]),
  ...table({ breaks: ['query.rcn-own', 'access.same'], about: { ...rcn, rcn: 'true' } }, [
    ['rcn-not-looked-at', 'apply_rcn_roles is not looked at', () => ({ applyRcnRoles: () => false }), { breaks: ['query.rcn-more', 'access.same'] }],
    ['rcn-roles-alone', "the roles of RCN stand in the place of one's own", () => ({ rolesOf: ({ user }) => user.rcn?.roles ?? [] })],
    ['rcn-services-alone', "the services of RCN stand in the place of one's own", () => ({ serviceCatalogOf: addedServices })],
  ]),
];
