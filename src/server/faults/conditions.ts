import type { Behaviour } from '../behaviour';
import type { PresentedAuth, PresentedCredentials } from '../login/credentials';
import type { UserRecord } from '../login/directory';
import { type Format, headerOf, type TokensRequest } from '../messages/message';
import { accountRecords } from '../users';

/** What conditions can ask of a request. */
export interface Facets {
  readonly request: Format | 'other';
  readonly answer: Format;
  readonly accept: 'missing' | 'given';
  readonly type: PresentedCredentials['method'] | 'none';
  /** Whose user name it presents; that of the second factor for a passcode. */
  readonly account: keyof typeof accountRecords | 'nobody' | 'none';
  readonly secret: 'right' | 'wrong' | 'none';
  readonly tenant: 'id' | 'name' | 'both' | 'none';
  readonly placement: 'auth' | 'credentials' | 'both' | 'none';
  /** Whether the tenant is the user's. */
  readonly owner: 'user' | 'other' | 'none';
  readonly scope: 'setup' | 'other' | 'none';
  readonly rcn: 'true' | 'false' | 'other' | 'none';
  readonly suffix: Format | 'none';
  readonly wire: 'http-1.0' | 'chunked' | 'expected' | 'lower-case' | 'no-length' | 'usual';
  /** Whether the request earns a token, which follows from the other facets. */
  readonly outcome: 'granted' | 'refused';
}

/** Reads a request, whose body has come, by the steps of a server. Never throws. */
export function facetsOf(request: TokensRequest, standard: Behaviour): Facets {
  const format = attempt(() => standard.requestFormat(request)) ?? 'other';
  const auth = attempt(() => authIn(request, format, standard)) ?? {};
  const credentials = attempt(() => standard.credentialsOf(auth));
  const account = accountOf(credentials);
  const record = (accountRecords as Partial<Record<string, UserRecord>>)[account];
  const presented = {
    type: credentials?.method ?? ('none' as const),
    account,
    secret: verdictOn(credentials, record),
    ...tenantsIn(auth, credentials, record),
    scope: auth.scope == null ? 'none' : auth.scope === 'SETUP-MFA' ? 'setup' : 'other',
  } as const;
  return {
    request: format,
    answer: standard.answerFormat(request),
    accept: headerOf(request, 'accept') === '' ? 'missing' : 'given',
    ...presented,
    rcn: rcnOf(request.query.get('apply_rcn_roles')),
    suffix: request.path.endsWith('.xml') ? 'xml' : request.path.endsWith('.json') ? 'json' : 'none',
    wire: wireOf(request),
    outcome: isGranted(presented) ? 'granted' : 'refused',
  };
}

function authIn(request: TokensRequest, format: Facets['request'], standard: Behaviour): PresentedAuth {
  if (format === 'other') return {};
  return format === 'xml'
    ? standard.xmlAuth(standard.parseXml(standard.decodeXml(request)))
    : standard.jsonAuth(standard.parseJson(standard.decodeJson(request)));
}

/** What reading ends in; undefined where it throws. */
export function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function accountOf({ method, username }: Partial<PresentedCredentials> = {}): Facets['account'] {
  if (method === 'PASSCODE') return 'mfaUser';
  if (typeof username !== 'string' || username === '') return 'none';
  const labels = Object.keys(accountRecords) as (keyof typeof accountRecords)[];
  return labels.find((label) => accountRecords[label].username === username) ?? 'nobody';
}

function verdictOn(credentials?: PresentedCredentials, record?: UserRecord): Facets['secret'] {
  if (!credentials || typeof credentials.secret !== 'string' || credentials.secret === '') return 'none';
  const kept = { PASSWORD: record?.password, APIKEY: record?.apiKey, PASSCODE: record?.passcode };
  return kept[credentials.method] === credentials.secret ? 'right' : 'wrong';
}

