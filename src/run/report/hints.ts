import type { ReportedCheck } from './report';

/** What is wrong with the configuration rather than the server, as far as the failures look like it. */
export function hintsOf(checks: readonly ReportedCheck[]): string[] {
  return suspicions
    .filter(({ of, received }) => {
      const own = checks.filter(({ id, status }) => of.test(id) && status !== 'not-applicable');
      return (
        own.length > 0 &&
        own.every((check) => check.status === 'failed' && received.test(check.received ?? ''))
      );
    })
    .map(({ hint }) => hint);
}

/** Where all checks of a kind fail alike, the account is the first suspect. */
const suspicions = [
  {
    of: /^op\.password\//,
    received: /^401\b/,
    hint: 'No login of accounts.user succeeded: check its username and password before the server (identity-conformance doctor).',
  },
  {
    of: /^mfa\.challenge\//,
    received: /^200\b/,
    hint: 'accounts.mfaUser was let in by the password alone: check that it has a second factor.',
  },
  {
    of: /^status\.user-disabled\//,
    received: /^200\b/,
    hint: 'accounts.disabledUser was let in: check that it is disabled.',
  },
];
