import type { Token } from '../access';
import { leaveOut, withToken } from './access-parts';
import type { Variation } from './variation';

const minute = 60 * 1000;

/** Other tokens. */
export const tokenVariations: readonly Variation[] = [
  {
    name: 'token-without-tenant',
    what: 'a login without a tenant gives a token without one',
    vary: (standard) => withToken(standard, (token, { tenantWasAsked }) => (tenantWasAsked ? token : leaveOut(token, 'tenant'))),
  },
  {
    name: 'token-the-same-again',
    what: 'a user who logs in again gets the same token as before while it is valid',
    vary: (standard) => {
      const issued = new Map<string, Token>();
      return withToken(standard, (token, { user, tenant, authenticatedBy, scope }) => {
        const key = [user.id, tenant.id, ...authenticatedBy, scope].join(' ');
        issued.set(key, issued.get(key) ?? token);
        return issued.get(key) ?? token;
      });
    },
  },
  {
    name: 'token-long',
    what: 'a token id has three thousand characters, signs of base64 among them',
    vary: (standard) => withToken(standard, (token) => ({ ...token, id: `gAAAA+/${token.id.repeat(94)}==` })),
  },
  {
    name: 'token-in-headers-too',
    what: 'the token comes in X-Auth-Token and X-Subject-Token as well',
    vary: (standard) => ({
      ...standard,
      send: (answer, outgoing, request) => {
        const id = /"?\bid"?[:=]\s*"(\w{32})"/.exec(String(answer.body))?.[1];
        const headers = id ? { ...answer.headers, 'X-Auth-Token': id, 'X-Subject-Token': id } : answer.headers;
        return standard.send({ ...answer, headers }, outgoing, request);
      },
    }),
  },
  {
    name: 'expires-east-of-utc',
    what: 'the date of expiry has an offset of five hours and a half',
    vary: (standard) => withToken(standard, (token) => ({ ...token, expires: withOffset(token.expires, 330, '+05:30') })),
  },
  {
    name: 'expires-west-of-utc',
    what: 'the date of expiry has an offset of minus six hours, like one of the samples',
    vary: (standard) => withToken(standard, (token) => ({ ...token, expires: withOffset(token.expires, -360, '-06:00') })),
  },
  {
    name: 'expires-without-fraction',
    what: 'the date of expiry has no fraction of the second',
    vary: (standard) => withToken(standard, (token) => ({ ...token, expires: token.expires.replace(/\.\d+/, '') })),
  },
  {
    name: 'expires-in-nanoseconds',
    what: 'the date of expiry has nine digits of the second',
    vary: (standard) => withToken(standard, (token) => ({ ...token, expires: token.expires.replace('Z', '123456Z') })),
  },
  {
    name: 'expires-soon',
    what: 'a token lives for ten minutes',
    vary: (standard) => withToken(standard, (token) => ({ ...token, expires: new Date(Date.now() + 10 * minute).toISOString() })),
  },
];

function withOffset(utc: string, minutes: number, offset: string): string {
  return new Date(Date.parse(utc) + minutes * minute).toISOString().replace('Z', offset);
}
