import { fail, received, shown, shownOrMissing, tolerate } from '../../oracle/deviation';
import { at } from '../../protocol/access';
import type { Expectation } from '../check';
import type { Also } from './accepted';
import { isClientError, type Refusal } from './refused';

const tenantMember = { tenantId: 'id', tenantName: 'name' } as const;

/** The token is for the tenant whose id or name a reference gives. */
export function scopedTo(member: 'id' | 'name', reference: string): Also {
  return {
    expects: 'for the requested tenant',
    judge: (access, { valueOf }) => {
      const [asked, given] = [valueOf(reference), at(access, 'token', 'tenant', member)];
      if (given !== asked)
        fail({
          message: `The token is not for the requested tenant: access.token.tenant.${member} is ${shownOrMissing(given)}.`,
          path: `access.token.tenant.${member}`,
          expected: shown(asked),
          received: shown(given),
        });
    },
  };
}

/** The placement of the table (erratum E4): the right scope, or 400; a token without it is a warning. */
export function notIgnoringTenant(member: keyof typeof tenantMember): Expectation {
  const expects = '200 with a token for that tenant, or 400';
  return {
    expects,
    judge: ({ answer, others, valueOf }) => {
      if (answer.status === 400) return 'The server refuses a tenant inside the JSON credentials object.';
      const access = answer.status === 200 ? answer.access() : undefined;
      if (!access)
        fail({
          message: `The response is ${received(answer)}.`,
          expected: expects,
          received: received(answer),
        });
      const given = at(access, 'token', 'tenant', tenantMember[member]);
      const anyhow = others.some(
        (other) => at(other.access(), 'token', 'tenant', tenantMember[member]) === given,
      );
      if (given === valueOf(`\${accounts.user.${member}}`))
        return anyhow
          ? 'The token is for that tenant by default, so it is unknown whether the server read it.'
          : undefined;
      if (given !== undefined && !anyhow)
        fail({
          message: `The token is neither for the requested tenant nor for the one that a login without a tenant gets: ${shown(given)}.`,
          path: `access.token.tenant.${tenantMember[member]}`,
          expected: expects,
          received: shown(given),
        });
      return tolerate({
        message: `The ${member} inside the credentials object is ignored: the token ${given === undefined ? 'has no tenant' : `is for ${shown(given)}`}.`,
        path: `access.token.tenant.${tenantMember[member]}`,
        expected: expects,
        received: shown(given),
      });
    },
  };
}

/** A placement that no table and no sample of the document has: 200 and 4xx pass, and the report notes which it was. */
export function honoursTenant(member: keyof typeof tenantMember): Expectation {
  return {
    expects: '200 or 4xx; ideally 200 with a token for that tenant',
    judge: ({ answer, valueOf }) => {
      if (answer.status === 200) {
        const given = at(answer.access(), 'token', 'tenant', tenantMember[member]);
        const honoured = given === valueOf(`\${accounts.user.${member}}`);
        return honoured ? undefined : `A ${member} on the XML auth element is ignored.`;
      }
      if (isClientError(answer.status))
        return `A ${member} on the XML auth element is refused with ${answer.status}.`;
      return fail({
        message: `The response is ${received(answer)}.`,
        expected: '200 or 4xx',
        received: received(answer),
      });
    },
  };
}

/** The refusal of a tenant that is unknown or not the user's (erratum E21). */
export const foreignTenant: Refusal = {
  expects: '401',
  expected: (status) => status === 401,
  tolerated: { by: 'E21', status: (status) => [400, 403, 404].includes(status) },
};
