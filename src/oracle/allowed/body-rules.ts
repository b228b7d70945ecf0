import { isObject } from '../../protocol/access';
import { type AuthRequest, type Credentials, membersOf } from '../auth-request';
import {
  type Allowance,
  anyOf,
  anyRefusal,
  clientError,
  type Rule,
  statuses,
  successOrClientError,
} from './allowance';

/** A longer value, in characters, is no name or secret (erratum E20). */
const longest = 4096;

const missing = statuses(400);
/** Erratum E18. */
const wrongType = { expected: missing, tolerated: { ...clientError, by: 'E18' } };

/** Which responses are allowed for requests that lack a parameter or cannot be read (lines 42-45). */
export const bodyRules: readonly Rule[] = [
  /** A body that cannot be read has none of the required parameters (E16). */
  ({ body, wire }) =>
    body.kind === 'unreadable' && wire !== 'without-length' && wire !== 'length-too-small'
      ? {
          requirement: 'status.unreadable',
          expected: missing,
          ...(body.isBytes ? { tolerated: { ...statuses(401, 415), by: 'E16' } } : {}),
        }
      : undefined,

  ({ body }) =>
    body.kind === 'unclear'
      ? { requirement: unclearRequirements[body.because], expected: successOrClientError }
      : undefined,

  (request) => {
    const members = membersOf(request);
    if (!members || isObject(members.auth)) return undefined;
    if (members.auth === undefined || members.auth === null)
      return { requirement: 'auth.required', expected: missing };
    return { requirement: 'auth.required', ...wrongType };
  },

  (request) => {
    const members = membersOf(request);
    if (!members || !isObject(members.auth)) return undefined;
    return members.credentials.length === 0
      ? { requirement: 'auth.credentials-required', expected: missing }
      : undefined;
  },

  /** One of two types of credentials (lines 15-18); both together, if correct, may be read as one (E35). */
  (request) => {
    const { credentials = [] } = membersOf(request) ?? {};
    return credentials.length > 1
      ? {
          requirement: 'auth.one-type',
          expected: missing,
          tolerated: { ...statuses(200, 401), by: 'E35' },
        }
      : undefined;
  },

  (request) =>
    firstOf(request, ({ type, value }) => {
      if (isObject(value)) return undefined;
      return { requirement: credentialsRequirement[type], ...wrongType };
    }),

  (request) =>
    firstOf(request, ({ type, value, username }) => {
      if (!isObject(value) || type === 'passcode') return undefined;
      return valueRule(username, `${prefix[type]}.username`, missing);
    }),

  /** The password (E3), the API key (E2) and the passcode are what the credentials are for. */
  (request) =>
    firstOf(request, ({ type, value, secret }) => {
      if (!isObject(value)) return undefined;
      if (type === 'passcode') return valueRule(secret, 'mfa.passcode-required', missing);
      const rule = valueRule(
        secret,
        type === 'password' ? 'auth.password.password' : 'auth.api-key.api-key',
        missing,
      );
      const isMissing = secret === undefined || secret === null;
      return rule && type === 'apiKey' && isMissing
        ? { ...rule, tolerated: { ...statuses(401), by: 'E2' } }
        : rule;
    }),

  (request) => {
    const { tenants = [] } = membersOf(request) ?? {};
    const { value } = tenants.find(({ value: given }) => typeof given !== 'string' || given === '') ?? {};
    return value === undefined
      ? undefined
      : { requirement: 'status.no-server-error', expected: successOrClientError };
  },
  (request) =>
    membersOf(request)?.tenants.some(({ value }) => isOverLong(value))
      ? { requirement: 'auth.length', expected: clientError }
      : undefined,

  /** SETUP-MFA is the value to specify (line 106). */
  (request) => {
    const scope = membersOf(request)?.scope;
    return scope === undefined || scope === null || scope === 'SETUP-MFA'
      ? undefined
      : { requirement: 'setup.unknown-scope', expected: clientError };
  },

  /** A value that is not a Boolean is ignored or refused. */
  ({ applyRcnRoles }) =>
    applyRcnRoles === 'no Boolean'
      ? { requirement: 'query.rcn-boolean', expected: successOrClientError }
      : undefined,
];

const unclearRequirements = {
  encoding: 'status.encoding',
  'media type': 'media.required',
  'document type': 'auth.document-type',
  namespaces: 'sample.prefix',
  duplicates: 'auth.duplicate-members',
  'unknown members': 'generated.status',
} as const;

const prefix = { password: 'auth.password', apiKey: 'auth.api-key' } as const;
const credentialsRequirement = {
  password: 'auth.password-credentials',
  apiKey: 'auth.api-key-credentials',
  passcode: 'mfa.passcode-required',
} as const;

/** A required value that is null, missing, empty, of another type or over-long (errata E18, E20). */
function valueRule(
  value: unknown,
  requirement: string,
  whenMissing: Allowance['expected'],
): Allowance | undefined {
  if (value === undefined || value === null) return { requirement, expected: whenMissing };
  if (value === '') return { requirement, expected: statuses(400, 401) };
  if (typeof value !== 'string') return { requirement, ...wrongType };
  return isOverLong(value) ? { requirement: 'auth.length', expected: clientError } : undefined;
}

export function isOverLong(value: unknown): boolean {
  return typeof value === 'string' && value.length > longest;
}

function firstOf(
  request: AuthRequest,
  rule: (credentials: Credentials) => Allowance | undefined,
): Allowance | undefined {
  for (const credentials of membersOf(request)?.credentials ?? []) {
    const found = rule(credentials);
    if (found) return found;
  }
  return undefined;
}

/** Which responses are allowed for requests that HTTP or their media types set apart from the operation. */
export const messageRules: readonly Rule[] = [
  /** The operation is a POST on its path (line 8); any refusal of another method or path passes (E34). */
  ({ method }) => (method === 'POST' ? undefined : { requirement: 'op.other-methods', expected: anyRefusal }),

  /** The document does not mention a path with another suffix. */
  ({ isTokens }) =>
    isTokens ? undefined : { requirement: 'media.suffix', expected: anyOf(statuses(200), anyRefusal) },

  /** A body needs a Content-Type; a server refuses one without, or reads it. */
  ({ contentType, wire }) =>
    contentType === 'missing' && wire === undefined
      ? { requirement: 'media.required', expected: successOrClientError }
      : undefined,

  /** RFC 9110, 15.5.16; the document says nothing about it. */
  ({ contentType }) =>
    contentType === 'other'
      ? {
          requirement: 'media.unsupported',
          expected: statuses(415),
          tolerated: { ...clientError, by: 'the document does not require it' },
        }
      : undefined,

  /** Without a length there is no body (RFC 9112, 6.3). */
  ({ wire }) =>
    wire === 'without-length'
      ? { requirement: 'http.length-missing', expected: statuses(400, 411) }
      : undefined,
  ({ wire }) =>
    wire === 'length-too-small' ? { requirement: 'http.length-too-small', expected: clientError } : undefined,
];
