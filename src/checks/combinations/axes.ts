import type { Configuration } from '../../configuration/configuration';
import type { Wire } from '../../http/token-request';
import { type AccountName, accountNames } from '../../protocol/account';
import type { CredentialsType } from '../../protocol/auth';
import type { Format } from '../../protocol/format';
import { sampledPlacement } from '../sendings/logins';

/** A login as a combination of the choices that the document leaves to a client. */
export interface Row {
  /** A configured account, or an unknown user. */
  readonly account: AccountName | 'nobody';
  /**
   * Whether the document leaves the response to the login open, or treats it differently: an account with a second
   * factor by API key (erratum E29) or with the scope (E30), and any API key with the scope. For such logins the
   * conditions are not covered.
   */
  readonly kind: 'plain' | 'open';
  readonly type: CredentialsType;
  readonly tenant: RowTenant;
  /** Where the tenant is; with two tenants, `split` puts the id next to the credentials and the name into them. */
  readonly placement: 'auth' | 'credentials' | 'split';
  readonly scope: 'none' | 'SETUP-MFA';
  readonly rcn: 'none' | 'true' | 'false';
  readonly format: Format;
  readonly answer: Format;
  readonly suffix: 'none' | Format;
  /** Over the wire, or with a charset after the media type of the request. */
  readonly wire: 'usual' | Wire | 'charset';
}

type RowTenant = (typeof tenants)[number];
const tenants = ['none', 'own id', 'own name', 'both', 'not own'] as const;

/** Tenants that a user may name; any other is the defect of its row. Which one is not the user's is chosen for the row. */
export const ownTenants: readonly RowTenant[] = ['none', 'own id', 'own name'];

/** Ways over the wire that do not change how a login is read. */
const harmlessWires = ['http-1.0', 'lower-case-names', 'chunked', 'two-segments', 'expect-continue'] as const;

/** Whether a message is sent in a way that no server may refuse (erratum E34). */
export function isSafe(wire: Row['wire']): boolean {
  return ['usual', 'lower-case-names', 'two-segments'].includes(wire);
}

/** Whether the secret of an account is enough to log in. */
export function isLetIn(account: Row['account']): boolean {
  return ['user', 'secondUser', 'rcnUser'].includes(account);
}

/** Whether a correct login gets a token: that of an account whose secret is enough, or that must set up a factor. */
export function isGivenToken({
  account,
  scope,
}: Pick<Row, 'account'> & Pick<Partial<Row>, 'scope'>): boolean {
  return isLetIn(account) || (account === 'mfaSetupUser' && scope === 'SETUP-MFA');
}

/** The values of each axis that a configuration has something for. */
export type Axes = { readonly [Axis in keyof Row]: Row[Axis][] };

/** @param overTheWire whether requests reach the server as they are, with no proxy that rewrites them */
export function axesOf(configuration: Configuration, overTheWire: boolean): Axes {
  const { accounts, profiles } = configuration;
  const configured = accountNames.filter((name) => isOfProfile(name, configuration));
  const distinct = configured.filter(
    (name, index) =>
      configured.findIndex((other) => accounts[other]?.username === accounts[name]?.username) === index,
  );
  const formats: Format[] = profiles.includes('xml') ? ['json', 'xml'] : ['json'];
  return {
    account: [...distinct, 'nobody'],
    kind: ['plain', 'open'],
    type: profiles.includes('api-key') ? ['password', 'apiKey'] : ['password'],
    tenant: [...tenants],
    placement: ['auth', 'credentials', 'split'],
    scope: profiles.includes('mfa-setup') ? ['none', 'SETUP-MFA'] : ['none'],
    rcn: profiles.includes('rcn') ? ['none', 'true', 'false'] : ['none'],
    format: formats,
    answer: formats,
    suffix: profiles.includes('xml') ? ['none', 'json', 'xml'] : ['none'],
    wire: ['usual', 'charset', ...(overTheWire ? harmlessWires : [])],
  };
}

const profileOf = { rcnUser: 'rcn', mfaUser: 'mfa', mfaSetupUser: 'mfa-setup' } as const;

