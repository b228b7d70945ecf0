import type { Condition } from '../deviations/conditions';
import { anywhere, crash, type Effect, everywhere, onlyBy, sending, type Steps, table, tableBy } from '../deviations/effect';
import { Refusal } from '../login/refusal';
import { type Format, headerOf, type TokensRequest } from '../messages/message';
import { acceptance, everyWay } from './acceptance';

const granted = { outcome: 'granted' } as const;
const login = onlyBy('request', 'type', 'account');
/** A setup token without an access object around it is a warning (erratum E9). */
const bare = { ...login, tolerated: ({ facets }: Condition) => (facets.account === 'mfaSetupUser' ? 'E9' : undefined) };
const xmlAnswer = { ...granted, answer: 'xml' } as const;
const jsonAnswer = { ...granted, answer: 'json' } as const;

const typed = (change: (type: string) => string | undefined) =>
  sending((answer) => {
    if (answer.status !== 200) return answer;
    return { ...answer, headers: { ...answer.headers, 'Content-Type': change(String(answer.headers['Content-Type'])) } };
  });
const inFormat =
  (formatOf: (request: TokensRequest, standard: Format) => Format): Steps =>
  (standard) => ({ answerFormat: (request) => formatOf(request, standard.answerFormat(request)) });
const written = (change: (text: string) => string | Buffer) =>
  sending((answer) => (answer.status === 200 ? { ...answer, body: change(Buffer.from(answer.body).toString()) } : answer));
const refusing =
  (when: (request: TokensRequest) => boolean): Steps =>
  (standard) => ({
    admit: (request) => {
      if (when(request)) throw new Refusal('pathUnknown');
      standard.admit(request);
    },
  });
const type = (request: TokensRequest) => headerOf(request, 'content-type');
const accept = (request: TokensRequest) => headerOf(request, 'accept');

