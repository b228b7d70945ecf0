import type { Configuration } from '../../configuration/configuration';
import { type TokenRequest, tokensPath, wireLabel } from '../../http/token-request';
import type { KnownUsers } from '../../oracle/allowed/known-users';
import { isRightLogin, loginOf } from '../../oracle/allowed/presented-user';
import { type AuthRequest, membersOf, type NamedTenant } from '../../oracle/auth-request';
import { type AccountName, accountNames } from '../../protocol/account';
import { type Auth, secretNames } from '../../protocol/auth';
import { mediaTypes } from '../../protocol/format';
import { reference } from '../../protocol/reference';
import { sessionOf } from '../expectations/refused';
import { login, sampledPlacement } from '../sendings/logins';
import { secondRequest, type SecondRequest } from '../sendings/second-request';
import { following, type Sending } from '../sendings/sending';
import { configuredValue, passcodeReference } from '../sendings/values';
import { fits, isLetIn, ownTenants, type Row } from './axes';
import { type NotOwnTenant, notOwnTenants } from './not-own-tenants';
import { plainRow } from './usual-rows';

/** A wrong secret instead of the account's own. */
interface WrongSecret {
  readonly secret: string;
  readonly wrongSecretFor: string;
}

/** A user name that nobody has. */
export interface WrongName {
  /** The path of its reference, another one for each request. */
  readonly username: string;
  /** Whether it resembles the name of the user, whose correct secret is then sent with it. */
  readonly isNear: boolean;
}

/** Values of a request that its row does not determine. */
interface RowValues {
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
        : // The specs have them in the other order.
          { [placement]: { tenantName: name, tenantId: id } };
    case 'own id':
      return { [placement]: { tenantId: id } };
    case 'own name':
      return { [placement]: { tenantName: name } };
    case 'not own':
      return { [placement]: notOwn?.members };
  }
}

/** The row without its defect, if that can be left out; the tenant is then where the samples have it. */
export function withoutDefect(row: Row, { accounts }: Configuration): Row | undefined {
  if (row.account === 'nobody') return undefined;
  // With the scope, a tenant that is not the user's may be ignored: its response needs no proof.
  if (ownTenants.includes(row.tenant) || (row.tenant === 'not own' && row.scope !== 'none')) return undefined;
  const { tenantId, tenantName } = accounts[row.account] ?? {};
  const named = [
    ...(tenantId === undefined ? [] : (['own id'] as const)),
    ...(tenantName === undefined ? [] : (['own name'] as const)),
  ];
  const tenant = (row.answer === 'xml' ? named.at(-1) : named[0]) ?? 'none';
  return { ...row, tenant, placement: tenant === 'none' ? 'auth' : sampledPlacement[row.format] };
}

/** The row in words: `secondUser by API key, tenant both in auth, scope SETUP-MFA, xml request, json response`. */
export function rowDescription(row: Row, notOwn?: NotOwnTenant): string {
  const { account, type, tenant, placement, scope, rcn, format, answer, suffix, wire } = row;
  return [
    `${account} by ${secretNames[type]}`,
    ...(tenant === 'none'
      ? []
      : [`tenant ${notOwn?.words ?? tenant}, ${placement === 'split' ? 'split' : `in ${placement}`}`]),
    ...(scope === 'none' ? [] : [`scope ${scope}`]),
    ...(rcn === 'none' ? [] : [`apply_rcn_roles=${rcn}`]),
    `${format} request, ${answer} response`,
    ...(suffix === 'none' ? [] : [`suffix .${suffix}`]),
    ...(wire === 'usual' ? [] : [wire === 'charset' ? 'a charset after the media type' : wireLabel[wire]]),
  ].join('; ');
}

/** The row of a request, if it is one: what the specs send anyway need not be sent again. */
export function rowOf(
  request: AuthRequest,
  users: KnownUsers,
  configuration: Configuration,
): Row | undefined {
  const login = loginOf(request);
  const { scope } = membersOf(request) ?? {};
  const account = login && accountOf(login.username, request, users, configuration);
  const isPlain = request.method === 'POST' && request.body.kind === 'read';
  const { contentType: format, responseFormat: answer, applyRcnRoles } = request;
  if (!account || !isPlain || (format !== 'json' && format !== 'xml') || answer === undefined)
    return undefined;
  const tenant = rowTenantOf(account, membersOf(request)?.tenants ?? [], users, configuration);
  if (!tenant || applyRcnRoles === 'no Boolean' || !(scope === undefined || scope === 'SETUP-MFA'))
    return undefined;
  const hasFactor = account === 'mfaUser' || account === 'mfaSetupUser';
  const byKey = login.type === 'apiKey';
  const isOpen = hasFactor ? byKey || scope !== undefined : byKey && scope !== undefined && isLetIn(account);
  const row: Row = {
    account,
    kind: isOpen ? 'open' : 'plain',
    type: login.type,
    ...tenant,
    scope: scope ?? 'none',
    rcn: applyRcnRoles === 'missing' ? 'none' : applyRcnRoles,
    format,
    answer,
    suffix: request.suffix ?? 'none',
    wire: request.wire ?? (request.withCharset === undefined ? 'usual' : 'charset'),
  };
  return fits(row, configuration) ? row : undefined;
}