function isOfProfile(name: AccountName, { accounts, profiles }: Configuration): boolean {
  const profile = profileOf[name as keyof typeof profileOf] ?? 'core';
  return accounts[name] !== undefined && profiles.includes(profile);
}

/**
 * Whether values fit together: a row has at most one defect (erratum E17), and needs nothing that is not configured.
 * Values that are not chosen yet fit.
 */
export function fits(row: Partial<Row>, configuration: Configuration): boolean {
  const { account, type, tenant, placement, scope, format } = row;
  return (
    isOfKind(row) &&
    hasSecret(account, type, configuration) &&
    hasTenant(row, configuration) &&
    (placement === undefined || tenant === undefined || placementFits(tenant, placement)) &&
    // The scope is shown with a password, and for a token without a tenant.
    !(scope === 'SETUP-MFA' && tenant === 'not own') &&
    // No sample has a tenant on the auth element, so that a server may do anything with a foreign one there.
    !(format === 'xml' && placement === 'auth' && tenant === 'not own')
  );
}

/** An open login is one of the accounts with a second factor, or by API key with a scope, and has nothing else about it. */
function isOfKind({ account, kind, type, scope, wire, suffix }: Partial<Row>): boolean {
  // The scope is a separate matter: it is not combined with unusual ways of sending.
  const isBare = (wire ?? 'usual') === 'usual' && (suffix ?? 'none') === 'none';
  if (scope === 'SETUP-MFA' && !isBare) return false;
  if (kind === undefined || account === undefined) return true;
  const hasFactor = account === 'mfaUser' || account === 'mfaSetupUser';
  const isDecided = account === 'nobody' || account === 'disabledUser';
  if (kind === 'plain')
    return hasFactor
      ? type !== 'apiKey' && scope !== 'SETUP-MFA'
      : isDecided || type !== 'apiKey' || scope !== 'SETUP-MFA';
  const byKey = type === undefined || type === 'apiKey';
  const scoped = scope === undefined || scope === 'SETUP-MFA';
  return !isDecided && isBare && (hasFactor ? byKey || scoped : byKey && scoped);
}

/**
 * The axis because of which a login is, or may be, refused whatever else it holds: with a scope (erratum E30), or with
 * a tenant where no sample has it.
 */
export function decisiveAxis(row: Partial<Row>): keyof Row | undefined {
  const { account, format, kind, placement, scope, tenant } = row;
  if (kind === 'open') return 'kind';
  if (tenant !== undefined && !ownTenants.includes(tenant)) return 'tenant';
  if (account !== undefined && !isLetIn(account)) return 'account';
  if (scope === 'SETUP-MFA') return 'scope';
  const isNamed = tenant !== undefined && tenant !== 'none';
  const isSampled = format === undefined || placement === undefined || placement === sampledPlacement[format];
  return isNamed && !isSampled ? 'placement' : undefined;
}

function hasSecret(
  account: Row['account'] | undefined,
  type: CredentialsType | undefined,
  { accounts }: Configuration,
) {
  if (account === undefined || account === 'nobody') return true;
  const { password, apiKey } = accounts[account] ?? {};
  if (type === undefined) return password !== undefined || apiKey !== undefined;
  return (type === 'password' ? password : apiKey) !== undefined;
}

function hasTenant({ account, tenant, scope }: Partial<Row>, configuration: Configuration): boolean {
  if (account === undefined || tenant === undefined || tenant === 'none') return true;
  const owner = account === 'nobody' ? 'user' : account;
  const { tenantId, tenantName } = configuration.accounts[owner] ?? {};
  if (tenant === 'own id') return tenantId !== undefined;
  if (tenant === 'own name') return tenantName !== undefined;
  if (!isGivenToken({ account, scope })) return false;
  return tenant === 'not own' || (tenantId !== undefined && tenantName !== undefined);
}

function placementFits(tenant: RowTenant, placement: Row['placement']): boolean {
  if (tenant === 'none') return placement === 'auth';
  return placement !== 'split' || tenant === 'both';
}
