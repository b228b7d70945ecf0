import type { Configuration } from '../../configuration/configuration';
import { type AccountName, accountNames } from '../../protocol/account';
import { type CredentialsType, credentialsTypes } from '../../protocol/auth';
import type { Format } from '../../protocol/format';
import { kindsOfPasswords, type NearKind, nearKindsOf } from '../sendings/nearly-right-secrets';
import type { Sending } from '../sendings/sending';
import { type Axes, fits, isGivenToken, isLetIn, isSafe, type Row } from './axes';
import { type Condition, conditionsOf } from './login-conditions';
import { rcnSecretRows, secondFactorRows, setupLoginRows } from './usual-rows';

/** A row with a wrong secret, and how it is wrong. */
interface WrongSecretRow {
  readonly row: Row & { readonly account: AccountName };
  readonly kind: NearKind;
}

/** The kinds of wrong passwords that are tried in an otherwise plain login. */
const plainKinds: readonly NearKind[] = ['without-first', 'last-replaced', ...kindsOfPasswords];

interface Slot {
  readonly account: AccountName;
  readonly type: CredentialsType;
  readonly kind: NearKind;
}

/** How many wrong secrets an account may still be sent: in all, and without using the reserve. */
interface WrongSecretsLeft {
  readonly all: number;
  readonly spare: number;
}

/**
 * Wrong secrets spread over the conditions under which a login can be made: each way of being wrong is tried for
 * passwords and for API keys, as far as the accounts have them and the limit has room.
 *
 * @param twins logins that are sent anyway: if the correct login after a wrong secret is one of them, it serves as both
 */
export function wrongSecretRows(
  configuration: Configuration,
  axes: Axes,
  seed: number,
  sent: readonly Sending[],
  twins: readonly Row[],
): WrongSecretRow[] {
  const leftFor = wrongSecretsLeft(configuration, sent);
  const slots = accountNames.filter(isLetIn).flatMap((account) => slotsOf(account, configuration));
  const rows: WrongSecretRow[] = [];
  const tried = sent.flatMap(({ request }) => triedBySpecs(request));
  const uses = (slot: Partial<Tried>) =>
    tried.filter(
      ({ type, kind, format }) =>
        kind === slot.kind && (slot.type ?? type) === type && (slot.format ?? format) === format,
    ).length;
  const usesOf = ({ type, kind }: Pick<Slot, 'type' | 'kind'>) => uses({ type, kind });
  const usesIn = ({ type, kind }: Slot, { format }: Condition) =>
    uses({ type, kind, format }) * 2 + uses({ kind, format });
  const room = (account: AccountName, limit: keyof WrongSecretsLeft) =>
    leftFor(account)[limit] - rows.filter(({ row }) => row.account === account).length;
  const add = (row: WrongSecretRow): void => {
    rows.push(row);
    // For other accounts an accepted login looks like a refusal: a challenge, or a missing scope.
    if (isGivenToken(row.row) && (isLetIn(row.row.account) || plainKinds.includes(row.kind)))
      tried.push({ type: row.row.type, kind: row.kind, format: row.row.format });
  };
  const rarity = ({ type, kind }: Slot) =>
    slots.filter((slot) => slot.type === type && slot.kind === kind).length;
  const isUntriedOf = ({ account, type }: Slot) =>
    !rows.some(({ row }) => row.account === account && row.type === type);
  const byNeed = (a: Slot, b: Slot) => Number(isUntriedOf(b)) - Number(isUntriedOf(a));
  const byKind = (condition: Condition) => (a: Slot, b: Slot) =>
    usesOf(a) - usesOf(b) ||
    rarity(a) - rarity(b) ||
    byNeed(a, b) ||
    usesIn(a, condition) - usesIn(b, condition);
  const byAccount = (limit: keyof WrongSecretsLeft) => (a: Slot, b: Slot) =>
    byNeed(a, b) ||
    membersOf(a.account, configuration) - membersOf(b.account, configuration) ||
    room(b.account, limit) - room(a.account, limit);
  const take = (
    condition: Condition,
    limit: keyof WrongSecretsLeft,
    first: 'account' | 'kind',
    isWanted: (slot: Slot) => boolean,
  ): boolean => {
    const [accounts, kinds] = [byAccount(limit), byKind(condition)];
    const [slot] = slots
      .filter(({ account }) => room(account, limit) > 0)
      .filter(({ account, type }) => fits({ ...condition, account, type }, configuration))
      .filter((slot) => slot.type === condition.type && isWanted(slot))
      .sort((a, b) => (first === 'account' ? accounts(a, b) || kinds(a, b) : kinds(a, b) || accounts(a, b)));
    if (!slot) return false;
    const { account, type, kind } = slot;
    add({ row: { ...condition, account, kind: 'plain', type }, kind });
    return true;
  };
  /** Whether some account that the condition fits has more attempts than the specs use, or had. */
  const hasSpare = (condition: Condition) =>
    slots.some(({ account }) => leftFor(account).spare > 0 && fits({ ...condition, account }, configuration));
  /** Whether the accounts have no more attempts to spare than there are ways of being wrong to try. */
  const isScarce = () => {
    const untried = new Set(
      slots.filter((slot) => usesOf(slot) === 0).map(({ type, kind }) => `${type} ${kind}`),
    );
    const accounts = [...new Set(slots.map(({ account }) => account))];
    return accounts.reduce((sum, account) => sum + Math.max(0, room(account, 'spare')), 0) <= untried.size;
  };
  /** The way of being wrong that was tried least for the secret of a row, of those that are asked for. */
  const takeAs = (row: Row, isWanted: (kind: NearKind) => boolean = () => true): void => {
    const { account } = row;
    // The covering ignores how a login with the scope is sent.
    const isPossible = fits({ ...row, suffix: 'none', wire: 'usual' }, configuration);
    if (account === 'nobody' || !isPossible || room(account, 'spare') <= 0) return;
    const own = slotsOf(account, configuration)
      .filter((each) => each.type === row.type && isMust(each) && isWanted(each.kind))
      .sort((a, b) => usesOf(a) - usesOf(b) || rarity(a) - rarity(b) || usesIn(a, row) - usesIn(b, row));
    const slot = own[account === 'mfaUser' ? rows.length % own.length : 0];
    if (slot && (usesOf(slot) === 0 || !isLetIn(account) || !isScarce()))
      add({ row: { ...row, account }, kind: slot.kind });
  };

  const ownersOf = ({ type }: Condition) =>
    new Set(slots.flatMap((slot) => (slot.type === type ? [slot.account] : []))).size;
  // Those that fewer accounts can be used for come first: the others would take their room.
  const uncovered = () =>
    conditionsOf(
      configuration,
      axes,
      seed,
      rows.flatMap(({ row, kind }) => (isGivenToken(row) && isMust({ ...row, kind }) ? [row] : [])),
    ).sort((a, b) => ownersOf(a) - ownersOf(b));

  for (const row of secondFactorRows(axes)) takeAs(row);
  for (const row of setupLoginRows(axes))
    takeAs(row, (kind) => plainKinds.includes(kind) && usesOf({ type: 'password', kind }) === 0);
  for (const row of rcnSecretRows(axes)) takeAs(row);
  for (const row of twins.filter(({ wire }) => isSafe(wire))) takeAs(row);
  for (const limit of ['spare', 'all'] as const) {
    const conditions = slots.some((slot) => usesOf(slot) === 0) ? uncovered() : [];
    for (const slot of slots.toSorted((a, b) => rarity(a) - rarity(b))) {
      if (usesOf(slot) > 0) continue;
      const at = conditions.findIndex(
        (condition) =>
          (limit === 'spare' || !hasSpare(condition)) &&
          take(condition, limit, 'kind', ({ type, kind }) => type === slot.type && kind === slot.kind),
      );
      // Another way of being wrong is tried under another condition, while there are some.
      if (at >= 0) conditions.push(...conditions.splice(at, 1));
    }
  }
  for (const condition of uncovered())
    if (!take(condition, 'spare', 'account', isMust) && !hasSpare(condition))
      take(condition, 'all', 'account', isMust);
  return rows;
}

