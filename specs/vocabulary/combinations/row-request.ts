import type { Auth } from '../../../src/identity/auth';
import type { AccountName, Configuration } from '../../../src/identity/configuration';
import { mediaTypes } from '../../../src/identity/format';
import { reference } from '../../../src/identity/reference';
import { tokensPath, type TokenRequest } from '../../../src/identity/token-request';
import { wireLabel } from '../../../src/identity/wire';
import { login, sampledPlacement } from '../logins';
import { ownTenants, type Row } from './axes';
import type { NotOwnTenant } from './not-own-tenants';

/** What takes the place of the account's own secret. */
export interface WrongSecret {
  readonly secret: string;
  readonly wrongSecretFor: string;
}

/** A user name that nobody has. */
export interface WrongName {
  /** The path of its reference, another one for each request. */
  readonly username: string;
  /** Whether it is near the name of the user, whose right secret then stands beside it. */
  readonly isNear: boolean;
}

/** What the request of a row holds that the row does not say. */
export interface RowValues {
  readonly nobody?: WrongName;
  readonly notOwn?: NotOwnTenant;
  readonly wrong?: WrongSecret;
}

/** The request of a row. */
export function requestOf(row: Row, { nobody, notOwn, wrong }: RowValues = {}): TokenRequest {
  const { type, format, answer, scope, wire } = row;
  const account = ownerOf(row);
  return login({
    type,
    format,
    account,
    ...(row.account === 'nobody' && nobody
      ? {
          username: reference(nobody.username),
          ...(nobody.isNear ? {} : { secret: reference(`invented.${type}`) }),
        }
      : {}),
    ...wrong,
    accept: mediaTypes[answer],
    tenant: tenantOf(row, notOwn),
    ...(scope === 'none' ? {} : { scope }),
    path: pathOf(row),
    ...(wire === 'charset' ? { contentType: `${mediaTypes[format]}; charset=utf-8` } : {}),
    ...(wire === 'usual' || wire === 'charset' ? {} : { wire }),
  });
}

function ownerOf({ account }: Row): AccountName {
  return account === 'nobody' ? 'user' : account;
}

function pathOf({ suffix, rcn }: Row): string {
  return `${tokensPath}${suffix === 'none' ? '' : `.${suffix}`}${rcn === 'none' ? '' : `?apply_rcn_roles=${rcn}`}`;
}

function tenantOf(row: Row, notOwn: NotOwnTenant | undefined): Auth['tenant'] {
  const { tenant, placement } = row;
  const account = ownerOf(row);
  const id = reference(`accounts.${account}.tenantId`);
  const name = reference(`accounts.${account}.tenantName`);
  switch (tenant) {
    case 'none':
      return undefined;
    case 'both':
      return placement === 'split'
        ? { auth: { tenantId: id }, credentials: { tenantName: name } }
        : { [placement]: { tenantId: id, tenantName: name } };
    case 'own id':
      return { [placement]: { tenantId: id } };
    case 'own name':
      return { [placement]: { tenantName: name } };
    case 'not own':
      return { [placement]: notOwn?.members };
  }
}

/** The row without its defect, where it has one that can be left out; the tenant then stands where the samples have it. */
export function withoutDefect(row: Row, { accounts }: Configuration): Row | undefined {
  if (row.account === 'nobody') return undefined;
  if (ownTenants.includes(row.tenant)) return undefined;
  const { tenantId, tenantName } = accounts[row.account] ?? {};
  const named = [
    ...(tenantId === undefined ? [] : (['own id'] as const)),
    ...(tenantName === undefined ? [] : (['own name'] as const)),
  ];
  const tenant = (row.answer === 'xml' ? named.at(-1) : named[0]) ?? 'none';
  return { ...row, tenant, placement: tenant === 'none' ? 'auth' : sampledPlacement[row.format] };
}

/** The row in words: `secondUser by API key, tenant both in auth, scope SETUP-MFA, xml request, json response`. */
export function wordsOf(row: Row, notOwn?: NotOwnTenant): string {
  const { account, type, tenant, placement, scope, rcn, format, answer, suffix, wire } = row;
  return [
    `${account} by ${type === 'password' ? 'password' : 'API key'}`,
    ...(tenant === 'none'
      ? []
      : [`tenant ${notOwn?.words ?? tenant}, ${placement === 'split' ? 'split' : `in ${placement}`}`]),
    ...(scope === 'none' ? [] : [`scope ${scope}`]),
    ...(rcn === 'none' ? [] : [`apply_rcn_roles=${rcn}`]),
    `${format} request, ${answer} response`,
    ...(suffix === 'none' ? [] : [`suffix .${suffix}`]),
    ...(wire === 'usual' ? [] : [wire === 'charset' ? 'a charset behind the media type' : wireLabel[wire]]),
  ].join('; ');
}
