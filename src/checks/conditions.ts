import { asksForSetup, credentialsOf, tenantAskedBy, type AuthRequest } from '../oracle/auth-request';
import type { CredentialsType } from '../protocol/auth';
import { nearKinds, type NearKind } from './sendings/nearly-right-secrets';
import type { Sending } from './sendings/sending';

/** A condition under which a request can be made, which must not change how it is refused (erratum E31). */
export interface Condition {
  readonly name: string;
  readonly holds: (request: AuthRequest, sending: Sending) => boolean;
}

export const conditions = {
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
    name: `${type === 'password' ? 'password' : 'API key'} ${nearKinds[kind]}`,
    holds: (_, { request }) =>
      request.wrongSecretFor !== undefined && request.body.includes(`.${type}.${kind}}`),
  };
}
