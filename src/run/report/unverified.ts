import { enumeration } from '../../../specs/vocabulary/obstacle';
import { groupBy, groupByMessage, type MessageGroup } from './grouping';
import type { Report, ReportedCheck } from './report';

/** `Configure accounts.user.password and foreignTenantId to verify this.` */
const missing = /^Configure ((?:accounts\.|foreignTenantId).*) to verify this\.$/;

/**
 * Why checks were not verified, the reason of most checks first. What is missing is named by account, whichever of its
 * values each check needs; where the server was gone, that is the one reason of all.
 */
export function unverifiedReasons(
  checks: readonly ReportedCheck[],
  stopped?: Report['stopped'],
): readonly MessageGroup[] {
  const own = checks.filter(({ status }) => status === 'not-verified');
  if (own.length > 0 && stopped?.kind === 'unreachable')
    return [{ message: 'The server could not be reached, or stopped responding.', checks: own }];
  if (own.length > 0 && stopped?.kind === 'not-identity')
    return [{ message: 'Not sent: there is no Identity service.', checks: own }];
  const wanting = own.filter(({ message = '' }) => missing.test(message));
  const byAccounts = groupBy(wanting, (check) => accountsOf(pathsOf(check)).join(' '));
  return [
    ...[...byAccounts.values()].map((group) => ({ message: wish(group), checks: group })),
    ...groupByMessage(own.filter((check) => !wanting.includes(check))),
  ].sort((a, b) => b.checks.length - a.checks.length);
}

/** `Configure accounts.user (apiKey, password, username) and foreignTenantId to verify this.` */
function wish(checks: readonly ReportedCheck[]): string {
  const paths = [...new Set(checks.flatMap(pathsOf))].sort();
  const parts = [...groupBy(paths, accountOf)].map(([account, own]) => {
    const members = own.map((path) => path.slice(account.length + 1)).filter((member) => member !== '');
    if (members.length === 0) return account;
    return members.length === 1 ? `${account}.${members.join()}` : `${account} (${members.join(', ')})`;
  });
  return `Configure ${enumeration(parts)} to verify this.`;
}

function pathsOf({ message = '' }: ReportedCheck): string[] {
  return (missing.exec(message)?.[1] ?? '').split(/, | and /);
}

function accountsOf(paths: readonly string[]): string[] {
  return [...new Set(paths.map(accountOf))].sort();
}

/** `accounts.user` of `accounts.user.password` */
function accountOf(path: string): string {
  return path.split('.').slice(0, 2).join('.');
}
