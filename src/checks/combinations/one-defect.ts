import type { TokenRequest } from '../../http/token-request';
import { sampledPlacement } from '../sendings/logins';
import type { Sending } from '../sendings/sending';
import { type Axes, ownTenants, type Row } from './axes';
import { requestOf, rowDescription } from './row-request';
import { plainRow } from './usual-rows';

/** A login with one defect, and the login without it, which is accepted and mostly sent anyway. */
interface DefectiveLogin {
  /** The requirement that it is sent for, if not the one that decides the response. */
  readonly requirement?: string;
  readonly words: string;
  readonly send: Sending;
  readonly twin: Sending;
}

/**
 * Logins without their secret under conditions that do not affect whether it may be missing (lines 44-45, 118-121;
 * erratum E31).
 */
export function missingSecrets(axes: Axes, fits: (row: Row) => boolean): DefectiveLogin[] {
  return rowsOf(axes)
    .filter(fits)
    .map((row) => defective(row, 'its secret missing', (body) => body.replace(secretMember, '')));
}

function rowsOf({ type, format, tenant, scope, rcn }: Axes): Row[] {
  const named = tenant.filter((each) => each !== 'none' && ownTenants.includes(each));
  const withTenant = type.flatMap((by, turn) =>
    format.map((as, index): Row => {
      const which = named[(turn + index) % named.length] ?? 'none';
      // By password, the response is to be in the other format.
      const answer = turn === 0 ? (format.at(-1 - index) ?? as) : as;
      return { ...plainRow(by, as), tenant: which, placement: sampledPlacement[as], answer };
    }),
  );
  return [
    ...withTenant,
    ...(scope.includes('SETUP-MFA')
      ? [
          {
            ...plainRow('password', 'json'),
            account: 'mfaSetupUser',
            kind: 'open',
            scope: 'SETUP-MFA',
          } as const,
        ]
      : []),
    ...(rcn.includes('true')
      ? [{ ...plainRow('password', format.at(-1) ?? 'json'), account: 'rcnUser', rcn: 'true' } as const]
      : []),
  ];
}

/** The member of a JSON object, or the attribute of an element, with what separates it from the one before. */
const secretMember = /,?\s+"?(?:password|apiKey)"?\s*[:=]\s*"\$\{[^"]*"/;

/**
 * JSON logins whose tenant is not a text (erratum E18 decides for required members only): a server may refuse or ignore
 * it, but not break.
 */
export function otherTenants(axes: Axes, fits: (row: Row) => boolean): DefectiveLogin[] {
  const values: readonly (readonly [
    type: Row['type'],
    tenant: Row['tenant'],
    value: string,
    words: string,
  ])[] = [
    ['password', 'own id', '1', 'a number'],
    ['apiKey', 'own id', '{}', 'an object'],
    ['apiKey', 'own name', '["text"]', 'a list'],
  ];
  return values
    .map(([type, tenant, ...value]) => [{ ...plainRow(type, 'json'), tenant }, ...value] as const)
    .filter(([row]) => axes.type.includes(row.type) && fits(row))
    .map(([row, value, words]) => ({
      ...defective(row, `its tenant ${words}`, (body) =>
        body.replace(/("tenant(?:Id|Name)"\s*:\s*)"[^"]*"/, (_, name: string) => `${name}${value}`),
      ),
      requirement: row.tenant === 'own id' ? 'tenant.id' : 'tenant.name',
    }));
}

function defective(row: Row, defect: string, change: (body: string) => string): DefectiveLogin {
  const request: TokenRequest = requestOf(row);
  return {
    words: `${rowDescription(row)}; ${defect}`,
    send: { request: { ...request, body: change(String(request.body)) } },
    twin: { request },
  };
}
