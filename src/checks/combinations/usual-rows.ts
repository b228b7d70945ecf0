import type { AccountName } from '../../protocol/account';
import type { CredentialsType } from '../../protocol/auth';
import type { Format } from '../../protocol/format';
import { sampledPlacement } from '../sendings/logins';
import { isLetIn, isSafe, ownTenants, type Axes, type Row } from './axes';

/** The usual way over the wire, and no suffix: then they are not the cause of a failure. */
const usual = { wire: 'usual', suffix: 'none' } as const;

function inTurn<Value>(values: readonly Value[], turn: number): Value {
  return values[turn % values.length] as Value;
}

/**
 * Each account with a tenant where the samples have it, in a login that is sent in the usual way: with other placements
 * or ways, more may be refused. Each names its tenant by id and by name, alternating formats, password and API key, and
 * RCN roles.
 */
export function usualRows({ account, tenant, format, type, rcn }: Axes): readonly Partial<Row>[] {
  const tenants = tenant.filter((each) => each !== 'none' && ownTenants.includes(each));
  return account.flatMap((name, turn) =>
    tenants.map((named, index): Partial<Row> => {
      const as = inTurn(format, turn + index);
      return {
        account: name,
        kind: 'plain',
        tenant: named,
        format: as,
        placement: sampledPlacement[as],
        scope: 'none',
        ...(isLetIn(name) ? { type: inTurn(type, index), rcn: inTurn(rcn, turn + index + 1) } : {}),
        ...usual,
      };
    }),
  );
}

/** Requests that are refused whatever else they hold (erratum E31), under conditions that are checked separately. */
export function refusedRows(
  { account, tenant, type, format, wire, rcn, scope }: Axes,
  seed: number,
): readonly Partial<Row>[] {
  const refused: readonly Partial<Row>[] = [
    ...account
      .filter((name) => name !== 'nobody' && !isLetIn(name))
      .map((name): Partial<Row> => ({ account: name, kind: 'plain' })),
    ...tenant.filter((each) => !ownTenants.includes(each)).map((each): Partial<Row> => ({ tenant: each })),
  ];
  // The specs send those of the first user.
  const others = account.filter((name) => isLetIn(name) && name !== 'user');
  const conditions: readonly Partial<Row>[] = [
    ...format.flatMap((written) =>
      format
        .filter((as) => as !== written)
        .map((as): Partial<Row> => ({ format: written, answer: as, suffix: 'none' })),
    ),
    ...format.map((each): Partial<Row> => ({ suffix: each })),
    ...rcn.filter((each) => each !== 'none').map((each): Partial<Row> => ({ rcn: each })),
    ...scope
      .filter((each) => each !== 'none')
      .map((each): Partial<Row> => ({ scope: each, type: 'password' })),
  ];
  const rows = refused.flatMap((row, place) =>
    [...conditions, ...otherWays(row, wire, place + seed)].map((condition, turn): Partial<Row> => {
      // Elsewhere, a tenant may be ignored, or refused.
      const as = condition.format ?? inTurn(format, turn);
      const isWithTenant = row.tenant === 'not own' || (row.account !== undefined && as === 'json');
      const where = isWithTenant ? { format: as, placement: sampledPlacement[as] } : {};
      const whose = row.tenant && others.length > 0 ? { account: inTurn(others, turn) } : {};
      // Those with a second factor are refused by password alone.
      const by =
        row.account === 'disabledUser' && condition.format ? { type: inTurn(type, format.indexOf(as)) } : {};
      return { ...row, ...condition, ...where, ...whose, ...by };
    }),
  );
  // The other users may have no tenants.
  const ofAnybody = rows
    .filter(({ tenant: asked }) => asked !== undefined)
    .map(({ account: _, ...row }) => row);
  return [...rows, ...ofAnybody];
}

/** RCN roles are seen in the logins of the user who has some (lines 86-87), by their name in the axes. */
export function rcnRows({ rcn, format, suffix, type }: Axes, account: AccountName): readonly Partial<Row>[] {
  if (!rcn.includes('true')) return [];
  const row: Partial<Row> = { account, kind: 'plain', rcn: 'true', scope: 'none' };
  return [
    ...suffix.filter((each) => each !== 'none').map((each) => ({ ...row, suffix: each })),
    ...format.flatMap((as) => format.map((answer) => ({ ...row, format: as, answer }))),
    ...type.map((by) => ({ ...row, type: by })),
  ];
}

