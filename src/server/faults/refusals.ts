import { type Breaks, type Effect, onlyBy, type Row as OfRow, table, tableBy } from '../deviations/effect';
import type { Facets } from '../deviations/facets';
import { crash, refusingAsNotFound, sending, type Steps } from '../deviations/steps';
import type { Fault, RefusalReason } from '../login/refusal';
import type { JsonObject } from '../messages/json';
import { type Answer, headerOf } from '../messages/message';

type OfSteps = OfRow<Steps>;

const names: Readonly<Record<number, string>> = {
  400: 'badRequest',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'itemNotFound',
  405: 'badMethod',
  413: 'overLimit',
  415: 'badMediaType',
};

/** Reasons are refused with another status, and with the name that goes with it. */
function refusedWith(status: number, reasons: readonly RefusalReason[]): Steps {
  return (standard) => {
    const change = (reason: RefusalReason): [RefusalReason, Fault] => {
      const name = names[status] ?? 'identityFault';
      return [reason, { ...standard.faults[reason], status, name }];
    };
    return { faults: { ...standard.faults, ...Object.fromEntries(reasons.map(change)) } };
  };
}

const missing: Breaks = [
  'status.missing-parameters',
  'auth.required',
  'auth.credentials-required',
  'auth.password-credentials',
  'auth.api-key-credentials',
  'auth.password.username',
  'auth.password.password',
  'auth.api-key.username',
  'auth.api-key.api-key',
];
const invalid: Breaks = [
  'auth.required',
  'auth.password-credentials',
  'auth.password.username',
  'auth.password.password',
  'auth.api-key-credentials',
  'auth.api-key.username',
  'auth.api-key.api-key',
  'auth.length',
];
const right = { secret: 'right' } as const;

/** Why requests are refused, what that breaks where it has another status, and where; 5xx is one, whatever the reason. */
type Row = readonly [
  name: string,
  Breaks,
  Partial<Facets>,
  readonly RefusalReason[],
  wrong: readonly number[],
  tolerated?: readonly number[],
  erratum?: string,
];

const rows: readonly Row[] = [
  ['unreadable', 'status.unreadable', {}, ['bodyUnreadable'], [200, 401, 403, 404, 415, 422]],
  ['missing', missing, {}, ['parameterMissing'], [200, 401, 403, 404, 422]],
  ['invalid', invalid, {}, ['parameterInvalid'], [200, 302], [401, 404, 422], 'E18'],
  ['unknown-user', 'status.wrong-credentials', { account: 'nobody', secret: 'wrong' }, ['userUnknown'], [200, 400, 403, 404]],
  ['wrong-secret', 'status.wrong-credentials', { secret: 'wrong' }, ['secretWrong'], [200, 400, 403, 404]],
  ['disabled-user', 'status.user-disabled', { account: 'disabledUser', ...right }, ['userDisabled'], [200, 400, 401, 404, 423]],
  ['both-tenants', 'tenant.exclusive', { tenant: 'both', ...right }, ['tenantsConflict'], [200, 401, 403, 404]],
  ['both-types', 'auth.one-type', {}, ['credentialsConflict'], [401, 403, 404]],
  ['foreign-tenant', 'tenant.foreign', { owner: 'other', outcome: 'granted' }, ['tenantForeign'], [200, 302], [400, 403, 404], 'E21'],
  ['setup-required', 'setup.required', { account: 'mfaSetupUser', scope: 'none', ...right }, ['setupRequired'], [200, 400, 401, 404]],
  ['challenge', 'mfa.challenge', { account: 'mfaUser', type: 'PASSWORD', scope: 'none', ...right }, ['passcodeRequired'], [200, 400, 403, 404]],
  ['wrong-passcode', 'mfa.wrong-passcode', { type: 'PASSCODE', account: 'mfaUser', secret: 'wrong' }, ['passcodeWrong'], [200], [400, 403, 404], '-'],
  [
    'session',
    ['mfa.session-invented', 'mfa.session-used'],
    { type: 'PASSCODE', account: 'mfaUser' },
    ['sessionUnknown'],
    [200, 302],
    [400, 403, 404],
    '-',
  ],
  ['unknown-scope', 'setup.unknown-scope', { scope: 'other' }, ['scopeUnknown'], [200, 302]],
  ['no-boolean', 'query.rcn-boolean', { rcn: 'other' }, ['queryInvalid'], [302]],
  ['method', 'op.other-methods', {}, ['methodNotAllowed'], [200, 302]],
  ['media-type', ['media.unsupported', 'media.required'], { request: 'other' }, ['mediaTypeUnsupported'], [200, 302]],
  ['too-long', 'auth.length', {}, ['bodyTooLarge', 'parameterInvalid'], [200]],
];

