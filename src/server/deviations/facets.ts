import { accountRecords } from '../data/users';
import type { Behaviour } from '../behaviour';
import { headerOf, type Format, type TokensRequest } from '../messages/message';
import type { PresentedAuth, PresentedCredentials } from '../login/credentials';
import type { UserRecord } from '../login/directory';

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
  if (secret !== 'right' || tenant === 'both' || scope === 'other' || account === 'disabledUser')
    return false;
  if (account === 'mfaUser') return type !== 'PASSWORD';
  return account !== 'mfaSetupUser' || type === 'APIKEY' || scope === 'setup';
}
