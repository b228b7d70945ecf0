import type { Tenant } from '../access';
import { Refusal } from '../refusal';
import type { User } from './directory';
import type { AskedTenant, Login } from './presented';

/** @throws Refusal `userDisabled`, once the credentials were right (document lines 56-60) */
export function refuseDisabled(user: User): void {
  if (user.disabled) throw new Refusal('userDisabled');
}

/**
 * @throws Refusal `setupRequired` for a user who must set up multi-factor authentication first (document
 * lines 62-65, erratum E15). The scope `SETUP-MFA` is the way to do so, and an API key needs no second factor.
 */
export function refuseWithoutSetup(user: User, login: Login): void {
  if (user.mustSetUpMfa && login.method === 'PASSWORD' && login.scope === undefined) {
    throw new Refusal('setupRequired');
  }
}

/**
 * Whether a passcode is still due (document lines 52-55). No scope excuses from it: a setup token must not
 * let a mere password replace the second factor.
 */
export function passcodeIsDue(user: User, login: Login): boolean {
  return user.passcode !== undefined && login.method === 'PASSWORD';
}

/**
 * The tenant to scope the token to: the one asked for, else the user's first (erratum E23).
 *
 * @throws Refusal `tenantForeign` for a tenant that is unknown or not the user's (erratum E21)
 */
export function tenantFor(user: User, asked: AskedTenant | undefined): Tenant {
  if (!asked) return user.tenants[0];
  const tenant = user.tenants.find((candidate) => candidate[asked.by] === asked.value);
  if (!tenant) throw new Refusal('tenantForeign');
  return tenant;
}