const statuses: readonly Effect[] = rows.flatMap(([name, own, about, reasons, wrong, tolerated = [], erratum]) => {
  const [main, ...others] = [own].flat() as [string, ...string[]];
  // In one of the formats alone it is a difference between them as well.
  const breaks: Effect['breaks'] = ({ request, type }) => {
    const first = name === 'missing' && type === 'PASSCODE' ? 'mfa.passcode-required' : main;
    return [first, ...others, 'status.no-server-error', ...(request ? ['parity.refusal'] : [])];
  };
  const answered = (status: number): OfSteps => [
    `${name}-answered-${status}`,
    `a refusal (${name}) is answered ${status}`,
    refusedWith(status, reasons),
  ];
  // Without a facet of its own a refusal is of requests that can hardly be read.
  const more = Object.keys(about).length === 0 ? onlyBy('request', 'type', 'answer') : {};
  return [
    ...table({ breaks, about, ...more }, [...wrong, 500, 503].map(answered)),
    ...table({ breaks, about, tolerated: erratum, ...more }, tolerated.map(answered)),
  ];
});

const refused = { outcome: 'refused' } as const;
const inJson = { ...refused, answer: 'json' } as const;
const inXml = { ...refused, answer: 'xml' } as const;
const generated = 'generated.fault';
const simple = onlyBy('request', 'type', 'account', 'secret', 'tenant');

const body =
  (change: (inner: JsonObject, fault: Fault) => JsonObject): Steps =>
  (standard) => ({ faultToJson: (fault, request) => change(standard.faultToJson(fault, request)[fault.name] as JsonObject, fault) });
const inner = (change: (inner: JsonObject) => JsonObject) => body((it, { name }) => ({ [name]: change(it) }));
const text =
  (change: (text: string) => string): Steps =>
  (standard) => ({
    faultToXml: (fault, request) => {
      const document = standard.faultToXml(fault, request);
      return standard.parseXml(change(String(standard.serialiseXml(document))));
    },
  });
const fault =
  (change: (fault: Fault) => Partial<Fault>): Steps =>
  (standard) => {
    const changed = Object.entries(standard.faults).map(([reason, one]) => [reason, { ...one, ...change(one) }]);
    return { faults: Object.fromEntries(changed) as typeof standard.faults };
  };
const page = { 'Content-Type': 'text/html' };
const refusedAnswer = (change: (answer: Answer) => Answer) =>
  sending((answer) => (answer.status >= 400 && answer.status !== 405 ? change(answer) : answer));

