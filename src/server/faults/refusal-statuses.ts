import type { Behaviour } from '../behaviour';
import { type Breaks, type Effect, onlyBy, table } from '../deviations/effect';
import type { Facets } from '../deviations/facets';
import { crash, type Steps } from '../deviations/steps';
import type { RefusalReason } from '../login/refusal';
import { unlessPasscode, unlessSecond } from './acceptance';
import { saying } from './refusal-texts';

const passwords = ['auth.password-credentials', 'auth.password.username', 'auth.password.password'] as const;
const apiKeys = ['auth.api-key-credentials', 'auth.api-key.username', 'auth.api-key.api-key'] as const;
const parameters = ['auth.required', ...passwords, ...apiKeys] as const;
const missing = ['status.missing-parameters', 'auth.credentials-required', ...parameters] as const;
const invalid = [...parameters, 'auth.length'] as const;
const right = { secret: 'right' } as const;
const second = { type: 'PASSCODE', account: 'mfaUser' } as const;

/** The name of a refusal, what another status breaks, where, the reason, and which statuses are wrong or tolerated; 5xx is wrong for all. */
type Row = readonly [string, Breaks, Partial<Facets>, RefusalReason, wrong: number[], tolerated?: number[], erratum?: string];

const rows: readonly Row[] = [
  ['unreadable', 'status.unreadable', {}, 'bodyUnreadable', [200, 401, 403]],
  ['missing', missing, {}, 'parameterMissing', [200, 401, 403]],
  ['invalid', invalid, {}, 'parameterInvalid', [200], [401], 'E18'],
  ['unknown-user', 'status.wrong-credentials', { account: 'nobody', secret: 'wrong' }, 'userUnknown', [200, 400]],
  ['wrong-secret', 'status.wrong-credentials', { secret: 'wrong' }, 'secretWrong', [200, 400]],
  ['disabled-user', 'status.user-disabled', { account: 'disabledUser', ...right }, 'userDisabled', [200, 401]],
  ['both-tenants', 'tenant.exclusive', { tenant: 'both', ...right }, 'tenantsConflict', [200, 401]],
  ['both-types', 'auth.one-type', {}, 'credentialsConflict', [401, 403]],
  ['foreign-tenant', 'tenant.foreign', { owner: 'other', outcome: 'granted' }, 'tenantForeign', [200, 302], [404], 'E21'],
  ['setup-required', 'setup.required', { account: 'mfaSetupUser', scope: 'none', ...right }, 'setupRequired', [200, 401]],
  ['challenge', 'mfa.challenge', { account: 'mfaUser', type: 'PASSWORD', scope: 'none', ...right }, 'passcodeRequired', [200, 400, 403]],
  ['wrong-passcode', 'mfa.wrong-passcode', { ...second, secret: 'wrong' }, 'passcodeWrong', [200], [403], '-'],
  ['session', ['mfa.session-invented', 'mfa.session-used'], second, 'sessionUnknown', [200, 302], [400, 403], '-'],
  ['unknown-scope', 'setup.unknown-scope', { scope: 'other' }, 'scopeUnknown', [200]],
  ['no-boolean', 'query.rcn-boolean', { rcn: 'other' }, 'queryInvalid', [302]],
  ['method', 'op.other-methods', {}, 'methodNotAllowed', [302]],
  ['media-type', ['media.unsupported', 'media.required'], { request: 'other' }, 'mediaTypeUnsupported', [200, 302]],
];

/** Refusals for one reason have another status, and the name that goes with it. */
function refusedWith(status: number, meant: RefusalReason): Steps {
  return (standard) => {
    const { name = 'identityFault' } = Object.values(standard.faults).findLast((fault) => fault.status === status) ?? {};
    return saying((_, reason) => (reason === meant ? { status, name } : {}))(standard);
  };
}

const statuses: readonly Effect[] = rows.flatMap(([name, own, about, reason, wrong, tolerated = [], erratum]) => {
  // In one of the formats alone it is a difference between them as well.
  const breaks: Effect['breaks'] = ({ request, type }) => {
    const first = name === 'missing' && type === 'PASSCODE' ? ['mfa.passcode-required'] : [];
    return [...first, ...[own].flat(), 'status.no-server-error', ...(request ? ['parity.refusal'] : [])] as [string, ...string[]];
  };
  // Without a facet of its own a refusal is of requests that can hardly be read.
  const more = Object.keys(about).length === 0 ? onlyBy('request', 'type', 'answer') : {};
  return table(
    { breaks, about, ...more },
    [...wrong, ...tolerated, 500, 503].map((status) => [
      `${name}-answered-${status}`,
      `a refusal (${name}) is answered ${status}`,
      refusedWith(status, reason),
      tolerated.includes(status) ? { tolerated: erratum } : {},
    ]),
  );
});

/** Steps that throw what nobody expected (lines 66-68). */
const crashing = (breaks: Effect['breaks'], ...steps: (keyof Behaviour)[]) =>
  table(
    { breaks, about: {}, by: (step: keyof Behaviour) => () => ({ [step]: crash }), ...onlyBy('request', 'answer', 'type', 'account', 'wire') },
    steps.map((step) => [`crash-in-${step.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, `the step ${step} throws`, step]),
  );
const noServerError = ['status.no-server-error', 'setup.scope'] as const;
const crashes: readonly Effect[] = [
  ...crashing(unlessPasscode(...noServerError), 'findUser', 'jsonAuth', 'xmlAuth', 'credentialsOf', 'applyRcnRoles', 'startSession', 'passcodeIsDue'),
  ...crashing(unlessSecond(...noServerError), 'issueToken', 'accessToJson', 'accessToXml', 'sessionIdOf'),
];

/** Effects on the statuses that requests are refused with. */
export const refusalStatusEffects: readonly Effect[] = [...statuses, ...crashes];
