import type { TokenRequest } from '../../http/token-request';
import { sampledPlacement } from '../sendings/logins';
import type { Sending } from '../sendings/sending';
import { type Axes, ownTenants, type Row } from './axes';
import { requestOf, rowDescription } from './row-request';
import { plainRow } from './usual-rows';

/** A login with one defect, and the login without it, which is accepted and mostly sent anyway. */
interface DefectiveLogin {
  readonly words: string;
  readonly send: Sending;
  readonly twin: Sending;
}

const setupRow: Row = {
  ...plainRow('password', 'json'),
  account: 'mfaSetupUser',
  kind: 'open',
  scope: 'SETUP-MFA',
};

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
    ...(scope.includes('SETUP-MFA') ? [setupRow] : []),
    ...(rcn.includes('true')
      ? [{ ...plainRow('password', format.at(-1) ?? 'json'), account: 'rcnUser', rcn: 'true' } as const]
      : []),
  ];
}

/** The member of a JSON object, or the attribute of an element, with what separates it from the one before. */
const secretMember = /,?\s+"?(?:password|apiKey)"?\s*[:=]\s*"\$\{[^"]*"/;

/**
 * JSON logins whose tenant or scope is not a text (erratum E18 decides for required members only): a server may refuse
 * or ignore it, but not break.
 */
export function otherValues(axes: Axes, fits: (row: Row) => boolean): DefectiveLogin[] {
  const withTenant = (type: Row['type'], tenant: Row['tenant']): Row => ({
    ...plainRow(type, 'json'),
    tenant,
  });
  const values: readonly (readonly [row: Row, member: string, value: string, words: string])[] = [
    [withTenant('password', 'own id'), 'tenantId', '1', 'a number'],
    [withTenant('apiKey', 'own id'), 'tenantId', '{}', 'an object'],
    [withTenant('apiKey', 'own name'), 'tenantName', '["text"]', 'a list'],
    [setupRow, 'RAX-AUTH:scope', '{}', 'an object'],
  ];
  return values
    .filter(([row]) => axes.account.includes(row.account) && axes.type.includes(row.type) && fits(row))
    .map(([row, member, value, words]) =>
      defective(row, `its ${member} ${words}`, (body) =>
        body.replace(new RegExp(`("${member}"\\s*:\\s*)"[^"]*"`), (_, name: string) => `${name}${value}`),
      ),
    );
}

function defective(row: Row, defect: string, change: (body: string) => string): DefectiveLogin {
  const request: TokenRequest = requestOf(row);
  return {
    words: `${rowDescription(row)}; ${defect}`,
    send: { request: { ...request, body: change(String(request.body)) } },
    twin: { request },
  };
}
