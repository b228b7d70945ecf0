import type { Profile } from './requirement';

/** What each profile is of, for people who choose. */
export const profileWords: Readonly<Record<Profile, string>> = {
  core: 'logins by password in JSON, with and without a tenant, and what is refused',
  'api-key': 'logins by API key',
  xml: 'requests and responses in XML',
  rcn: 'roles of a Rackspace Customer Number (apply_rcn_roles)',
  mfa: 'logins with a second factor',
  'mfa-setup': 'tokens to set up a second factor with',
};
