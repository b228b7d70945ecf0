import { visitJson, visitXml } from '../../identity/named-values';
import { textOf } from '../../identity/body-text';
import { membersOf } from '../../oracle/auth-request';
import type { Judgement } from '../../oracle/judge-exchange';
import type { ReadExchange } from './read-exchange';
import type { Redaction } from './redaction';

/** Requirements that rest on who asks, for what, and with which secret. */
const restsOnRequest =
  /^(?:status\.(?!no-server-error)|op\.|auth\.|tenant\.|mfa\.|setup\.|token\.tenant|user\.(?:authenticated|same|unique)|access\.same|query\.|fault\.no-secret)/;

/** Requirements of a session, which is told in a header. */
const restsOnHeaders = /^mfa\./;

/**
 * Says of a judgement of an exchange from which values were taken out why it proves nothing: what only stands for a
 * value cannot be held against a server. Undefined where the exchange has no such value.
 */
export function doubtOf(
  { recorded, request, response }: ReadExchange,
  { isMarker }: Redaction,
): ((judgement: Judgement) => string | undefined) | undefined {
  const { credentials = [], tenants = [] } = membersOf(request) ?? {};
  const asked = [
    request.session,
    ...credentials.flatMap(({ username, secret }) => [username, secret]),
    ...tenants.map(({ value }) => value),
  ].some(isMarker);
  const headers = recorded.answer.rawHeaders.some(
    ([, value]) => isMarker(value) || value.split(/[\s,;='"]+/).some(isMarker),
  );
  const members = new Set<string>();
  const visit = response.writtenIn === 'xml' ? visitXml : visitJson;
  visit(textOf(response.body), (_, name, value) => {
    if (isMarker(value)) members.add(name);
  });
  if (!asked && !headers && members.size === 0) return undefined;
  return ({ requirement, kind, finding }) => {
    const doubted =
      (asked && restsOnRequest.test(requirement)) ||
      (headers && restsOnHeaders.test(requirement)) ||
      (kind !== 'kept' && members.has(memberAt(finding?.path)));
    return doubted
      ? 'The archive seems redacted: a value that this check needs was replaced by a placeholder.'
      : undefined;
  };
}

/** The member that a path ends in, prefix left out: `id` of `access.token.id`, `expires` of `/access/token/@expires`. */
function memberAt(path = ''): string {
  const names = path.split(/[^\w-]/).filter((name) => name !== '' && !/^\d+$/.test(name));
  return names.at(-1) ?? '';
}
