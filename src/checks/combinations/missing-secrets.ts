import type { TokenRequest } from '../../http/token-request';
import { sampledPlacement } from '../sendings/logins';
import type { Sending } from '../sendings/sending';
import { type Axes, ownTenants, type Row } from './axes';
import { requestOf, rowDescription } from './row-request';
import { plainRow } from './usual-rows';

/** A login without its secret, and the login itself, which is accepted. */
interface MissingSecret {
  readonly words: string;
  readonly send: Sending;
  readonly twin: Sending;
}

/**
 * Logins without their secret under conditions that do not affect whether it may be missing (lines 44-45, 118-121;
 * erratum E31): each goes with a login that the specs send as well.
 */
export function missingSecrets(axes: Axes, fits: (row: Row) => boolean): MissingSecret[] {
  return rowsOf(axes)
    .filter(fits)
    .map((row) => {
      const request = requestOf(row);
      return {
        words: `${rowDescription(row)}; its secret missing`,
        send: { request: withoutSecret(request) },
        twin: { request },
      };
    });
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

function withoutSecret(request: TokenRequest): TokenRequest {
  return { ...request, body: String(request.body).replace(secretMember, '') };
}
