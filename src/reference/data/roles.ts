import type { Role } from '../access';

export const checkmate: Role = {
  id: '10000150',
  name: 'checkmate',
  description: 'Access to Checkmate',
  propagate: false,
};

export const userAdmin: Role = {
  id: '3',
  name: 'identity:user-admin',
  description: 'Administers the users of an account',
  propagate: false,
};

/** A description that breaks wherever text is not UTF-8 or is escaped wrongly. */
export const translator: Role = {
  id: '10000207',
  name: 'translation:editor',
  description: 'Zugriff für Kürzel – 計算 & "Übersicht" <alle>',
  propagate: false,
};

export function objectStoreDefault(tenantId: string): Role {
  return {
    id: '5',
    name: 'object-store:default',
    description: 'Reaches the methods of the object store',
    tenantId,
    propagate: true,
  };
}

export function computeDefault(tenantId: string): Role {
  return {
    id: '6',
    name: 'compute:default',
    description: 'Reaches the methods of the compute service',
    tenantId,
    propagate: true,
  };
}

/** Roles on a tenant of another domain, held through a Rackspace Customer Number. */
export function rcnRoles(tenantId: string): Role[] {
  return [
    {
      id: '10000310',
      name: 'rcn:observer',
      description: 'Sees what belongs to the same customer',
      tenantId,
      propagate: true,
    },
    {
      id: '10000311',
      name: 'rcn:billing',
      description: 'Reads the bills of the same customer',
      tenantId,
      propagate: false,
    },
  ];
}
