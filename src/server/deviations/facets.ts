import { accountRecords, foreignTenant } from '../data/users';
import type { Behaviour } from '../behaviour';
import { headerOf, type Format, type TokensRequest } from '../messages/message';
import type { PresentedAuth } from '../login/credentials';

/** What conditions can ask of a request. */
export interface Facets {
  readonly method: string;
  readonly request: Format | 'other';
  readonly answer: Format;
  readonly accept: 'missing' | 'given';
  readonly type: 'PASSWORD' | 'APIKEY' | 'PASSCODE' | 'none';
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
  /**
   * Whether the request earns a token. It follows from the other facets, so that it cannot contradict them.
   */
  readonly outcome: 'granted' | 'refused';
}

/** Reads a request, whose body has come, by the steps of a server. Never throws. */
export function facetsOf(request: TokensRequest, standard: Behaviour): Facets {
  const auth = authIn(request, standard) ?? {};
  const credentials = credentialsIn(auth);
  const account = accountOf(credentials);
  const tenants = tenantsIn(auth, credentials.members);
  const presented = {
    type: credentials.type,
    account,
    secret: verdictOn(credentials, account),
    ...tenants,
    owner: ownerOf(tenants.named, account),
    scope: scopeOf(auth),
  };
  const format = request.path.endsWith('.xml') ? 'xml' : request.path.endsWith('.json') ? 'json' : 'none';
  const { named: _named, ...known } = presented;
  return {
    method: request.method,
    request: formatOf(request, standard),
    answer: standard.answerFormat(request),
    accept: headerOf(request, 'accept') === '' ? 'missing' : 'given',
    ...known,
    rcn: rcnOf(request.query.get('apply_rcn_roles')),
    suffix: format,
    wire: wireOf(request),
    outcome: isGranted(presented) ? 'granted' : 'refused',
  };
}

function scopeOf({ scope }: PresentedAuth): Facets['scope'] {
  if (scope == null) return 'none';
  return scope === 'SETUP-MFA' ? 'setup' : 'other';
}

function formatOf(request: TokensRequest, standard: Behaviour): Facets['request'] {
  return attempt(() => standard.requestFormat(request)) ?? 'other';
}

function authIn(request: TokensRequest, standard: Behaviour): PresentedAuth | undefined {
  return attempt(() =>
    standard.requestFormat(request) === 'xml'
      ? standard.xmlAuth(standard.parseXml(standard.decodeXml(request)))
      : standard.jsonAuth(standard.parseJson(standard.decodeJson(request))),
  );
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

interface Presented {
  readonly type: Facets['type'];
  readonly members: Record<string, unknown>;
}

function credentialsIn(auth: PresentedAuth): Presented {
  const kinds = [
    ['PASSWORD', auth.passwordCredentials],
    ['APIKEY', auth.apiKeyCredentials],
    ['PASSCODE', auth.passcodeCredentials],
  ] as const;
  const found = kinds.filter(([, members]) => typeof members === 'object' && members !== null);
  const [only] = found;
  return only && found.length === 1
    ? { type: only[0], members: only[1] as Record<string, unknown> }
    : { type: 'none', members: {} };
}

function accountOf({ type, members }: Presented): Facets['account'] {
  if (type === 'PASSCODE') return 'mfaUser';
  const { username } = members;
  if (typeof username !== 'string' || username === '') return 'none';
  const known = Object.entries(accountRecords).find(([, record]) => record.username === username);
  return (known?.[0] as keyof typeof accountRecords | undefined) ?? 'nobody';
}

const secretOf = { PASSWORD: 'password', APIKEY: 'apiKey', PASSCODE: 'passcode', none: 'none' } as const;

function verdictOn({ type, members }: Presented, account: Facets['account']): Facets['secret'] {
  const secret = members[secretOf[type]];
  if (typeof secret !== 'string' || secret === '') return 'none';
  const record: Record<string, unknown> =
    account in accountRecords ? { ...accountRecords[account as 'user'] } : {};
  return record[secretOf[type]] === secret ? 'right' : 'wrong';
}

function tenantsIn(auth: PresentedAuth, members: Record<string, unknown>) {
  const places = [
    { placement: 'auth', id: auth.tenantId, name: auth.tenantName },
    { placement: 'credentials', id: members['tenantId'], name: members['tenantName'] },
  ] as const;
  const used = places.filter(({ id, name }) => id != null || name != null);
  const by = used.flatMap(({ id, name }) => [
    ...(id != null ? ['id'] : []),
    ...(name != null ? ['name'] : []),
  ]);
  const [first] = used;
  return {
    tenant: (by.length > 1 ? 'both' : (by[0] ?? 'none')) as Facets['tenant'],
    placement: used.length > 1 ? ('both' as const) : (first?.placement ?? ('none' as const)),
    named: first?.id ?? first?.name,
  };
}

function ownerOf(named: unknown, account: Facets['account']): Facets['owner'] {
  if (named == null) return 'none';
  const record = account in accountRecords ? accountRecords[account as 'user'] : undefined;
  const own = record?.tenants.some(({ id, name }) => id === named || name === named) === true;
  return own && named !== foreignTenant.id ? 'user' : 'other';
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
