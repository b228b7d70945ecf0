import { at } from '../../protocol/access';
import { isForeignAsked, mayBeIgnored } from '../allowed/tenant-rules';
import { fail, shown, shownOrMissing, tolerate } from '../deviation';
import { tenantAskedBy } from '../auth-request';
import { type ExchangeRule, type Observed, usernameOf } from './response-rule';

const own = { tenantId: 'id', tenantName: 'name' } as const;

/**
 * Which tenant a token is for (lines 272-278 and 314).
 *
 * @param hasToken whether there is a token, be it one for setting up a second factor
 */
export function tenantAccessRules(
  hasAccess: (observed: Observed) => boolean,
  hasToken: (observed: Observed) => boolean,
): ExchangeRule[] {
  const asked = ({ request }: Observed) => tenantAskedBy(request);
  const given = ({ response }: Observed, member: 'id' | 'name') =>
    at(response.access(), 'token', 'tenant', member);
  const isGranted = (observed: Observed) => {
    const tenant = asked(observed);
    return tenant !== undefined && given(observed, own[tenant.member]) === tenant.value;
  };

  return [
    /** The token is for the requested tenant. */
    {
      requirement: ({ request }) =>
        tenantAskedBy(request)?.member === 'tenantName' ? 'tenant.name' : 'tenant.id',
      appliesTo: (observed) =>
        hasAccess(observed) && typeof asked(observed)?.value === 'string' && !mayBeIgnored(observed.request),
      judge: (observed) => {
        const { member = 'tenantId', value } = asked(observed) ?? {};
        if (isGranted(observed)) return;
        const path = `access.token.tenant.${own[member]}`;
        const received = given(observed, own[member]);
        fail({
          message: `The token is not for the requested tenant: ${path} is ${shownOrMissing(received)}.`,
          path,
          expected: shown(value),
          received: shown(received),
        });
      },
    },

    /** A tenant that may be ignored is still never granted to a user who does not have it (E4, E21). */
    {
      requirement: 'tenant.foreign',
      appliesTo: (observed) => hasToken(observed) && isForeignAsked(observed.request, observed.known),
      judge: (observed) => {
        const { member = 'tenantId', value } = asked(observed) ?? {};
        if (isGranted(observed))
          fail({
            message: `The token is for a tenant that the user does not have: access.token.tenant.${own[member]} is ${shown(value)}.`,
            path: `access.token.tenant.${own[member]}`,
            expected: 'a refusal',
            received: shown(value),
          });
      },
    },

    /** A tenant in the placement of the table is read, or refused (E4). */
    {
      requirement: 'tenant.table-placement',
      appliesTo: (observed) =>
        hasAccess(observed) &&
        observed.request.contentType === 'json' &&
        asked(observed)?.placement === 'credentials' &&
        mayBeIgnored(observed.request),
      judge: (observed) => {
        const { member = 'tenantId', value } = asked(observed) ?? {};
        if (isGranted(observed)) return;
        const received = given(observed, own[member]);
        tolerate({
          message: `The ${member} inside the credentials object is ignored, which erratum E4 tolerates.`,
          path: `access.token.tenant.${own[member]}`,
          expected: shown(value),
          received: shown(received),
        });
      },
    },

    /** Id and name belong to the same tenant (E27). */
    {
      requirement: 'token.tenant',
      appliesTo: (observed) =>
        hasToken(observed) && at(observed.response.access(), 'token', 'tenant') !== undefined,
      judge: (observed) => {
        const [id, name] = [given(observed, 'id'), given(observed, 'name')];
        const tenants = observed.known.users.user(usernameOf(observed) ?? '')?.tenants ?? [];
        const other = tenants.find(
          (tenant) =>
            tenant.id !== undefined &&
            tenant.name !== undefined &&
            (tenant.id === id) !== (tenant.name === name),
        );
        if (!other || id === undefined || name === undefined) return;
        const member = other.id === id ? 'name' : 'id';
        fail({
          message: `The token's tenant has the id of one tenant and the name of another: access.token.tenant.${member}.`,
          path: `access.token.tenant.${member}`,
          expected: shown(other[member]),
          received: shown(member === 'id' ? id : name),
        });
      },
    },

    /** A token for which no tenant was requested, or one that is ignored, has none, or one of the user's (E23). */
    {
      requirement: (observed) => (asked(observed) === undefined ? 'tenant.optional' : 'token.tenant'),
      appliesTo: (observed) =>
        hasToken(observed) && (asked(observed) === undefined || mayBeIgnored(observed.request)),
      judge: (observed) => {
        const user = observed.known.users.user(usernameOf(observed) ?? '');
        const id = given(observed, 'id');
        if (!user || typeof id !== 'string' || isGranted(observed)) return;
        if (!observed.known.users.isForeign(user, 'tenantId', id)) return;
        const which =
          asked(observed) === undefined ? 'without a tenant' : 'with a tenant that may be ignored';
        fail({
          message: `The token of a login ${which} is for a tenant that the user does not have: access.token.tenant.id is ${shown(id)}.`,
          path: 'access.token.tenant.id',
          expected: 'no tenant, or one of the user',
          received: shown(id),
        });
      },
    },
  ];
}