/** Media types of request and response (lines 10-28). */
const media: readonly Effect[] = [
  ...tableBy({ breaks: 'media.content-type', about: granted, by: typed, ...login }, [
    ['typed-as-text', 'a login is said to be text', (it) => it.replace('application', 'text')],
    [
      'typed-as-the-other',
      'a login is said to be in the other format',
      (it) => (it.endsWith('xml') ? it.replace('xml', 'json') : it.replace('json', 'xml')),
    ],
    ['typed-as-vendor', 'a login has a vendor type', (it) => it.replace('/', '/vnd.identity+')],
    ['typed-as-bytes', 'a login is said to be bytes', () => 'application/octet-stream'],
  ]),
  ...tableBy(
    {
      breaks: ['media.accept', 'media.default', 'media.suffix', 'media.content-type'],
      about: granted,
      by: inFormat,
      ...onlyBy('request', 'type', 'account', 'suffix', 'accept'),
    },
    [
      ['accept-ignored', 'a login is answered in the format of the request', (request) => (type(request).includes('xml') ? 'xml' : 'json')],
      ['answered-in-the-other', 'a login is answered in the other format', (_, it) => (it === 'xml' ? 'json' : 'xml')],
      ['answered-in-json', 'a login is answered in JSON', () => 'json'],
      ['answered-in-xml', 'a login is answered in XML', () => 'xml'],
    ],
  ),
  ...tableBy({ breaks: 'media.default', about: { ...granted, request: 'json' }, by: inFormat, ...everywhere }, [
    ['any-type-as-xml', 'a client that accepts any type gets XML', (request, it) => (accept(request) === '*/*' ? 'xml' : it)],
  ]),
  ...tableBy({ breaks: 'media.quality', about: granted, by: inFormat, ...everywhere }, [
    [
      'quality-ignored',
      'the first format of Accept is answered',
      (request, it) => (/^application\/(json|xml)/.exec(accept(request))?.[1] as Format | undefined) ?? it,
    ],
    [
      'quality-upside-down',
      'the format with the lower quality is answered',
      (request, it) => (/q=/.test(accept(request)) ? (it === 'xml' ? 'json' : 'xml') : it),
    ],
    ['accept-list-unread', 'an Accept with several types counts for nothing', (request, it) => (accept(request).includes(',') ? 'json' : it)],
  ]),
  ...tableBy({ breaks: ['media.suffix', 'media.content-type'], about: granted, by: inFormat, ...onlyBy('request', 'type') }, [
    [
      'suffix-ignored',
      'the suffix does not choose the format',
      ({ path, incoming }, it) => (path.endsWith('s') ? it : incoming.headers.accept?.includes('xml') ? 'xml' : 'json'),
    ],
  ]),
  ...tableBy({ breaks: 'media.suffix', about: granted, by: refusing, ...onlyBy('request', 'type') }, [
    ['suffix-unknown', 'a path with a suffix is not found', ({ path }) => /\.(json|xml)$/.test(path), { tolerated: 'E34' }],
  ]),
  ...tableBy({ breaks: 'media.charset', about: granted, by: refusing, ...onlyBy('request') }, [
    ['charset-refused', 'a Content-Type with a charset is refused', (request) => /charset/i.test(type(request))],
    ['charset-in-quotes-refused', 'a charset in quotes is refused', (request) => /charset="/i.test(type(request))],
  ]),
  ...table({ breaks: ['media.unsupported', 'media.required'], about: { request: 'other' }, ...everywhere }, [
    [
      'any-type-as-json',
      'a body of an unknown type is read as JSON',
      (standard) => ({ requestFormat: (request) => (/application\/(json|xml)/.test(type(request)) ? standard.requestFormat(request) : 'json') }),
    ],
    [
      'unknown-type-crashes',
      'a body of an unknown type is answered 500',
      (standard) => ({ requestFormat: (request) => (/application\/(json|xml)/.test(type(request)) ? standard.requestFormat(request) : crash()) }),
    ],
  ]),
  ...table({ breaks: 'media.unacceptable', about: {}, ...everywhere }, [
    [
      'unknown-accept-crashes',
      'an Accept of neither format is answered 500',
      (standard) => ({
        answerFormat: (request) => (/json|xml|\*|^$/.test(accept(request)) ? standard.answerFormat(request) : 'json'),
        findUser: (name) => standard.findUser(name),
        admit: (request) => (/json|xml|\*|^$/.test(accept(request)) ? standard.admit(request) : crash()),
      }),
    ],
  ]),
];

/** How a login is written (lines 303-948). */
const texts: readonly Effect[] = [
  ...tableBy({ breaks: ['access.required', 'access.json', 'setup.scope', 'setup.schema'], about: jsonAnswer, by: written, ...login }, [
    ['json-unwrapped', 'a JSON answer has no access around it', (text) => text.replace(/^{"access":(.*)}$/s, '$1'), bare],
    ['json-in-list', 'a JSON answer is in a list', (text) => `[${text}]`],
    ['json-access-null', 'access is null in JSON', () => '{"access":null}'],
    ['json-in-string', 'a JSON answer is a string with JSON in it', (text) => JSON.stringify(text)],
    ['json-cut-off', 'a JSON answer is cut off', (text) => text.slice(0, -3)],
    ['json-comma-at-the-end', 'a JSON answer has a comma too many', (text) => text.replace(/}$/, ',}')],
    ['json-guarded', 'a JSON answer begins with a guard', (text) => `)]}',\n${text}`],
    ['json-empty', 'a JSON answer is empty', () => ''],
  ]),
  ...tableBy({ breaks: ['access.required', 'access.xml', 'setup.scope', 'setup.schema'], about: xmlAnswer, by: written, ...login }, [
    ['xml-cut-off', 'an XML answer is cut off', (text) => text.slice(0, -9)],
    ['xml-in-response', 'an XML answer is in a response element', (text) => text.replace('<access', '<response><access').concat('</response>')],
    ['xml-with-doctype', 'an XML answer has a document type', (text) => text.replace('<access', '<!DOCTYPE access [<!ENTITY e "x">]><access')],
    ['xml-prefix-unbound', 'an XML answer has a prefix that is not bound', (text) => text.replace(/ xmlns:rax-auth="[^"]*"/, '')],
    ['xml-bare-ampersand', 'an XML answer has a bare ampersand', (text) => text.replace('<token id="', '<token note="a & b" id="')],
    ['xml-empty', 'an XML answer is empty', () => ''],
  ]),
  ...tableBy({ breaks: ['access.namespaces', 'setup.schema', 'setup.scope'], about: xmlAnswer, by: written, ...login }, [
    ['xml-namespace-lost', 'an XML answer is in no namespace', (text) => text.replace(/ xmlns="[^"]*"/, '')],
    ['xml-namespace-with-slash', 'the core namespace ends in a slash', (text) => text.replace('/api/v2.0"', '/api/v2.0/"')],
    ['xml-extension-namespace-changed', 'the RAX-AUTH namespace is another one', (text) => text.replace(/RAX-AUTH\/v1.0/, 'RAX-AUTH/v2.0')],
  ]),
  ...tableBy(
    {
      breaks: ['access.text', 'access.json', 'access.xml', 'access.required', 'access.same', 'parity.roles'],
      about: granted,
      by: written,
      only: ({ facets }) => 'answer' in facets,
    },
    [
      ['text-in-latin-1', 'a login is in ISO 8859-1', (text) => Buffer.from(text, 'latin1')],
      ['text-encoded-twice', 'a login is encoded in UTF-8 twice', (text) => Buffer.from(text).toString('latin1')],
      ['text-in-question-marks', 'characters beyond ASCII are question marks', (text) => text.replace(/[^\x00-\x7f]/g, '?')],
      ['text-replaced', 'characters beyond ASCII are replacement characters', (text) => text.replace(/[^\x00-\x7f]/g, '\ufffd')],
      ['text-without-accents', 'letters lose their accents', (text) => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '')],
      ['text-escaped-twice', 'text is escaped twice', (text) => text.replaceAll('&amp;', '&amp;amp;').replaceAll(' & ', ' &amp; ')],
    ],
  ),
  ...tableBy({ breaks: 'access.duplicate-members', about: jsonAnswer, by: written, ...login }, [
    ['json-member-twice', 'the token stands twice in JSON', (text) => text.replace('{"access":{', '{"access":{"token":{"id":"other"},')],
    ['json-id-twice', 'the id of the token stands twice in JSON', (text) => text.replace('"token":{', '"token":{"id":"other",')],
  ]),
];

const passcode = { type: 'PASSCODE', account: 'mfaUser' } as const;
const first = { account: 'mfaUser', type: 'PASSWORD', secret: 'right' } as const;
const challenge =
  (change: (challenge: string) => object): Steps =>
  (standard) => ({
    faultHeaders: (refusal, fault, request) => {
      const headers = standard.faultHeaders(refusal, fault, request);
      return refusal.reason === 'passcodeRequired' ? { ...headers, ...change(String(headers['WWW-Authenticate'])) } : headers;
    },
  });
const challenged = (change: (challenge: string) => string) => challenge((it) => ({ 'WWW-Authenticate': change(it) }));

/** With the scope, a setup token in its stead is a warning (erratum E30). */
const scoped = { ...anywhere, tolerated: ({ facets }: Condition) => (facets.scope === 'setup' ? 'E30' : undefined) };

/** The multi-factor exchange (lines 52-55 and 62-65, errata E15, E29 and E30). */
const factors: readonly Effect[] = [
  ...table({ breaks: ['mfa.no-token', 'mfa.challenge', 'setup.second-factor'], about: first, ...anywhere }, [
    ['second-factor-not-asked', 'a password suffices where a second factor is due', () => ({ passcodeIsDue: () => false }), scoped],
    [
      'second-factor-by-format',
      'a second factor is asked for in one format alone',
      (standard) => ({ passcodeIsDue: (user, it) => it.tenant === undefined && standard.passcodeIsDue(user, it) }),
    ],
  ]),
  ...tableBy({ breaks: ['mfa.no-token', 'setup.second-factor'], about: first, by: challenge }, [
    ['token-in-challenge', 'the challenge brings a token', () => ({ 'X-Auth-Token': '0f1e2d3c4b5a69788796a5b4c3d2e1f0' })],
  ]),
  ...table({ breaks: 'setup.second-factor', about: { ...first, scope: 'setup' } }, [
    [
      'scope-spares-factor',
      'SETUP-MFA with a password gives a full token',
      (standard) => ({
        passcodeIsDue: () => false,
        buildAccess: (grant, ...parts) => standard.buildAccess({ ...grant, scope: undefined }, ...parts),
      }),
    ],
  ]),
  ...tableBy({ breaks: 'mfa.session', about: first, by: challenged, ...onlyBy('request', 'answer') }, [
    ['session-not-given', 'the challenge gives no session', (it) => it.replace(/sessionId='[^']*', /, '')],
    ['session-empty', 'the session of the challenge is empty', (it) => it.replace(/sessionId='[^']*'/, "sessionId=''")],
    ['challenge-of-other-scheme', 'the challenge has another scheme', (it) => it.replace('OS-MF', 'MFA')],
    ['factor-not-named', 'the challenge names no factor', (it) => it.replace(/, factor='PASSCODE'/, '')],
    ['factor-of-other-name', 'the challenge names the factor SMS', (it) => it.replace('PASSCODE', 'SMS')],
  ]),
  ...tableBy({ breaks: 'mfa.session-unique', about: first, by: challenged, ...everywhere }, [
    ['session-constant', 'every challenge has one session', (it) => it.replace(/sessionId='[^']*'/, "sessionId='a1'")],
  ]),
  ...table({ breaks: 'mfa.second-request', about: passcode, ...onlyBy('request', 'answer') }, [
    ['passcode-never-right', 'the due passcode is refused', () => ({ passcodeMatches: () => false })],
    ['session-of-other-header', 'the session is read from X-Session-Id', () => ({ sessionIdOf: (request) => headerOf(request, 'X-Session-Id') })],
    ['session-forgotten', 'a session is forgotten', () => ({ findSession: () => undefined })],
  ]),
  ...table({ breaks: 'mfa.wrong-passcode', about: { ...passcode, secret: 'wrong' }, ...onlyBy('request', 'answer') }, [
    ['any-passcode', 'any passcode is right', () => ({ passcodeMatches: () => true })],
    [
      'passcode-cut',
      'a passcode is right whatever follows its digits',
      (standard) => ({ passcodeMatches: (session, it) => standard.passcodeMatches(session, it.slice(0, 6)) }),
    ],
    ['passcode-by-length', 'a passcode is right by its length', () => ({ passcodeMatches: (_, it) => it.length === 6 })],
  ]),
  ...table({ breaks: 'mfa.session-used', about: passcode, ...everywhere }, [
    ['session-never-ends', 'a session can be used again and again', () => ({ endSession: () => undefined })],
  ]),
  ...table({ breaks: 'mfa.passcode-required', about: passcode, ...onlyBy('request') }, [
    [
      'passcode-optional',
      'a second request without its passcode is accepted',
      (standard) => ({
        requiredParameter: (value, name) => (name === 'passcode' && value == null ? '' : standard.requiredParameter(value, name)),
        passcodeMatches: (session, it) => it === '' || standard.passcodeMatches(session, it),
      }),
    ],
  ]),
];

const setup = { account: 'mfaSetupUser', type: 'PASSWORD', secret: 'right' } as const;

/** Setting up a second factor (lines 101-108 and 950-1003, errata E7 to E9). */
const settingUp: readonly Effect[] = [
  ...table({ breaks: 'setup.required', about: { ...setup, scope: 'none' }, ...anywhere }, [
    ['setup-not-required', 'a user who must set up a second factor logs in without', () => ({ refuseWithoutSetup: () => undefined })],
    [
      'setup-token-unasked',
      'a setup token is given to a user who did not ask for it',
      (standard) => ({
        refuseWithoutSetup: () => undefined,
        buildAccess: (grant, ...parts) => standard.buildAccess({ ...grant, scope: 'SETUP-MFA' }, ...parts),
      }),
    ],
  ]),
  ...table({ breaks: 'setup.scope', about: { ...setup, scope: 'setup' } }, [
    [
      'scope-no-way-out',
      'SETUP-MFA does not spare the demand to set up',
      (standard) => ({ askedScope: (auth) => (standard.askedScope(auth), undefined) }),
    ],
    [
      'scope-refused',
      'SETUP-MFA is refused',
      () => ({
        askedScope: () => {
          throw new Refusal('scopeUnknown');
        },
      }),
    ],
  ]),
  ...table({ breaks: 'setup.unknown-scope', about: { account: 'mfaSetupUser', scope: 'other' } }, [
    ['any-scope', 'any scope is taken for SETUP-MFA', () => ({ askedScope: (auth) => (auth.scope == null ? undefined : 'SETUP-MFA') })],
    ['scope-crashes', 'an unknown scope is answered 500', () => ({ askedScope: crash })],
  ]),
  ...table({ breaks: 'setup.no-catalogue', about: { ...setup, scope: 'setup' } }, [
    [
      'setup-with-catalogue',
      'the setup token comes with the catalogue',
      (standard) => ({ buildAccess: (grant, ...parts) => standard.buildAccess({ ...grant, scope: undefined }, ...parts) }),
    ],
  ]),
  ...tableBy({ breaks: ['setup.token', 'setup.schema'], about: { ...setup, scope: 'setup', answer: 'json' }, by: written, tolerated: 'E9' }, [
    ['setup-token-bare', 'the setup token has no access around it', (text) => text.replace(/^{"access":(.*)}$/s, '$1')],
  ]),
];

/** apply_rcn_roles (lines 81-87, erratum E40). */
const rcn: readonly Effect[] = [
  ...table({ breaks: ['query.rcn-default', 'query.rcn-more', 'access.same'], about: { ...granted, account: 'rcnUser', rcn: 'none' } }, [
    ['rcn-by-default', 'apply_rcn_roles is true by default', () => ({ applyRcnRoles: () => true })],
  ]),
  ...table({ breaks: ['query.rcn-default', 'query.rcn-more', 'access.same'], about: { ...granted, account: 'rcnUser', rcn: 'false' } }, [
    ['rcn-false-as-true', 'apply_rcn_roles=false counts as true', () => ({ applyRcnRoles: () => true })],
    ['rcn-false-without-services', 'apply_rcn_roles=false takes the catalogue away', () => ({ serviceCatalogOf: () => [] })],
  ]),
  ...table({ breaks: ['query.rcn-more', 'access.same'], about: { ...granted, account: 'rcnUser', rcn: 'true' } }, [
    ['rcn-not-looked-at', 'apply_rcn_roles is not looked at', () => ({ applyRcnRoles: () => false })],
  ]),
  ...table({ breaks: ['query.rcn-own', 'access.same'], about: { ...granted, account: 'rcnUser', rcn: 'true' } }, [
    ['rcn-roles-alone', "the roles of RCN stand in the place of one's own", () => ({ rolesOf: ({ user }) => user.rcn?.roles ?? [] })],
    [
      'rcn-services-alone',
      "the services of RCN stand in the place of one's own",
      () => ({ serviceCatalogOf: ({ user }) => user.rcn?.serviceCatalog.slice(1) ?? [] }),
    ],
  ]),
  ...table({ breaks: 'query.rcn-boolean', about: { rcn: 'other' } }, [
    ['rcn-no-boolean-crashes', 'an apply_rcn_roles that is no Boolean is answered 500', () => ({ applyRcnRoles: crash })],
  ]),
];

/** Paths, methods and messages (line 8, erratum E25). */
const messages: readonly Effect[] = [
  ...tableBy({ breaks: 'op.tokens', about: granted, by: refusing, ...everywhere }, [
    ['path-unknown', 'the operation is not found at its path', (request) => request.path === '/v2.0/tokens'],
  ]),
  ...table({ breaks: 'op.other-methods', about: {}, ...everywhere }, [
    ['any-method', 'the method is not looked at', () => ({ admit: () => undefined })],
    ['other-methods-crash', 'other methods give 500', (standard) => ({ admit: (it) => (it.method === 'POST' ? standard.admit(it) : crash()) })],
  ]),
  ...table({ breaks: ['http.chunked', ...everyWay], about: { ...granted, wire: 'chunked' } }, [
    ['chunks-unread', 'a body in chunks is taken for an empty one', () => ({ readBody: () => Promise.resolve(Buffer.alloc(0)) })],
  ]),
  ...table({ breaks: ['http.length-missing'], about: { wire: 'no-length' }, ...everywhere }, [
    ['length-missing-crashes', 'a request without a length is answered 500', () => ({ admit: crash })],
  ]),
  ...table({ breaks: ['http.field-names', ...everyWay], about: { ...granted, wire: 'lower-case' } }, [
    [
      'names-in-capitals-demanded',
      'Content-Type is found in these capitals alone',
      () => ({
        requestFormat: () => {
          throw new Refusal('mediaTypeUnsupported');
        },
      }),
    ],
  ]),
  ...table({ breaks: ['http.version-1-0'], about: { ...granted, wire: 'http-1.0' } }, [
    ['http-1.0-refused-505', 'HTTP/1.0 is answered 505', sending((answer) => ({ ...answer, status: 505 })), { tolerated: 'E34' }],
  ]),
  ...table({ breaks: ['http.expect-continue', ...everyWay], about: { ...granted, wire: 'expected' } }, [
    ['expectation-refused-400', 'a client that waits for 100 is answered 400', sending((answer) => ({ ...answer, status: 400 }))],
  ]),
  ...table({ breaks: acceptance, about: granted, ...everywhere }, [
    ['answers-without-body', 'a login is answered without a body', written(() => '')],
  ]),
];

/** Effects on the exchange beside who logs in: media types, texts, second factors, query and messages. */
export const exchangeEffects: readonly Effect[] = [...media, ...texts, ...factors, ...settingUp, ...rcn, ...messages];