/** What refusals look like (the companions of lines 34-68). */
const bodies: readonly Effect[] = [
  ...table({ breaks: ['fault.schema', generated], about: inJson, ...simple }, [
    ['fault-of-openstack', 'a refusal in JSON is an OpenStack error', body((it) => ({ error: { ...it, title: 'Refused' } }))],
    ['fault-flat', 'a refusal in JSON has no member around it', body((it) => it)],
    ['fault-in-list', 'a refusal in JSON is in a list', body((it, { name }) => ({ [name]: [it] }))],
  ]),
  ...table({ breaks: ['fault.schema', generated], about: inXml, ...simple }, [
    ['fault-nowhere', 'a refusal in XML is in no namespace', text((it) => it.replace(/ xmlns="[^"]*"/, ''))],
    [
      'fault-in-envelope',
      'a refusal in XML is in an element error',
      text((it) =>
        it
          .replace(/<\?.*\?>/, '')
          .replace(/^\s*/, '<error>')
          .concat('</error>'),
      ),
    ],
    ['fault-code-lost-in-xml', 'a refusal in XML has no code', text((it) => it.replace(/ code="\d+"/, ''))],
    ['fault-message-lost-in-xml', 'a refusal in XML has no message', text((it) => it.replace(/<message>.*<\/message>/, ''))],
  ]),
  ...tableBy({ breaks: ['fault.code', 'fault.schema', generated], about: inJson, by: inner, ...simple }, [
    ['fault-code-lost', 'a refusal in JSON has no code', ({ code: _, ...it }) => it],
    ['fault-code-text', 'the code of a refusal is a text', (it) => ({ ...it, code: String(Number(it['code'])) })],
    ['fault-code-of-another', 'the code of a refusal is another status', (it) => ({ ...it, code: 418 })],
  ]),
  ...tableBy({ breaks: ['fault.message', 'fault.schema', generated], about: inJson, by: inner, ...simple }, [
    ['fault-message-lost', 'a refusal in JSON has no message', ({ message: _, ...it }) => it],
    ['fault-message-null', 'the message of a refusal is null', (it) => ({ ...it, message: null })],
    ['fault-message-in-object', 'the message of a refusal is an object', (it) => ({ ...it, message: { en: 'No.' } })],
  ]),
  ...tableBy({ breaks: 'fault.message', about: refused, by: fault, ...simple }, [
    ['fault-message-empty', 'the message of a refusal is empty', () => ({ message: '' })],
    ['fault-message-blank', 'the message of a refusal is a blank', () => ({ message: ' ' })],
  ]),
  ...tableBy({ breaks: ['fault.name', 'fault.schema'], about: refused, by: fault, ...simple }, [
    ['fault-name-general', 'every refusal is named identityFault', () => ({ name: 'identityFault' })],
    ['fault-name-in-capitals', 'the name of a refusal has a capital', ({ name }) => ({ name: name[0]?.toUpperCase() + name.slice(1) })],
  ]),
  ...table({ breaks: 'fault.no-page', about: refused }, [
    [
      'refused-by-a-page',
      'a refusal is a page',
      refusedAnswer((it) => ({ ...it, headers: page, body: '<!DOCTYPE html><html><body>No.</body></html>' })),
    ],
    [
      'refused-by-a-bare-page',
      'a refusal is a page without a document type',
      refusedAnswer((it) => ({ ...it, headers: page, body: '<html><head><title>No</title></head></html>' })),
    ],
  ]),
  ...table({ breaks: ['fault.format', 'fault.schema'], about: refused, ...simple }, [
    [
      'refused-in-the-other-format',
      'a refusal is in the other format',
      (standard) => ({ faultFormat: (request) => (standard.answerFormat(request) === 'xml' ? 'json' : 'xml') }),
    ],
    [
      'refused-in-plain-text',
      'a refusal says it is text',
      refusedAnswer((it) => ({ ...it, headers: { ...it.headers, 'Content-Type': 'text/plain' } })),
    ],
    ['refused-without-a-body', 'a refusal has no body', refusedAnswer((it) => ({ ...it, body: '' }))],
  ]),
  ...table({ breaks: 'fault.challenge', about: { ...refused, secret: 'wrong' }, ...onlyBy('request') }, [
    ['refused-without-challenge', 'a 401 has no WWW-Authenticate', () => ({ faultHeaders: () => ({}) })],
  ]),
  ...table({ breaks: 'fault.indistinct', about: { account: 'nobody', secret: 'wrong' }, ...onlyBy('request') }, [
    [
      'unknown-user-told',
      'a refusal says that there is no such user',
      (standard) => ({ faults: { ...standard.faults, userUnknown: { ...standard.faults.userUnknown, message: 'There is no such user.' } } }),
    ],
  ]),
  ...table({ breaks: 'fault.no-secret', about: refused, ...simple }, [
    [
      'refusal-with-dump',
      'a refusal repeats its request in a header',
      (standard) => ({
        faultHeaders: (refusal, it, request) => ({
          ...standard.faultHeaders(refusal, it, request),
          'X-Debug': Buffer.from(request.body)
            .toString('latin1')
            .replace(/[^\x20-\x7e]/g, ' '),
        }),
      }),
    ],
    [
      'refusal-with-body',
      'the message of a refusal repeats the body',
      (standard) => ({
        faultToJson: (it, request) => standard.faultToJson({ ...it, message: Buffer.from(request.body).toString() }, request),
        faultToXml: (it, request) => standard.faultToXml({ ...it, message: Buffer.from(request.body).toString() }, request),
      }),
    ],
  ]),
];

/** Steps of a login that is granted. */
const ofTokens: readonly string[] = [
  ...['tenantFor', 'issueToken', 'rolesOf', 'serviceCatalogOf', 'buildAccess', 'accessToJson', 'accessToXml'],
  'sessionIdOf',
];

/** Steps that throw what nobody expected (lines 66-68). */
const crashes: readonly Effect[] = (
  [
    'findUser',
    'tenantFor',
    'issueToken',
    'rolesOf',
    'serviceCatalogOf',
    'buildAccess',
    'accessToJson',
    'accessToXml',
    'jsonAuth',
    'xmlAuth',
    'credentialsOf',
    'askedScope',
    'applyRcnRoles',
    'sessionIdOf',
    'startSession',
    'passcodeIsDue',
  ] as const
).flatMap((step) =>
  table(
    {
      breaks: ({ type, account }) => {
        const isOfToken = ofTokens.includes(step) && account === 'mfaUser';
        if (type === 'PASSCODE' || isOfToken) return 'mfa.second-request';
        return ['status.no-server-error', ...(account === 'mfaSetupUser' ? ['setup.scope'] : [])];
      },
      about: {},
      ...onlyBy('request', 'answer', 'type', 'account', 'wire'),
    },
    [[`crash-in-${step.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, `the step ${step} throws`, () => ({ [step]: crash })]],
  ),
);

/** Effects on how requests are refused. */
export const refusalEffects: readonly Effect[] = [
  ...statuses,
  ...bodies,
  ...crashes,
  ...table({ breaks: 'media.default', about: { accept: 'missing', outcome: 'granted' }, ...onlyBy('request') }, [
    ['accept-demanded', 'a request without Accept is refused', refusingAsNotFound((request) => headerOf(request, 'accept') === '')],
  ]),
];
