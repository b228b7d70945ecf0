import type { Configuration } from '../../configuration/configuration';
import { sampledPlacement } from '../sendings/logins';
import { type Axes, fits, isLetIn, ownTenants, type Row } from './axes';
import { coveringRows } from './covering';

/** A way to send a login, whoever logs in. */
export type Condition = Omit<Row, 'account' | 'kind'>;

/**
 * The conditions of a login that do not affect whether its secret is correct (erratum E31), each with a password and
 * with an API key.
 *
 * @param seen rows with a wrong secret that are sent anyway
 */
export function conditionsOf(
  configuration: Configuration,
  axes: Axes,
  seed: number,
  seen: readonly Condition[],
): Condition[] {
  const { account: _, kind: __, ...conditions } = axes;
  const names = Object.keys(conditions) as (keyof Condition)[];
  return coveringRows<Condition>({
    axes: {
      ...conditions,
      tenant: axes.tenant.filter((tenant) => ownTenants.includes(tenant)),
    },
    fits: (row) =>
      isWhereSampled(row) &&
      axes.account.some(
        (account) => account !== 'nobody' && isLetIn(account) && fits({ ...row, account }, configuration),
      ),
    unrelated: names.flatMap((one) =>
      names
        .filter((other) => other !== one && ![one, other].includes('type'))
        .map((other) => [one, other] as const),
    ),
    strength: 2,
    wanted: triplesOf(axes),
    seed,
    already: seen,
  });
}

/** A tenant in each format, and each response format for each request format, with each type of credentials. */
function triplesOf({ type, tenant, format, answer }: Axes): Partial<Condition>[] {
  return type.flatMap((by) =>
    format.flatMap((as) => [
      ...tenant
        .filter((named) => named !== 'none' && ownTenants.includes(named))
        .map((named) => ({ type: by, tenant: named, format: as, placement: sampledPlacement[as] })),
      ...answer.map((each) => ({ type: by, format: as, answer: each })),
    ]),
  );
}

function isWhereSampled({ tenant, placement, format }: Partial<Condition>): boolean {
  if (tenant === undefined || tenant === 'none' || placement === undefined || format === undefined)
    return true;
  return placement === sampledPlacement[format];
}
