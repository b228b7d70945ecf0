import type { Endpoint, Role, Token } from '../access';
import type { Grant } from '../answer/grant';
import type { Behaviour } from '../behaviour';

/** A copy without some members; the writers of JSON and XML leave out what is not there. */
export function leaveOut<T extends object>(value: T, ...names: (keyof T & string)[]): T {
  const left = Object.entries(value).filter(([name]) => !(names as string[]).includes(name));
  return Object.fromEntries(left) as T;
}

/** The behaviour with every role changed. */
export function withRoles(standard: Behaviour, change: (role: Role) => Role): Behaviour {
  return { ...standard, rolesOf: (grant) => standard.rolesOf(grant).map(change) };
}

/** The behaviour with every endpoint of every service changed. */
export function withEndpoints(standard: Behaviour, change: (endpoint: Endpoint) => Endpoint): Behaviour {
  return {
    ...standard,
    serviceCatalogOf: (grant) => standard.serviceCatalogOf(grant).map((service) => ({ ...service, endpoints: service.endpoints.map(change) })),
  };
}

/** The behaviour with every token changed. */
export function withToken(standard: Behaviour, change: (token: Token, grant: Grant) => Token): Behaviour {
  return { ...standard, issueToken: (grant) => change(standard.issueToken(grant), grant) };
}
