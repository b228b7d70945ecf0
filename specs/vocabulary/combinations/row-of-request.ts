import { accountNames, type Configuration } from '../../../src/identity/configuration';
import { membersOf, type AuthRequest, type NamedTenant } from '../../../src/oracle/auth-request';
import { isRightLogin, loginOf } from '../../../src/oracle/credential-rules';
import type { KnownUsers } from '../../../src/oracle/known-users';
import { fits, isLetIn, type Row } from './axes';

/** The row that a request is, where it is one: what the specs send anyhow need not be sent again. */
export function rowOf(
  request: AuthRequest,
  users: KnownUsers,
  configuration: Configuration,
): Row | undefined {
  const login = loginOf(request);
  const { scope } = membersOf(request) ?? {};
  const account = login && accountOf(login.username, request, users, configuration);
  const isPlain = request.method === 'POST' && request.body.kind === 'read';
  const { contentType: format, responseFormat: answer, applyRcnRoles } = request;
  if (!account || !isPlain || (format !== 'json' && format !== 'xml') || answer === undefined)
    return undefined;
  const tenant = tenantOf(account, membersOf(request)?.tenants ?? [], users, configuration);
  if (!tenant || applyRcnRoles === 'no Boolean' || !(scope === undefined || scope === 'SETUP-MFA'))
    return undefined;
  const hasFactor = account === 'mfaUser' || account === 'mfaSetupUser';
  const byKey = login.type === 'apiKey';
  const isOpen = hasFactor ? byKey || scope !== undefined : byKey && scope !== undefined && isLetIn(account);
  const row: Row = {
    account,
    kind: isOpen ? 'open' : 'plain',
    type: login.type,
    ...tenant,
    scope: scope ?? 'none',
    rcn: applyRcnRoles === 'missing' ? 'none' : applyRcnRoles,
    format,
    answer,
    suffix: request.suffix ?? 'none',
    wire: request.wire ?? (request.hasCharset ? 'charset' : 'usual'),
  };
  return fits(row, configuration) ? row : undefined;
}

function accountOf(
  username: string,
  request: AuthRequest,
  users: KnownUsers,
  { accounts }: Configuration,
): Row['account'] | undefined {
  if (isRightLogin(request, { users }))
    return accountNames.find((name) => accounts[name]?.username === username);
  return users.isInvented(username) ? 'nobody' : undefined;
}

function tenantOf(
  account: Row['account'],
  tenants: readonly NamedTenant[],
  users: KnownUsers,
  { accounts }: Configuration,
): Pick<Row, 'tenant' | 'placement'> | undefined {
  const [first, second, third] = tenants;
  if (!first) return { tenant: 'none', placement: 'auth' };
  const { username = '', tenantId, tenantName } = accounts[account === 'nobody' ? 'user' : account] ?? {};
  const { member, value, placement } = first;
  if (second)
    return third || member === second.member
      ? undefined
      : { tenant: 'both', placement: placement === second.placement ? placement : 'split' };
  if (typeof value !== 'string') return undefined;
  if (value === (member === 'tenantId' ? tenantId : tenantName))
    return { tenant: member === 'tenantId' ? 'own id' : 'own name', placement };
  const user = users.user(username);
  return user && users.isForeign(user, member, value) ? { tenant: 'not own', placement } : undefined;
}