/** The login of the user with RCN roles that asks for them: a wrong password must be refused there as well. */
export function rcnSecretRows({ rcn, account }: Axes): readonly Row[] {
  return rcn.includes('true') && account.includes('rcnUser')
    ? [{ ...plainRow('password', 'json'), account: 'rcnUser', rcn: 'true' }]
    : [];
}

/**
 * Every second way, in turns, for each refused user, and the others with another seed. A correct login may be refused
 * over some ways, so the twin of a row with a tenant uses another.
 */
function otherWays({ tenant }: Partial<Row>, wires: Axes['wire'], turn: number): readonly Partial<Row>[] {
  const others = wires.filter((wire) => wire !== 'usual');
  const inTheirTurn = others.filter((_, index) => index % 2 === turn % 2);
  const possible = tenant === undefined ? inTheirTurn : others.filter(isSafe).slice(-1);
  return possible.map((wire) => ({ wire }));
}

/**
 * The users with a second factor by API key: whether they get in is not decided (erratum E29), what they get if they do
 * is.
 */
export function openRows({ format }: Axes): readonly Partial<Row>[] {
  return (['mfaUser', 'mfaSetupUser'] as const).map((account, index) => ({
    ...plainRow('apiKey', inTurn(format, index)),
    account,
    kind: 'open',
  }));
}

/** The scope with each tenant of the user who must set up a second factor. */
export function setupRows({ format, tenant }: Axes): readonly Partial<Row>[] {
  return tenant
    .filter((each) => each !== 'none')
    .map((each, index): Partial<Row> => {
      const as = inTurn(format, index);
      return {
        account: 'mfaSetupUser',
        kind: 'open',
        type: 'password',
        scope: 'SETUP-MFA',
        tenant: each,
        format: as,
        placement: sampledPlacement[as],
        ...usual,
      };
    });
}

/**
 * Logins of the user who must set up a second factor that are given a token, for which their secret must be correct.
 */
export function setupLoginRows({ format, rcn, suffix }: Axes): readonly Row[] {
  const suffixes = suffix.filter((each) => each !== 'none');
  const ways = [
    ...rcn.flatMap((choice) => format.map((as) => ({ ...plainRow('password', as), rcn: choice }))),
    { ...plainRow('password', 'json'), wire: 'charset' as const },
    { ...plainRow('password', 'json'), tenant: 'own id' as const, placement: 'credentials' as const },
  ];
  return ways.map((row, turn): Row => ({
    ...row,
    account: 'mfaSetupUser',
    kind: 'open',
    scope: 'SETUP-MFA',
    answer: turn < format.length ? inTurn(format, turn + 1) : row.answer,
    suffix: suffixes[turn - format.length] ?? 'none',
  }));
}

/** The user's login that names a tenant which is not the user's, in the usual way. */
export function notOwnRow(type: CredentialsType, format: Format): Row & { account: AccountName } {
  return { ...plainRow(type, format), tenant: 'not own', placement: sampledPlacement[format] };
}

/** The user's plain login, in the usual way. */
export function plainRow(type: CredentialsType, format: Format): Row & { account: AccountName } {
  return {
    account: 'user',
    kind: 'plain',
    type,
    tenant: 'none',
    placement: 'auth',
    scope: 'none',
    rcn: 'none',
    format,
    answer: format,
    ...usual,
  };
}

/**
 * Logins of the users with a second factor that a wrong secret is tried in, the plainest and those that the document
 * leaves open: a wrong secret is refused in all of them (erratum E31).
 */
export function secondFactorRows({ format }: Axes): readonly Row[] {
  const rows: readonly (Partial<Row> & Pick<Row, 'account' | 'format'>)[] = [
    { account: 'mfaUser', format: 'xml' },
    { account: 'mfaUser', format: 'json', tenant: 'own id', rcn: 'true' },
    { account: 'mfaUser', format: 'json', kind: 'open', type: 'apiKey' },
    { account: 'mfaUser', format: 'json', kind: 'open', scope: 'SETUP-MFA' },
    { account: 'mfaSetupUser', format: 'xml', suffix: 'xml' },
  ];
  return rows
    .filter((row) => format.includes(row.format))
    .map((row) => ({ ...plainRow('password', row.format), ...row }));
}
