import type { Facets } from './facets';

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
