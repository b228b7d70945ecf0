import { mustSucceed } from './allowed';
import { asksForSetup } from './auth-request';
import { presentedUser } from './credential-rules';
import type { Observed } from './observed';

/**
 * Tells of an exchange whether the server has what its request makes use of beside the operation itself: a suffix, a
 * way over the wire, a scope. It has not where it accepts no valid login with that; how it then refuses others says
 * nothing.
 */
export function supportIn(exchanges: readonly Observed[]): (observed: Observed) => boolean {
  const seen = new Map<string, boolean>();
  for (const observed of exchanges)
    if (mustSucceed(observed.request, observed.known))
      for (const means of meansOf(observed))
        seen.set(means, seen.get(means) === true || observed.response.status === 200);
  return (observed) => meansOf(observed).every((means) => seen.get(means) !== false);
}

function meansOf({ request, known }: Observed): string[] {
  const { suffix, wire, hasCharset } = request;
  const isDue = presentedUser(request, known)?.user.state === 'setup-required';
  return [
    ...(suffix ? [`suffix ${suffix}`] : []),
    ...(wire ? [`wire ${wire}`] : []),
    ...(hasCharset ? ['charset'] : []),
    ...(asksForSetup(request) ? [isDue ? 'scope where it is due' : 'scope'] : []),
  ];
}