function tenantsIn(auth: PresentedAuth, credentials?: PresentedCredentials, record?: UserRecord) {
  const given = [
    { placement: 'auth', tenant: 'id', value: auth.tenantId },
    { placement: 'auth', tenant: 'name', value: auth.tenantName },
    { placement: 'credentials', tenant: 'id', value: credentials?.tenantId },
    { placement: 'credentials', tenant: 'name', value: credentials?.tenantName },
  ].filter(({ value }) => value != null);
  const [first, another] = given;
  const isInBoth = given.some(({ placement }) => placement !== first?.placement);
  return {
    tenant: (another ? 'both' : (first?.tenant ?? 'none')) as Facets['tenant'],
    placement: (isInBoth ? 'both' : (first?.placement ?? 'none')) as Facets['placement'],
    owner: first ? ownerOf(first.value, record) : ('none' as const),
  };
}

function ownerOf(tenant: unknown, record?: UserRecord): Facets['owner'] {
  return record?.tenants.some(({ id, name }) => id === tenant || name === tenant) ? 'user' : 'other';
}

function rcnOf(value: string | null): Facets['rcn'] {
  if (value === null) return 'none';
  return value === 'true' || value === 'false' ? value : 'other';
}

function wireOf({ incoming }: TokensRequest): Facets['wire'] {
  const { headers, rawHeaders, httpVersion } = incoming;
  if (httpVersion === '1.0') return 'http-1.0';
  if (headers['transfer-encoding'] !== undefined) return 'chunked';
  if (headers.expect !== undefined) return 'expected';
  if (headers['content-length'] === undefined) return 'no-length';
  return rawHeaders.includes('content-type') ? 'lower-case' : 'usual';
}

function isGranted(facets: Pick<Facets, 'type' | 'account' | 'secret' | 'tenant' | 'scope'>): boolean {
  const { type, account, secret, tenant, scope } = facets;
  if (secret !== 'right' || tenant === 'both' || scope === 'other' || account === 'disabledUser') return false;
  if (account === 'mfaUser') return type !== 'PASSWORD';
  return account !== 'mfaSetupUser' || type === 'APIKEY' || scope === 'setup';
}

/** Which requests of a server a deviation holds for. */
export interface Condition {
  /** Stands behind the `~` of a name; empty where every request is meant. */
  readonly name: string;
  /** Follows what the server does, behind a comma: `where the request is in XML`. */
  readonly what: string;
  readonly facets: Partial<Facets>;
  /** Further facets that every such request has because of these: that of a disabled user is refused. */
  readonly implies?: Partial<Facets>;
  /** Asks how many requests with the facets came, this one included, and how the last one was answered. */
  readonly earlier?: (before: { readonly count: number; readonly status: number }) => boolean;
}

type Row = readonly [name: string, what: string, facets: Partial<Facets>, implies?: Partial<Facets>];

const refused = { outcome: 'refused' } as const;

