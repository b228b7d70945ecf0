import { type Effect, table } from '../deviations/effect';
import { crash } from '../deviations/steps';

const granted = { outcome: 'granted' } as const;

/** apply_rcn_roles (lines 80-87, erratum E40). */
export const rcnRoleEffects: readonly Effect[] = [
  ...table({ breaks: ['query.rcn-default', 'query.rcn-more', 'access.same'], about: { ...granted, account: 'rcnUser', rcn: 'none' } }, [
    ['rcn-by-default', 'apply_rcn_roles is true by default', () => ({ applyRcnRoles: () => true })],
  ]),
  ...table({ breaks: ['query.rcn-default', 'query.rcn-more', 'access.same'], about: { ...granted, account: 'rcnUser', rcn: 'false' } }, [
    ['rcn-false-as-true', 'apply_rcn_roles=false counts as true', () => ({ applyRcnRoles: () => true })],
    ['rcn-false-without-services', 'apply_rcn_roles=false takes the catalogue away', () => ({ serviceCatalogOf: () => [] })],
  ]),
  ...table({ breaks: ['query.rcn-more', 'access.same'], about: { ...granted, account: 'rcnUser', rcn: 'true' } }, [
    ['rcn-not-looked-at', 'apply_rcn_roles is not looked at', () => ({ applyRcnRoles: () => false })],
  ]),
  ...table({ breaks: ['query.rcn-own', 'access.same'], about: { ...granted, account: 'rcnUser', rcn: 'true' } }, [
    ['rcn-roles-alone', "the roles of RCN stand in the place of one's own", () => ({ rolesOf: ({ user }) => user.rcn?.roles ?? [] })],
    [
      'rcn-services-alone',
      "the services of RCN stand in the place of one's own",
      () => ({ serviceCatalogOf: ({ user }) => user.rcn?.serviceCatalog.slice(1) ?? [] }),
    ],
  ]),
  ...table({ breaks: 'query.rcn-boolean', about: { rcn: 'other' } }, [
    ['rcn-no-boolean-crashes', 'an apply_rcn_roles that is no Boolean is answered 500', () => ({ applyRcnRoles: crash })],
  ]),
];
