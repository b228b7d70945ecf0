import type { Behaviour } from '../behaviour';
import type { Fault, RefusalReason } from '../login/refusal';
import type { JsonObject } from '../messages/json';
import type { Answer, TokensRequest } from '../messages/message';
import { parseXml } from '../messages/read-xml';
import { serialiseXml } from '../messages/write-xml';
import type { Facets } from './conditions';
import { unlessPasscode, unlessSecond } from './credentials';
import { all, type Breaks, crash, type Effect, given, giving, onlyBy, sending, type Steps, table } from './effect';

const refused = { outcome: 'refused' } as const;
const inJson = { ...refused, answer: 'json' } as const;
const inXml = { ...refused, answer: 'xml' } as const;
const generated = 'generated.fault';
const ofMessage = { breaks: ['fault.message', 'fault.schema', generated] } as const;
const simple = onlyBy('request', 'type', 'account', 'secret', 'tenant');

/** What refusals say is changed, by the reason. */
function saying(change: (fault: Fault, reason: RefusalReason) => Partial<Fault>): Steps {
  return ({ faults }) => {
    const reasons = Object.keys(faults) as RefusalReason[];
    const changed = reasons.map((reason) => [reason, { ...faults[reason], ...change(faults[reason], reason) }]);
    return { faults: Object.fromEntries(changed) as typeof faults };
  };
}

const body = (change: (inner: JsonObject, name: string) => JsonObject) =>
  giving('faultToJson')((whole, { name }) => change(whole[name] as JsonObject, name));
const inner = (change: (inner: JsonObject) => JsonObject) => body((it, name) => ({ [name]: change(it) }));
/** Changes the text of XML refusals, and not that of XML answers. */
const text = (change: (text: string) => string) => giving('faultToXml')((document) => parseXml(change(serialiseXml(document))));
const refusedAnswer = (change: (answer: Answer) => Answer) =>
  sending((answer) => (answer.status >= 400 && answer.status !== 405 ? change(answer) : answer));
const page = { headers: { 'Content-Type': 'text/html' }, body: '<!DOCTYPE html><html><body>No.</body></html>' };
const dump = ({ body: bytes }: TokensRequest) => ({ 'X-Debug': String(Buffer.from(bytes)).replace(/[^\x20-\x7e]/g, ' ') });
const unknownUser = { breaks: 'fault.indistinct', about: { account: 'nobody' } } as const;
const toldApart = (_: Fault, reason: RefusalReason) => (reason === 'userUnknown' ? { message: 'There is no such user.' } : {});
const repeating = (it: Fault, { body: bytes }: TokensRequest) => ({ ...it, message: String(Buffer.from(bytes)) });

/** What refusals look like (the companions of lines 34-68). */
export const refusalTextEffects: readonly Effect[] = [
  ...table({ breaks: ['fault.schema', generated], about: inJson, ...simple, by: body }, [
    ['fault-of-openstack', 'a refusal in JSON is an OpenStack error', (it) => ({ error: { ...it, title: 'Refused' } })],
  ]),
  ...table({ breaks: ['fault.schema', generated], about: inXml, ...simple, by: text }, [
    ['fault-nowhere', 'a refusal in XML is in no namespace', (it) => it.replace(/ xmlns="[^"]*"/, '')],
  ]),
  ...table({ breaks: ['fault.code', 'fault.schema', generated], about: inJson, by: inner, ...simple }, [
    ['fault-code-lost', 'a refusal in JSON has no code', ({ code: _, ...it }) => it],
    ['fault-message-lost', 'a refusal in JSON has no message', ({ message: _, ...it }) => it, ofMessage],
    ['fault-code-of-another', 'the code of a refusal is another status', (it) => ({ ...it, code: 418 })],
  ]),
  ...table({ breaks: ['fault.name', 'fault.schema'], about: refused, by: saying, ...simple }, [
    ['fault-message-empty', 'the message of a refusal is empty', () => ({ message: '' }), { breaks: 'fault.message' }],
    ['fault-name-general', 'every refusal is named identityFault', () => ({ name: 'identityFault' })],
    ['fault-name-in-capitals', 'the name of a refusal has a capital', ({ name }) => ({ name: name[0]?.toUpperCase() + name.slice(1) })],
  ]),
  ...table({ breaks: ['fault.format', 'fault.schema'], about: refused, ...simple }, [
    ['refused-in-the-other-format', 'a refusal is in the other format', giving('faultFormat')((it) => (it === 'xml' ? 'json' : 'xml'))],
    ['refused-by-a-page', 'a refusal is a page', refusedAnswer(({ status }) => ({ status, ...page })), { breaks: 'fault.no-page', only: undefined }],
    ['refused-without-a-body', 'a refusal has no body', refusedAnswer((it) => ({ ...it, body: '' }))],
  ]),
  ...table({ breaks: 'fault.challenge', about: { secret: 'wrong' }, ...onlyBy('request') }, [
    ['refused-without-challenge', 'a 401 has no WWW-Authenticate', () => ({ faultHeaders: () => ({}) })],
    ['unknown-user-told', 'a refusal says that there is no such user', saying(toldApart), unknownUser],
  ]),
  ...table({ breaks: 'fault.no-secret', about: refused, ...simple }, [
    ['refusal-with-dump', 'a refusal repeats its request in a header', giving('faultHeaders')((it, _, __, sent) => ({ ...it, ...dump(sent) }))],
    ['refusal-with-body', 'the message of a refusal repeats the body', all(given('faultToJson')(repeating), given('faultToXml')(repeating))],
  ]),
];

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
  // A tenant is not needed with the scope (erratum E30): a success must then bring a token.
  ['foreign-tenant', ['tenant.foreign', 'setup.scope'], { owner: 'other', outcome: 'granted' }, 'tenantForeign', [200, 302], [404], 'E21'],
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
