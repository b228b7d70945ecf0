import type { TokenRequest } from '../../http/token-request';
import type { Sending } from '../sendings/sending';
import { type Axes, type Row } from './axes';
import { requestOf, rowDescription } from './row-request';
import { plainRow } from './usual-rows';

/** A login with an optional member of another type, and the login itself, which is accepted. */
interface OtherValue {
  readonly words: string;
  readonly send: Sending;
  readonly twin: Sending;
}

/**
 * JSON logins whose tenant or scope is not a text (erratum E18 decides for required members only): a server may refuse
 * or ignore it, but not break.
 */
export function otherValues(axes: Axes, fits: (row: Row) => boolean): OtherValue[] {
  const tenant = (type: Row['type'], named: Row['tenant']): Row => ({
    ...plainRow(type, 'json'),
    tenant: named,
  });
  const setup: Row = {
    ...plainRow('password', 'json'),
    account: 'mfaSetupUser',
    kind: 'open',
    scope: 'SETUP-MFA',
  };
  const values: readonly (readonly [row: Row, member: string, value: string, words: string])[] = [
    [tenant('password', 'own id'), 'tenantId', '1', 'a number'],
    [tenant('apiKey', 'own id'), 'tenantId', '{}', 'an object'],
    [tenant('apiKey', 'own name'), 'tenantName', '["text"]', 'a list'],
    [setup, 'RAX-AUTH:scope', '{}', 'an object'],
  ];
  return values
    .filter(([row]) => axes.account.includes(row.account) && axes.type.includes(row.type) && fits(row))
    .map(([row, member, value, words]) => {
      const request = requestOf(row);
      return {
        words: `${rowDescription(row)}; its ${member} ${words}`,
        send: { request: withValue(request, member, value) },
        twin: { request },
      };
    });
}

function withValue(request: TokenRequest, member: string, value: string): TokenRequest {
  const written = new RegExp(`("${member}"\\s*:\\s*)"[^"]*"`);
  return { ...request, body: String(request.body).replace(written, (_, name: string) => `${name}${value}`) };
}
