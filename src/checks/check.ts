import type { Level, Profile, Requirement } from '../contract/catalogue';
import type { Exchange } from '../http/exchange/exchange';
import { asksForSetup, type AuthRequest, credentialsOf, tenantAskedBy } from '../oracle/auth-request';
import { type CredentialsType, secretNames } from '../protocol/auth';
import type { Format } from '../protocol/format';
import { type NearKind, nearKinds } from './sendings/nearly-right-secrets';
import type { Sending } from './sendings/sending';

/** A condition under which a request can be made, which must not change how it is refused (erratum E31). */
export interface Condition {
  readonly name: string;
  readonly holds: (request: AuthRequest, sending: Sending) => boolean;
}

const conditions = {
  'by API key': (request) => credentialsOf(request)?.type === 'apiKey',
  'in XML': ({ contentType }) => contentType === 'xml',
  'answered in the other format': ({ contentType, responseFormat }) => contentType !== responseFormat,
  'with a tenantId': (request) => tenantAskedBy(request)?.member === 'tenantId',
  'with a tenantName': (request) => tenantAskedBy(request)?.member === 'tenantName',
  'with a scope': asksForSetup,
  'with apply_rcn_roles': ({ applyRcnRoles }) => applyRcnRoles !== 'missing',
  'with a suffix': ({ suffix }) => suffix !== undefined,
  'over another way': ({ wire }) => wire !== undefined,
} as const satisfies Readonly<Record<string, Condition['holds']>>;

export function under(name: keyof typeof conditions): Condition {
  return { name, holds: conditions[name] };
}

/** A secret of a type that is wrong in a given way. */
export function wrongIn(kind: Exclude<NearKind, 'empty'>, type: CredentialsType): Condition {
  return {
    name: `${secretNames[type]} ${nearKinds[kind]}`,
    holds: (_, { request }) =>
      request.wrongSecretFor !== undefined && request.body.includes(`.${type}.${kind}}`),
  };
}

/** The responses that a check judges. */
export interface Responses {
  readonly answer: Exchange;
  /** The responses to `compare`, in its order. */
  readonly others: readonly Exchange[];
  /** The plain value for a reference such as `${accounts.user.tenantId}`; never a secret. */
  readonly valueOf: (reference: string) => string;
  /** For a sweep: names the request of a response, `the request of <id of a check>`. */
  readonly labelOf?: (answer: Exchange) => string;
}

/** What must be true of the responses; deviation.ts has its other outcomes. */
export interface Expectation {
  /** What passes, in a few words: `400 with a fault`. */
  readonly expects: string;
  /** @returns a note for a pass that is worth one */
  readonly judge: (answers: Responses) => string | void;
}

/** One case of one requirement. */
export interface Check {
  /** `<requirement>/<case>`. */
  readonly id: string;
  readonly requirement: Requirement;
  /** The headline of the requirement and the case. */
  readonly title: string;
  /** All profiles that must be in scope: the requirement's, and those that the requests belong to. */
  readonly profiles: readonly Profile[];
  /** `specs/tenant.spec.ts` */
  readonly spec: string;
  readonly send: Sending;
  /** Whether `send` is meant to be valid by the request schema; a twin always is. */
  readonly valid?: boolean;
  /** A request that differs in the one defect only, and must have been accepted for a refusal to prove anything. */
  readonly twin?: Sending;
  /** Requests whose responses are compared with the first one. */
  readonly compare: readonly Sending[];
  /** For a check over every exchange: the checks whose responses it judges, as far as they are in scope. */
  readonly covers?: readonly Check[];
  /** The kind of exchanges that it is about; all by default. */
  readonly condition?: Condition;
  /** Why the run has no exchanges of that kind, given its configuration. */
  readonly absent?: Obstacle;
  /** Its requests are generated in the run, instead of `send`. */
  readonly generate?: Format;
  readonly expectation: Expectation;
}

/** Every sending of a check with its role, the one judged first. */
export function sendingsOf(check: Check): { readonly role: string; readonly sending: Sending }[] {
  const before: { role: string; sending: Sending }[] = [];
  for (let sending = check.send.after; sending; sending = sending.after)
    before.push({ role: 'before it', sending });
  return [
    { role: 'judged', sending: check.send },
    ...(check.twin ? [{ role: 'the accepted twin', sending: check.twin }] : []),
    ...check.compare.map((sending) => ({ role: 'compared with', sending })),
    ...before,
  ];
}

/** What identifies a check in results and descriptions. */
export function identityOf({ id, requirement, title, profiles, spec }: Check): CheckIdentity {
  return { id, requirement: requirement.id, title, level: requirement.level, profiles, spec };
}

type CheckIdentity = Pick<CheckResult, 'id' | 'requirement' | 'title' | 'level' | 'profiles' | 'spec'>;

/** What a check found. `expected-failure` is the business of a baseline, and decided after the run. */
export type CheckStatus = 'passed' | 'failed' | 'warned' | 'not-verified' | 'not-applicable';

/** The result of one check in one run. Plain JSON, every secret masked. */
export interface CheckResult {
  /** `<requirement>/<case>`, stable across releases. */
  readonly id: string;
  readonly requirement: string;
  readonly title: string;
  readonly level: Level;
  /** All profiles that the check belongs to: that of its requirement first, then those its request needs. */
  readonly profiles: readonly Profile[];
  /** The spec file, relative to the project: `specs/tenant.spec.ts`. */
  readonly spec: string;
  /** A failed MUST is `failed`; a failed SHOULD or MAY is `warned`, and so is a tolerated deviation. */
  readonly status: CheckStatus;
  /** One sentence: what is wrong, why it could not be verified, or what was noted. Absent on a plain pass. */
  readonly message?: string;
  readonly expected?: string;
  readonly received?: string;
  /** The first path at which the response differs: `access.user.roles[2].name`. */
  readonly path?: string;
  /** The constraint that was broken: `schemas/json/access.json#/$defs/token/properties/id`. */
  readonly schemaLocation?: string;
  readonly durationMs: number;
  /** Ids of the exchanges it rests on, the one judged first. */
  readonly exchanges: readonly string[];
}

/** Why a check cannot run with a configuration. */
export type Obstacle = Required<Pick<CheckResult, 'status' | 'message'>>;

/** One check before it runs: what `list` and `explain` show. Values of the configuration are `${...}` references. */
export interface CheckDescription {
  readonly id: string;
  readonly requirement: string;
  readonly title: string;
  readonly level: Level;
  readonly profiles: readonly Profile[];
  readonly spec: string;
  /** What passes, in a few words: `401`, `an access object`. */
  readonly expects: string;
  /** The requests it rests on, the one judged first. */
  readonly requests: readonly RequestDescription[];
}

export interface RequestDescription {
  /** Why it is sent: `judged`, `the accepted twin`, `compared with`, `before it`. */
  readonly role: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** A line for bash that sends it, with a variable for each value. */
  readonly curl: string;
  /** How it goes over the wire, if not in the usual way. */
  readonly wire?: string;
}
