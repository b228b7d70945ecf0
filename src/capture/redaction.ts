import type { Judgement } from '../oracle/judge-exchange';
import { type AuthRequest, membersOf } from '../oracle/auth-request';
import { at } from '../protocol/access';
import { visitJson, visitXml } from '../protocol/body-members';
import { textOf } from '../protocol/body-text';
import { Secret } from '../protocol/secret';
import { groupBy } from '../report/findings/findings';
import { looksRedacted } from './recorded-body';
import type { ReadExchange } from './recorded-exchange';

/** Placeholders in an archive for values that somebody removed. */
export interface Redaction {
  /** The signs of it, a clause each: `several users have the same token id (entry 3)`; empty if nothing was removed. */
  readonly signs: readonly string[];
  /** Whether a value is a placeholder. */
  readonly isMarker: (value: unknown) => boolean;
}

/**
 * Whether the secrets of an archive were replaced: by values that say so, or all by one value, so that one request has
 * two responses or the tokens of several users have one id.
 */
export function redactionIn(exchanges: readonly ReadExchange[]): Redaction {
  const markers = new Set<unknown>();
  const isMarker = (value: unknown): boolean =>
    markers.has(value) || (typeof value === 'string' && looksRedacted(value));
  const signs = [
    ...signOf(
      'it has placeholders such as REDACTED',
      exchanges.filter(({ request, response }) => {
        const values = [...secretsOf(request), tokenIdOf(response)];
        return values.some((value) => typeof value === 'string' && looksRedacted(value));
      }),
    ),
    ...signOf(
      'the same request has two different responses',
      contradicting(exchanges).map((each) => noted(each, secretsOf(each.request), markers)),
    ),
    ...signOf(
      'several users have the same token id',
      sharing(exchanges).map((each) => noted(each, [tokenIdOf(each.response)], markers)),
    ),
    ...signOf(
      'a token id is the same as a secret that was sent',
      repeating(exchanges).map((each) => noted(each, [tokenIdOf(each.response)], markers)),
    ),
    ...signOf(
      'no request has a secret',
      withoutSecrets(exchanges).map((each) => {
        for (const { secret } of membersOf(each.request)?.credentials ?? []) markers.add(secret);
        return each;
      }),
    ),
  ];
  return { signs, isMarker };
}

function signOf(what: string, shown: readonly ReadExchange[]): string[] {
  const [first] = shown;
  if (!first) return [];
  const more = shown.length > 1 ? ` and ${shown.length - 1} more` : '';
  return [`${what} (entry ${first.recorded.entry}${more})`];
}

function noted(each: ReadExchange, values: readonly unknown[], markers: Set<unknown>): ReadExchange {
  for (const value of values) if (typeof value === 'string' && value !== '') markers.add(value);
  return each;
}

/** Identical logins in the same form, of which some were accepted and others not. */
function contradicting(exchanges: readonly ReadExchange[]): readonly ReadExchange[] {
  const logins = exchanges.filter(({ request }) =>
    (membersOf(request)?.credentials ?? []).some(({ type }) => type !== 'passcode'),
  );
  const alike = groupBy(logins, ({ recorded: { method, path }, request }) => {
    const { contentType, responseFormat, session } = request;
    return JSON.stringify([method, path, contentType, responseFormat, session, membersOf(request)]);
  });
  return [...alike.values()]
    .filter((group) =>
      [200, 401].every((status) => group.some(({ recorded }) => recorded.answer.status === status)),
    )
    .flat();
}

/** The accepted logins, if none in the archive has a secret. */
function withoutSecrets(exchanges: readonly ReadExchange[]): readonly ReadExchange[] {
  const secrets = exchanges.flatMap(({ request }) =>
    (membersOf(request)?.credentials ?? []).map(({ secret }) => secret),
  );
  const accepted = exchanges.filter(
    ({ request, response }) => response.status === 200 && membersOf(request)?.credentials.length === 1,
  );
  return secrets.every((secret) => secret === '' || secret === undefined || secret === null) ? accepted : [];
}

/** The logins of several users whose tokens all have one id. */
function sharing(exchanges: readonly ReadExchange[]): readonly ReadExchange[] {
  const tokens = exchanges.filter(({ response }) => tokenIdOf(response) !== undefined);
  const ids = new Set(tokens.map(({ response }) => tokenIdOf(response)));
  const users = new Set(tokens.map(({ request }) => JSON.stringify(usernamesOf(request))));
  return ids.size === 1 && users.size > 1 ? tokens : [];
}

function repeating(exchanges: readonly ReadExchange[]): readonly ReadExchange[] {
  const sent = new Set(exchanges.flatMap(({ request }) => secretsOf(request)));
  return exchanges.filter(({ response }) => {
    const id = tokenIdOf(response);
    return id !== undefined && sent.has(id);
  });
}

function secretsOf(request: AuthRequest): unknown[] {
  return [request.session, ...(membersOf(request)?.credentials ?? []).map(({ secret }) => secret)];
}

function usernamesOf(request: AuthRequest): unknown[] {
  return (membersOf(request)?.credentials ?? []).map(({ username }) => username);
}

function tokenIdOf(response: ReadExchange['response']): string | undefined {
  const id = response.status === 200 ? at(response.access(), 'token', 'id') : undefined;
  return id instanceof Secret ? id.reveal() : undefined;
}

/** Requirements that depend on who asks, for what, and with which secret. */
const restsOnRequest =
  /^(?:status\.(?!no-server-error)|op\.|auth\.|tenant\.|mfa\.|setup\.|token\.tenant|user\.(?:authenticated|same|unique)|access\.same|query\.|fault\.no-secret)/;

/** Requirements about a session, whose id is in a header. */
const restsOnHeaders = /^mfa\./;

/**
 * Explains why a judgement of a redacted exchange proves nothing: a server is not responsible for placeholders.
 * Undefined if the exchange has none.
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
      ? 'The archive seems to be redacted: a value that this check needs was replaced by a placeholder.'
      : undefined;
  };
}

/** The member that a path ends in, prefix left out: `id` of `access.token.id`, `expires` of `/access/token/@expires`. */
function memberAt(path = ''): string {
  const names = path.split(/[^\w-]/).filter((name) => name !== '' && !/^\d+$/.test(name));
  return names.at(-1) ?? '';
}
