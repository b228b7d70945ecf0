import type { CredentialsType } from '../../../src/identity/auth';
import type { Format } from '../../../src/identity/format';
import { sampledPlacement } from '../logins';
import { isLetIn, ownTenants, type Axes, type Row } from './axes';

/** The usual way over the wire, and no suffix: what fails then is not their fault. */
const usual = { wire: 'usual', suffix: 'none' } as const;

/**
 * Each account with a tenant where the samples have it, in a login that comes in the usual way: elsewhere, and over
 * other ways, more may be refused. Each names its tenant by id and by name, in turns in one format and the other.
 */
export function usualRows({ account, tenant, format }: Axes): readonly Partial<Row>[] {
  const tenants = tenant.filter((each) => each !== 'none' && ownTenants.includes(each));
  return account.flatMap((name, turn) =>
    tenants.map((of, index) => {
      const as: Format = format[(turn + index) % format.length] ?? 'json';
      return {
        account: name,
        kind: 'plain',
        tenant: of,
        format: as,
        placement: sampledPlacement[as],
        ...usual,
      };
    }),
  );
}

/** What is refused whatever else the request holds (erratum E31), under the conditions that are checked by themselves. */
export function refusedRows({ account, tenant, format }: Axes): readonly Partial<Row>[] {
  const refused: readonly Partial<Row>[] = [
    ...account
      .filter((name) => name !== 'nobody' && !isLetIn(name))
      .map((name): Partial<Row> => ({ account: name, kind: 'plain' })),
    ...tenant.filter((each) => !ownTenants.includes(each)).map((each): Partial<Row> => ({ tenant: each })),
  ];
  const conditions: readonly Partial<Row>[] = [
    ...format.flatMap((of) =>
      format
        .filter((as) => as !== of)
        .map((as): Partial<Row> => ({ format: of, answer: as, suffix: 'none' })),
    ),
    ...format.map((each): Partial<Row> => ({ suffix: each })),
  ];
  return refused.flatMap((row) => conditions.map((condition) => ({ ...row, ...condition })));
}

/** The user's login that names a tenant which is not the user's, in the usual way. */
export function notOwnRow(type: CredentialsType, format: Format): Row {
  return {
    account: 'user',
    kind: 'plain',
    type,
    tenant: 'not own',
    placement: sampledPlacement[format],
    scope: 'none',
    rcn: 'none',
    format,
    answer: format,
    ...usual,
  };
}
