/** Everything that a spec may say. It is loaded once for all specs, and handed to each by its index. */
export { check } from './declare';
export { section } from './section';
export { accepts, refuses } from './outcomes';
export { under, wrongIn } from './conditions';
export { kindsOfPasswords } from './near-secrets';
export { everyExchange } from './every-exchange';
export { afterAll, again, dispensable, following } from './sending';

export {
  login,
  longValue,
  overLongSecret,
  ownerOfLong,
  nearUsername,
  rightSecret,
  sample,
  sampledPlacement,
  tenantMembers,
  tenantOf,
  unknownUser,
  wrongSecret,
} from './logins';
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
} from './other-bodies';
export { inAnotherRoot, inOtherNamespaces, misspelled, renamed, withoutAuth } from './other-names';
export { otherSpellings } from './other-spellings';
export { unreadableBodies } from './unreadable-bodies';
export { secondRequest, withoutPasscode, withoutSession } from './second-request';
export { generated } from './generated';
export { doubledMembers } from './doubled-members';
export { brokenRequests } from './broken-requests';
export { bothTypesOnce, notUtf8, passcodeRefused, refusalOf, requirementAt } from './errata-refusals';

export { accepted, acceptedUnlessLocked, status200 } from './expectations/accepted';
export { agreeing, sameRefusal } from './expectations/agreeing';
export { named, otherThan } from './expectations/content';
export { textSurvives } from './expectations/text';
export { challengedAgain, indistinct } from './expectations/faults';
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
} from './expectations/one-response';
export { acceptedOr, bodyWelcome, unchunked } from './expectations/http-messages';
export { authenticatedBy, memberRules } from '../../src/oracle/member-rules';
export { respondsIn } from './expectations/media-type';
export { completedAfter } from './right-login';
export { noToken, secondFactorDue, sessionIfAny, sessionOf } from './expectations/multi-factor';
export { including, more } from './expectations/rcn';
export { anyRefusal, clientError, refusal, refused, unsupported } from './expectations/refused';
export { documentedStatus, eitherResponse, faultInFormat } from './expectations/robust';
export { setupAgreeing } from './expectations/setup';
export { foreignTenant, honoursTenant, notIgnoringTenant, scopedTo } from './expectations/tenant';
