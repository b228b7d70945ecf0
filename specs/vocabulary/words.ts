/** Everything that a spec may say. It is loaded once for all specs, and handed to each by its index. */
export { check } from './declare';
export { section } from './section';
export { accepts, refuses } from './outcomes';
export { afterAll, again, following } from './sending';

export {
  login,
  rightSecret,
  sample,
  sampledPlacement,
  tenantMembers,
  tenantOf,
  unknownUser,
  wrongSecret,
} from './logins';
export {
  documentTypes,
  longValue,
  misspelled,
  plainAuth,
  unreadableBodies,
  withBody,
  withEscapes,
  withOtherPrefixes,
  withoutBody,
  withoutParameters,
} from './other-bodies';
export { secondRequest, withoutPasscode } from './second-request';
export { generated } from './generated';
export { doubledMembers } from './doubled-members';
export { brokenRequests } from './broken-requests';
export { refusalOf, requirementAt } from './errata-refusals';

export { accepted, status200 } from './expectations/accepted';
export { agreeing, sameStatus } from './expectations/agreeing';
export { named, otherThan } from './expectations/content';
export { endpointsDiffer } from './expectations/endpoints-differ';
export { namespacesKept } from './expectations/namespaces-kept';
export { textSurvives, validUtf8 } from './expectations/text';
export { challengedAgain, faultMessage, faultName, indistinct } from './expectations/faults';
export { acceptedOr, bodyWelcome, unchunked } from './expectations/http-messages';
export { keeps } from './expectations/member';
export { authenticatedBy, memberRules } from './expectations/member-rules';
export { answeredIn } from './expectations/media-type';
export { challenged, noToken, secondFactorDue, sessionOf } from './expectations/multi-factor';
export { including, more } from './expectations/rcn';
export { clientError, refusal, refused, unsupported } from './expectations/refused';
export { documentedStatus, eitherAnswer, faultInFormat } from './expectations/robust';
export { schemaValid } from './expectations/schema-valid';
export {
  noCatalogue,
  setupAgreeing,
  setupAnswer,
  setupSchema,
  setupToken,
  setupTokenKeeps,
} from './expectations/setup';
export {
  foreignTenant,
  honoursTenant,
  notIgnoringTenant,
  readsTenant,
  scopedTo,
} from './expectations/tenant';
