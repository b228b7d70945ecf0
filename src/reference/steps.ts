/** The embedded server without a connection, for those who bring requests to it in their own process. */
export { faults } from './answer/faults';
export { standardBehaviour, type Behaviour } from './behaviour';
export { users } from './data/users';
export { canHold } from './deviations/conditions';
export { facetsOf, type Facets } from './deviations/facets';
export type { TokensRequest } from './http/tokens-request';
export { faultToJson } from './json/write';
export { Directory } from './login/directory';
export { answer } from './operation';
