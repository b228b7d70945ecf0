import { neededSendings } from '../checks/sendings/obstacle';
import { keyOf, type Sending } from '../checks/sendings/sending';
import type { Configuration } from '../configuration/configuration';
import { userAgent } from '../contract/package-files';
import { explained, filledRequest } from '../http/filled-request';
import { fieldsOn, tokenRequest, type TokenRequest, wireLabel } from '../http/token-request';
import { textOf } from '../protocol/body-text';
import { groupBy } from '../report/findings/findings';
import { selectedChecks, type Selection, type Shard } from '../run/selection/selection';
import { generationOf, maskerFor, withEmbeddedAccounts } from '../run/target';
import { cut, printable } from '../text/printable';
import { quantity } from '../text/prose';
import { loadFacts, plannedRequests } from './load';
import { type Scope, scopeOf } from './scope';

/** Characters of a body that are shown; list --json has the whole. */
const longestBody = 2000;

/**
 * What a run would send, as a text ending in a newline: the counts, and each request once with the names of configured
 * values instead of the values. Nothing is sent and no server is started.
 *
 * @param options the selected checks, and how many requests to generate
 */
export function dryRun(
  configured: Configuration,
  options: Selection & {
    readonly seed?: number;
    readonly fuzz?: number;
    readonly thorough?: boolean;
    readonly shard?: Shard;
  },
): string {
  const configuration = configured.baseUrl === undefined ? withEmbeddedAccounts(configured) : configured;
  const generation = generationOf(options);
  const scope = scopeOf(selectedChecks(options, generation, configuration), configuration);
  const masker = maskerFor(configuration);
  const { sendings } = plannedRequests(scope, configuration);
  const generates = scope.generates && options.fuzz !== 0;
  const facts = loadFacts({ ...scope, generates }, configuration, options.fuzz);
  const unverified = scope.checks.filter(({ missing }) => missing.length > 0).length;
  const lines = [
    `Nothing is sent. A run with --seed ${generation.seed} would send these requests to ${configured.baseUrl ?? 'the embedded server'}:`,
    '',
    ...facts.flatMap(({ name, detail, remedy }) => [
      `  ${name.padEnd(20)}${detail}`,
      ...(remedy ? [`  ${' '.repeat(20)}${remedy}`] : []),
    ]),
    ...(unverified > 0
      ? [`  ${'not verified'.padEnd(20)}${unverified}, because values are missing; doctor lists them`]
      : []),
    '',
    'Headers of every request, unless the request sets them itself:',
    '',
    ...commonHeaders(configuration).map((header) => `  ${header}`),
    ...requestLines(sendings, reasonsIn(scope)),
  ];
  return `${masker.mask(lines.map(printable).join('\n'))}\n`;
}

function commonHeaders({ headers }: Configuration): string[] {
  const bare = tokenRequest({ format: 'json', body: '', accept: null, contentType: null });
  const filled = filledRequest(bare, { userAgent: userAgent(), headers }, (path) => path);
  return Object.entries(filled.headers).map(
    ([name, pieces]) => `${name}: ${explained(pieces, (text) => text)}`,
  );
}

/** Why each request is sent: the values of a combination and its requirement, or the checks that need it. */
function reasonsIn({ checks, combined }: Scope): ReadonlyMap<string, string> {
  const ids = groupBy(
    checks.flatMap(({ check }) =>
      neededSendings(check).map((sending) => ({ key: keyOf(sending), id: check.id })),
    ),
    ({ key }) => key,
  );
  const reasons = new Map(
    [...ids].map(([key, [first, ...others]]) => [
      key,
      `for ${first?.id}${others.length > 0 ? ` and ${quantity(others.length, 'more check')}` : ''}`,
    ]),
  );
  for (const { send, twin, title, requirement } of combined) {
    if (twin && !reasons.has(keyOf(twin)))
      reasons.set(keyOf(twin), `combination, the accepted twin of: ${title}`);
    reasons.set(keyOf(send), `combination, ${requirement.id}: ${title}`);
  }
  return reasons;
}

function requestLines(sendings: readonly Sending[], reasons: ReadonlyMap<string, string>): string[] {
  const numbers = new Map(sendings.map((sending, index) => [keyOf(sending), index + 1]));
  return sendings.flatMap((sending, index) => {
    const notes = notesOf(sending, numbers);
    const reason = reasons.get(keyOf(sending));
    return [
      '',
      `${index + 1}. ${sending.request.method} ${sending.request.path}${notes.length > 0 ? ` (${notes.join('; ')})` : ''}`,
      ...(reason === undefined ? [] : [`   ${reason}`]),
      ...contentLines(sending.request),
    ];
  });
}

function notesOf({ request, occasion, after }: Sending, numbers: ReadonlyMap<string, number>): string[] {
  return [
    ...(after ? [`after request ${numbers.get(keyOf(after)) ?? '?'}`] : []),
    ...(occasion === undefined ? [] : [occasion]),
    ...(request.wire ? [wireLabel[request.wire]] : []),
    ...(request.wrongSecretFor === undefined ? [] : [`a failed login attempt for ${request.wrongSecretFor}`]),
  ];
}

function contentLines({ headers: own, body, wire }: TokenRequest): string[] {
  const headers = wire ? fieldsOn(wire, own, (value) => value) : own;
  const text = cut(printable(textOf(Buffer.from(body))), longestBody, 'list --json');
  return [
    ...Object.entries(headers).map(([name, value]) => `   ${name}: ${value}`),
    ...(text === '' ? [] : ['', ...text.split('\n').map((line) => `   ${line}`)]),
  ];
}
