/** The embedded server without a connection, for those who bring requests to it in their own process. */
export { faults } from './login/refusal';
export { standardBehaviour, type Behaviour } from './behaviour';
export { users } from './data/users';
export { hasFacets } from './deviations/conditions';
export { facetsOf, type Facets } from './deviations/facets';
export type { TokensRequest } from './messages/message';
export { faultToJson } from './messages/json';
export { Directory } from './login/directory';
export { answer } from './operation';
