import type { Configuration } from '../../configuration/configuration';
import { type AccountName, accountNames } from '../../protocol/account';
import type { TenantMembers } from '../../protocol/auth';
import { reference } from '../../protocol/reference';
import { type Axes, fits, type Row } from './axes';
import { type Random, randomFrom } from './random';
import { notOwnRow } from './usual-rows';

/** A tenant that is not the user's, as a request names it, and in words. */
export interface NotOwnTenant {
  readonly words: string;
  readonly members: TenantMembers;
  /** The tenant of another user, one that nobody has, or a text that resembles the user's own. */
  readonly whose: 'of another' | 'of nobody' | 'near';
}

/** The tenants that a configuration has for an account and that are not its own, the nearest among them (erratum E21). */
export function notOwnTenants(account: AccountName, configuration: Configuration): NotOwnTenant[] {
  const { accounts, foreignTenantId } = configuration;
  const { tenantId, tenantName } = accounts[account] ?? {};
  const own = `accounts.${account}`;
  const other = otherOwnerOf(account, configuration);
  const others = accounts[other ?? account];
  const ofOther = (member: 'tenantId' | 'tenantName') => reference(`accounts.${other}.${member}`);
  const kinds: readonly (Omit<NotOwnTenant, 'whose'> &
    Partial<NotOwnTenant> & { readonly given: boolean })[] = [
    {
      words: 'foreign id',
      whose: 'of another',
      members: { tenantId: reference('foreignTenantId') },
      given: foreignTenantId !== undefined && foreignTenantId !== tenantId,
    },
    {
      words: 'name of another account',
      whose: 'of another',
      members: { tenantName: ofOther('tenantName') },
      given: other !== undefined,
    },
    {
      words: 'unknown id',
      whose: 'of nobody',
      members: { tenantId: reference('invented.tenantId') },
      given: true,
    },
    {
      words: 'own id as name',
      members: { tenantName: reference(`${own}.tenantId`) },
      given: tenantId !== undefined && tenantId !== tenantName,
    },
    {
      words: 'own name in another letter case',
      members: { tenantName: reference(`${own}.tenantName.letter-case`) },
      given: tenantName !== undefined && /[a-z]/i.test(tenantName),
    },
    {
      words: 'id of another account',
      whose: 'of another',
      members: { tenantId: ofOther('tenantId') },
      given: other !== undefined && tenantId !== undefined && others?.tenantId !== undefined,
    },
    {
      words: 'own name as id',
      members: { tenantId: reference(`${own}.tenantName`) },
      given: tenantName !== undefined && tenantId !== tenantName,
    },
    {
      words: 'own id with one character more',
      members: { tenantId: reference(`${own}.tenantId.one-more`) },
      given: tenantId !== undefined,
    },
    {
      words: 'own id without its last character',
      members: { tenantId: reference(`${own}.tenantId.without-last`) },
      given: tenantId !== undefined && [...tenantId].length > 1,
    },
    {
      words: 'own name without its last character',
      members: { tenantName: reference(`${own}.tenantName.without-last`) },
      given: tenantName !== undefined && [...tenantName].length > 1,
    },
  ];
  return kinds.filter(({ given }) => given).map(({ given: _, ...kind }) => ({ whose: 'near', ...kind }));
}

/** A row, and the tenant that it names if that is not the user's. */
interface RowWithTenant {
  readonly row: Row;
  readonly notOwn?: NotOwnTenant;
}

/**
 * Gives each row with a tenant that is not the user's one of these tenants, and adds the user's plain login for each
 * tenant that no row names, or, if it is another user's, that no row of a format names.
 */
