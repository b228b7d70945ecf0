import type { TenantMembers } from '../../../src/identity/auth';
import { accountNames, type AccountName, type Configuration } from '../../../src/identity/configuration';
import { reference } from '../../../src/identity/reference';
import { type Row } from './axes';
import { randomFrom } from './random';

/** A tenant that is not the user's, as a request names it, and in words. */
export interface NotOwnTenant {
  readonly words: string;
  readonly members: TenantMembers;
}

/** The tenants that a configuration has for an account and that are not its own, the nearest among them (erratum E21). */
export function notOwnTenants(account: AccountName, configuration: Configuration): NotOwnTenant[] {
  const { accounts, foreignTenantId } = configuration;
  const { tenantId, tenantName } = accounts[account] ?? {};
  const own = `accounts.${account}`;
  const other = otherOwnerOf(account, configuration);
  const others = accounts[other ?? account];
  const ofOther = (member: 'tenantId' | 'tenantName') => reference(`accounts.${other}.${member}`);
  const kinds: readonly (NotOwnTenant & { readonly given: boolean })[] = [
    {
      words: 'foreign id',
      members: { tenantId: reference('foreignTenantId') },
      given: foreignTenantId !== undefined && foreignTenantId !== tenantId,
    },
    {
      words: 'name of another account',
      members: { tenantName: ofOther('tenantName') },
      given: other !== undefined,
    },
    {
      words: 'unknown id',
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
      words: 'own name without its last character',
      members: { tenantName: reference(`${own}.tenantName.without-last`) },
      given: tenantName !== undefined && [...tenantName].length > 1,
    },
  ];
  return kinds.filter(({ given }) => given).map(({ words, members }) => ({ words, members }));
}

/**
 * Which tenant each row names that names one which is not the user's: each kind as often as any other, and spread over
 * formats and types of credentials.
 */
export function chosenTenants(
  rows: readonly Row[],
  configuration: Configuration,
  seed: number,
): ReadonlyMap<Row, NotOwnTenant> {
  const random = randomFrom(seed);
  const uses = new Map<string, number>();
  const usesOf = (...key: readonly string[]) => uses.get(key.join()) ?? 0;
  const chosen = new Map<Row, NotOwnTenant>();
  for (const row of rows) {
    const { account, tenant, format, type } = row;
    if (tenant !== 'not own' || account === 'nobody') continue;
    const [best] = notOwnTenants(account, configuration)
      .map((each) => ({
        each,
        used: usesOf(each.words) + usesOf(each.words, format) + usesOf(each.words, type),
        turn: random.below(1000),
      }))
      .sort((a, b) => a.used - b.used || a.turn - b.turn);
    if (!best) continue;
    const { words } = best.each;
    for (const key of [words, [words, format].join(), [words, type].join()]) uses.set(key, usesOf(key) + 1);
    chosen.set(row, best.each);
  }
  return chosen;
}

/** An account whose tenant another one, which has a tenant of its own, must not name. */
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
