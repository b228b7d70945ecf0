/** Everything that a spec file may use. It is loaded once, and index.ts passes it to each. */
export { check, section, accepts, refuses, everyExchange } from './declare';
export { under, wrongIn } from './check';
export { kindsOfPasswords } from './sendings/nearly-right-secrets';
export { again, dispensable, following } from './sendings/sending';

export {
  login,
  multiFactorLogins,
  longValue,
  overLongSecret,
  ownerOfLong,
  plainLoginAfter,
  nearUsername,
  rightSecret,
  sample,
  sampledPlacement,
  tenantMembers,
  tenantOf,
  unknownUser,
  wrongSecret,
  thenCompleted,
} from './sendings/logins';
export {
  bothTypes,
  documentTypes,
  otherBytes,
  otherEncodings,
  plainAuth,
  withBody,
  withOtherPrefixes,
  withoutBody,
  withEmptyAuth,
  withoutParameters,
} from './bodies/other-bodies';
export {
  inAnotherRoot,
  inOtherNamespaces,
  misspelled,
  renamed,
  withoutAuth,
  doubledMembers,
} from './bodies/changed-members';
export { otherSpellings } from './bodies/other-spellings';
export { cutOff, unreadableBodies } from './bodies/other-spellings';
export { secondRequest, withoutPasscode, withoutSession } from './sendings/second-request';
export { generated } from './bodies/generated';
export { brokenRequests } from './bodies/broken-requests';
export { bothTypesOnce, notUtf8, passcodeRefused, refusalOf, requirementAt } from './bodies/errata-refusals';

export {
  accepted,
  acceptedUnlessLocked,
  status200,
  acceptedOr,
  bodyWelcome,
  unchunked,
} from './expectations/accepted';
export { agreeing, sameRefusal, setupAgreeing } from './expectations/agreeing';
export { named, otherThan, textSurvives } from './expectations/content';
export {
  challengedAgain,
  indistinct,
  anyRefusal,
  clientError,
  refusal,
  refused,
  unsupported,
  documentedStatus,
  eitherResponse,
  faultInFormat,
} from './expectations/refused';
export {
  challenged,
  endpointsDiffer,
  faultMessage,
  faultName,
  keeps,
  namespacesKept,
  noCatalogue,
  reasonableLifetime,
  schemaValid,
  secondFactorKept,
  setupAnswer,
  setupSchema,
  setupToken,
  setupTokenKeeps,
  unexpired,
  validUtf8,
  respondsIn,
} from './expectations/one-response';
export { authenticatedBy, memberRules } from '../oracle/response/member-rules';
export { noToken, secondFactorDue, sessionIfAny, sessionOf } from './expectations/refused';
export { including, more } from './expectations/content';
export { foreignTenant, honoursTenant, notIgnoringTenant, scopedTo } from './expectations/tenant';