export function withNotOwnTenants(
  rows: readonly Row[],
  axes: Axes,
  configuration: Configuration,
  seed: number,
): RowWithTenant[] {
  const random = randomFrom(seed);
  const uses = new Map<string, number>();
  const usesOf = (...what: readonly string[]) => uses.get(what.join()) ?? 0;
  const count = ({ words, members }: NotOwnTenant, { format, type }: Row) => {
    for (const what of [
      [words, format],
      [words, type],
      [...Object.keys(members), type, format],
    ])
      uses.set(what.join(), usesOf(...what) + 1);
  };
  const given = rows.map((row): RowWithTenant => {
    if (row.tenant !== 'not own' || row.account === 'nobody') return { row };
    // A condition is tried with the tenant of another user, which a server that looks no further would grant.
    const anothers = tenantsOfOthers(row.account, configuration);
    const [notOwn] = random
      .shuffled(anothers.length > 0 ? anothers : notOwnTenants(row.account, configuration))
      .map((tenant) => ({ tenant, used: usesOf(tenant.words, row.format) + usesOf(tenant.words, row.type) }))
      .sort((a, b) => a.used - b.used)
      .map(({ tenant }) => tenant);
    if (!notOwn) return { row };
    count(notOwn, row);
    return { row, notOwn };
  });
  const added = notOwnTenants('user', configuration).flatMap((notOwn, turn): RowWithTenant[] => {
    const { words, whose, members } = notOwn;
    // The specs name unknown ones.
    if (whose === 'of nobody') return [];
    const isAnothers = whose === 'of another';
    const untried = axes.format.filter((format) => usesOf(words, format) === 0);
    if (!isAnothers && untried.length < axes.format.length) return [];
    const usesOfMember = ({ type, format }: Row) => usesOf(...Object.keys(members), type, format);
    const choices = isAnothers ? untried.map((format) => [format]) : [untried];
    return choices.flatMap((formats): RowWithTenant[] => {
      // The specs send tenants that are not the user's by password, so that API keys come first.
      const [row] = [...axes.type]
        .reverse()
        .flatMap((type) => formats.map((format) => notOwnRow(type, format)))
        .filter((each) => fits(each, configuration))
        .sort((a, b) => usesOfMember(a) - usesOfMember(b) || usesOf(words, a.type) - usesOf(words, b.type));
      if (!row) return [];
      count(notOwn, row);
      return [{ row: { ...row, answer: axes.answer[turn % axes.answer.length] ?? row.answer }, notOwn }];
    });
  });
  return [...given, ...added, ...foreignElsewhere(axes, configuration, random)];
}

/**
 * Another user's tenant where the samples have none, or with the scope, whose token needs none: a server may refuse or
 * ignore it, but never grant it (errata E4, E21, E30).
 */
function foreignElsewhere(axes: Axes, configuration: Configuration, random: Random): RowWithTenant[] {
  const types = random.shuffled(axes.type);
  const elsewhere = axes.format.map((format, turn) => {
    const row = notOwnRow(types[turn % types.length] ?? 'password', format);
    return { ...row, placement: row.placement === 'auth' ? 'credentials' : 'auth' } as const;
  });
  const withScope = axes.scope
    .filter((scope) => scope !== 'none')
    .map(
      (scope) =>
        ({ ...notOwnRow('password', 'json'), account: 'mfaSetupUser', kind: 'open', scope }) as const,
    );
  return [...elsewhere, ...withScope].flatMap((row): RowWithTenant[] => {
    const [notOwn] = random.shuffled(tenantsOfOthers(row.account, configuration));
    const isPossible = fits({ ...row, tenant: 'none', placement: 'auth' }, configuration);
    return notOwn && isPossible ? [{ row, notOwn }] : [];
  });
}

function tenantsOfOthers(account: AccountName, configuration: Configuration): NotOwnTenant[] {
  return notOwnTenants(account, configuration).filter(({ whose }) => whose === 'of another');
}

/** An account whose tenant another account, which has its own tenant, must not name. */
function otherOwnerOf(
  account: AccountName,
  { accounts }: Pick<Configuration, 'accounts'>,
): AccountName | undefined {
  const own = Object.values(accounts)
    .filter(({ username }) => username === accounts[account]?.username)
    .flatMap(({ tenantName }) => tenantName ?? []);
  if (own.length === 0) return undefined;
  return accountNames.find((name) => {
    const value = accounts[name]?.tenantName;
    return value !== undefined && !own.includes(value);
  });
}