/**
 * An API key in another letter case may be accepted, with a warning (erratum E32): it proves nothing about a condition.
 */
function isMust({ type, kind }: Pick<Slot, 'type' | 'kind'>): boolean {
  return !(type === 'apiKey' && kind === 'letter-case');
}

/** How many of the members an account has that only some of them have: the one with the fewest serves first. */
function membersOf(account: AccountName, { accounts }: Configuration): number {
  const { apiKey, tenantId, tenantName } = accounts[account] ?? {};
  return [apiKey, tenantId, tenantName].filter((member) => member !== undefined).length;
}

/** How many wrong secrets the limit allows for an account after those of the specs. */
function wrongSecretsLeft(
  { accounts, limits }: Configuration,
  sent: readonly Sending[],
): (account: AccountName) => WrongSecretsLeft {
  const counts = new Map<string | undefined, { firm: number; dispensable: number }>();
  for (const { request, dispensable } of sent) {
    const account = request.wrongSecretFor?.replace('accounts.', '') as AccountName | undefined;
    if (account === undefined) continue;
    const count = counts.get(accounts[account]?.username) ?? { firm: 0, dispensable: 0 };
    counts.set(accounts[account]?.username, count);
    count[dispensable ? 'dispensable' : 'firm'] += 1;
  }
  return (account) => {
    const { firm = 0, dispensable = 0 } = counts.get(accounts[account]?.username) ?? {};
    const all = limits.wrongSecretsPerAccount - firm;
    return { all, spare: all - dispensable };
  };
}

interface Tried {
  readonly type: CredentialsType;
  readonly kind: NearKind;
  readonly format: Format;
}

/** The way in which a secret is wrong that a request of the specs presents. */
function triedBySpecs({ body, format }: Sending['request']): Tried[] {
  const [, type, kind] = /\baccounts\.\w+\.(password|apiKey)\.([a-z-]+)\}/.exec(String(body)) ?? [];
  return type && kind ? [{ type: type as CredentialsType, kind: kind as NearKind, format }] : [];
}

/** The ways in which the secrets of an account can be wrong. */
function slotsOf(account: AccountName, configuration: Configuration): Slot[] {
  const { accounts, profiles } = configuration;
  return credentialsTypes
    .filter((type) => type === 'password' || profiles.includes('api-key'))
    .filter((type) => accounts[account]?.[type] !== undefined)
    .flatMap((type) =>
      nearKindsOf(account, type, configuration)
        // The specs send an empty secret of each type in each format.
        .filter((kind) => kind !== 'empty')
        .map((kind) => ({ account, type, kind })),
    );
}
