export type * from './access';
export type { Fault } from './answer/faults';
export type { Grant } from './answer/grant';
export type { Behaviour } from './behaviour';
export {
  referenceConfiguration,
  type ReferenceAccount,
  type ReferenceConfiguration,
} from './data/configuration';
export type { Answer } from './http/send';
export { headerOf, type Format, type TokensRequest } from './http/tokens-request';
export type { JsonObject, JsonValue } from './json/write';
export type { User } from './login/directory';
export type * from './login/presented';
export type { Session } from './login/sessions';
export { Refusal, type RefusalReason } from './refusal';
export { startReferenceServer, type ReferenceServer, type ReferenceServerOptions } from './server';
export type { XmlDocument } from './xml/read';