function accountOf(
  username: string,
  request: AuthRequest,
  users: KnownUsers,
  { accounts }: Configuration,
): Row['account'] | undefined {
  if (isRightLogin(request, { users }))
    return accountNames.find((name) => accounts[name]?.username === username);
  return users.isInvented(username) ? 'nobody' : undefined;
}

function rowTenantOf(
  account: Row['account'],
  tenants: readonly NamedTenant[],
  users: KnownUsers,
  { accounts }: Configuration,
): Pick<Row, 'tenant' | 'placement'> | undefined {
  const [first, second, third] = tenants;
  if (!first) return { tenant: 'none', placement: 'auth' };
  const { username = '', tenantId, tenantName } = accounts[account === 'nobody' ? 'user' : account] ?? {};
  const { member, value, placement } = first;
  if (second)
    return third || member === second.member
      ? undefined
      : { tenant: 'both', placement: placement === second.placement ? placement : 'split' };
  if (typeof value !== 'string') return undefined;
  if (value === (member === 'tenantId' ? tenantId : tenantName))
    return { tenant: member === 'tenantId' ? 'own id' : 'own name', placement };
  const user = users.user(username);
  return user && users.isForeign(user, member, value) ? { tenant: 'not own', placement } : undefined;
}

interface SecondStep {
  /** The id of the requirement for which it is sent. */
  readonly requirement: string;
  readonly words: string;
  readonly send: Sending;
}

interface Step extends Omit<SecondStep, 'send'>, Pick<SecondRequest, 'tenant'> {
  /** How the login is begun that the second request completes. */
  readonly begun: Pick<Row, 'format' | 'tenant' | 'rcn'>;
}

/**
 * Multi-factor logins in addition to those of the specs: begun in one format and completed in the other, and with a
 * tenant in the second step, which is never granted to a user who does not have it (erratum E21). They begin with a
 * tenant of the user and a choice of RCN roles, which change nothing in the second factor (E31). They are sent one after
 * the other, since a service may keep only one pending session for a user.
 *
 * @param settled the multi-factor logins that are sent before
 */
export function secondSteps(configuration: Configuration, settled: readonly Sending[]): SecondStep[] {
  const { profiles } = configuration;
  if (!profiles.includes('mfa') || configuredValue(configuration, passcodeReference) === undefined) return [];
  const [notOwn] = notOwnTenants('mfaUser', configuration);
  const rcn = (choice: Row['rcn']) => (profiles.includes('rcn') ? choice : 'none');
  const [own = 'none'] = (['own id', 'own name'] as const).filter((tenant) =>
    fits({ account: 'mfaUser', tenant }, configuration),
  );
  const steps: Step[] = [];
  if (profiles.includes('xml'))
    steps.push({
      requirement: 'mfa.second-request',
      begun: { format: 'xml', tenant: own, rcn: rcn('true') },
      words: 'begun in XML and completed in JSON',
    });
  if (notOwn)
    steps.push({
      requirement: 'tenant.foreign',
      begun: { format: 'json', tenant: 'none', rcn: rcn('false') },
      words: `tenant ${notOwn.words} in the second request`,
      tenant: notOwn.members,
    });
  const all: SecondStep[] = [];
  for (const { requirement, begun, words, tenant } of steps) {
    const row: Row = {
      ...plainRow('password', begun.format),
      ...begun,
      account: 'mfaUser',
      placement: begun.tenant === 'none' ? 'auth' : sampledPlacement[begun.format],
    };
    const first: Sending = {
      request: requestOf(row),
      occasion: words,
      settled: [...settled, ...all.map(({ send }) => send)],
    };
    const send = following(first, secondRequest('json', { tenant }), sessionOf);
    all.push({ requirement, words: `${rowDescription(row)}; then the passcode; ${words}`, send });
  }
  all.push({
    requirement: 'mfa.challenge',
    words: 'mfaUser by password, with an unknown session',
    send: {
      request: {
        ...login({ account: 'mfaUser' }),
        headers: {
          ...login({ account: 'mfaUser' }).headers,
          'X-SessionId': reference('invented.session.first'),
        },
      },
      settled: [...settled, ...all.map(({ send }) => send)],
    },
  });
  return all;
}