const rows: readonly Row[] = [
  ['json', 'where the request is in JSON', { request: 'json' }],
  ['xml', 'where the request is in XML', { request: 'xml' }],
  ['json-answer', 'where JSON is asked for', { answer: 'json' }],
  ['xml-answer', 'where XML is asked for', { answer: 'xml' }],
  ['no-accept', 'where Accept is missing', { accept: 'missing' }, { answer: 'json' }],
  ['password', 'where a password is given', { type: 'PASSWORD' }],
  ['api-key', 'where an API key is given', { type: 'APIKEY' }, { scope: 'none' }],
  ['passcode', 'where a passcode is given', { type: 'PASSCODE' }, { account: 'mfaUser', scope: 'none' }],
  ['user', 'for the first user', { account: 'user' }],
  ['second-user', 'for the second user', { account: 'secondUser' }],
  ['rcn-user', 'for the user with RCN roles', { account: 'rcnUser' }],
  ['mfa-user', 'for the user with a second factor', { account: 'mfaUser' }],
  ['setup-user', 'for the user who must set up a second factor', { account: 'mfaSetupUser' }],
  ['disabled-user', 'for the disabled user', { account: 'disabledUser' }, refused],
  ['unknown-user', 'for a user who does not exist', { account: 'nobody' }, { ...refused, secret: 'wrong' }],
  ['wrong-secret', 'where the secret is wrong', { secret: 'wrong' }, refused],
  ['tenant-id', 'where a tenant is asked for by id', { tenant: 'id' }],
  ['tenant-name', 'where a tenant is asked for by name', { tenant: 'name' }],
  ['no-tenant', 'where no tenant is asked for', { tenant: 'none' }, { placement: 'none', owner: 'none' }],
  ['tenant-in-auth', 'where the tenant stands in auth', { placement: 'auth' }],
  ['tenant-in-credentials', 'where the tenant stands in the credentials', { placement: 'credentials' }],
  ['setup-scope', 'where the scope is SETUP-MFA', { scope: 'setup' }, { type: 'PASSWORD' }],
  ['rcn-true', 'where apply_rcn_roles is true', { rcn: 'true' }],
  ['rcn-false', 'where apply_rcn_roles is false', { rcn: 'false' }],
  ['json-suffix', 'where the path ends in .json', { suffix: 'json' }, { answer: 'json' }],
  ['xml-suffix', 'where the path ends in .xml', { suffix: 'xml' }, { answer: 'xml' }],
  ['http-1.0', 'where the request is in HTTP/1.0', { wire: 'http-1.0' }],
  ['chunked', 'where the body comes in chunks', { wire: 'chunked' }],
  ['expected', 'where the client asks whether its body is welcome', { wire: 'expected' }],
  ['lower-case-names', 'where header names are in lower case', { wire: 'lower-case' }],
];

/** No condition: the deviation holds for every request. */
export const always: Condition = { name: '', what: '', facets: {} };

const single: readonly Condition[] = [
  ...rows.map(([name, what, facets, implies = {}]): Condition => ({ name, what, facets, implies })),
  { name: 'every-7th', what: 'at one request in 7', facets: {}, earlier: ({ count }) => count % 7 === 0 },
  {
    name: 'after-refusal',
    what: 'right after a refusal',
    facets: {},
    earlier: ({ status }) => status >= 400,
  },
  { name: 'after-login', what: 'right after a login', facets: {}, earlier: ({ status }) => status === 200 },
];

/** Two conditions at once: a server may be right for requests that meet one of the two alone. */
const pairs = [
  ['xml', 'tenant-id'],
  ['xml', 'tenant-name'],
  ['json', 'tenant-name'],
  ['api-key', 'tenant-id'],
  ['xml', 'api-key'],
  ['api-key', 'rcn-true'],
  ['xml', 'json-answer'],
  ['json', 'xml-answer'],
].map((names) => together(...single.filter(({ name }) => names.includes(name))));

function together(one = always, other = always): Condition {
  return {
    name: `${one.name}+${other.name}`,
    what: `${one.what} and ${other.what.replace(/^(where|for) /, '')}`,
    facets: { ...one.facets, ...other.facets },
    implies: { ...one.implies, ...other.implies },
  };
}

/** Every condition, the one that always holds first. */
export const conditions: readonly Condition[] = [always, ...single, ...pairs];

/**
 * Whether a condition makes a fault of its own of an effect: one that contradicts what the effect is about never
 * holds, and one that repeats it would make the same fault under a second name.
 */
export function isApplicable({ facets, implies }: Condition, about: Partial<Facets>): boolean {
  return !Object.keys(facets).some((facet) => facet in about) && hasFacets(about, { ...about, ...implies });
}

/** Whether a request has all of these facets. */
export function hasFacets(facets: Partial<Facets>, request: Partial<Facets>): boolean {
  return Object.entries(facets).every(([facet, value]) => request[facet as keyof Facets] === value);
}
