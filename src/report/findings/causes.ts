import { quantity } from '../../text/prose';
import type { Report, ReportedCheck, ReportedExchange } from '../report';
import { ownCommand } from '../wording/labels';
import { account401s, isConclusive, isFinding } from './credential-causes';
import { byDirectness, groupBy } from './findings';

/** If all logins have one session, one login uses up that of another. */
function repeatedSessions({ checks }: Examined): readonly RootCause[] {
  const own = checks.filter(
    (check) => isFinding(check) && /^mfa\.(?!challenge|no-token)/.test(check.requirement),
  );
  const isSeen = ({ requirement, status }: ReportedCheck) =>
    requirement === 'mfa.session-unique' && status !== 'not-verified';
  if (own.length < 2 || !own.some(isSeen)) return [];
  const text =
    'Challenges for a second factor have the same session id: one login then completes, or uses up, the session of another.';
  return [{ text, checks: own }];
}

/** One problem that breaks many checks, reported once instead of them. */
export interface RootCause {
  readonly text: string;
  /** The checks that it explains, and no other cause does. */
  readonly checks: readonly ReportedCheck[];
}

/** The part of a report that causes are found in. */
type Examined = Pick<Report, 'checks' | 'exchanges'>;

/** Confirmed suspicions; an earlier cause may explain the same checks. */
type CauseFinder = (run: Examined) => readonly RootCause[];

/** `All 40` or `37 of 40`. */
function share(showing: number, all: number): string {
  return showing === all ? `All ${all}` : `${showing} of ${all}`;
}

/** The causes behind the failures of a run, the one that explains most first; each check belongs to one at most. */
export function rootCauses(run: Examined): readonly RootCause[] {
  const explained = new Set<string>();
  const found: RootCause[] = [];
  for (const cause of finders.flatMap((find) => find(run))) {
    const checks = cause.checks.filter(({ id }) => !explained.has(id)).sort(byDirectness);
    if (checks.length === 0) continue;
    for (const { id } of checks) explained.add(id);
    found.push({ ...cause, checks });
  }
  return found.sort((a, b) => b.checks.length - a.checks.length);
}

/** The checks that no cause explains. */
export function unexplained(
  checks: readonly ReportedCheck[],
  causes: readonly RootCause[],
): readonly ReportedCheck[] {
  const explained = new Set(causes.flatMap((cause) => cause.checks.map(({ id }) => id)));
  return checks.filter(({ id }) => !explained.has(id));
}

/** `This explains 412 checks: 180 failed, 210 warned, 22 not verified.` */
export function reach({ checks }: RootCause): string {
  const kinds = [
    ['failed', 'failed'],
    ['warned', 'warned'],
    ['not-verified', 'not verified'],
  ].flatMap(([status, word]) => {
    const count = checks.filter((check) => check.status === status).length;
    return count > 0 ? [`${count} ${word}`] : [];
  });
  return `This explains ${quantity(checks.length, 'check')}: ${kinds.join(', ')}.`;
}

interface Suspicion {
  /** The responses that could show it. */
  readonly of: (exchange: ReportedExchange) => boolean;
  readonly shows: (exchange: ReportedExchange) => boolean;
  /** Whether the finding of a check can follow from it. */
  readonly explains: (check: ReportedCheck) => boolean;
  readonly text: (count: string, showing: readonly ReportedExchange[]) => string;
  /** How many must show it, by default nine of ten. */
  readonly isConclusive?: (showing: number, all: number) => boolean;
}

const anyFinding = () => true;

const statusOf = ({ response }: ReportedExchange) => response?.status ?? 0;

/** Requests of one kind: what they have in common breaks the service. */
const kinds: readonly (readonly [words: string, of: (exchange: ReportedExchange) => boolean])[] = [
  ['requests in XML', ({ request }) => /^application\/xml\b/i.test(request.headers['Content-Type'] ?? '')],
  ['requests for XML', ({ request }) => /^application\/xml\b/i.test(request.headers['Accept'] ?? '')],
  ['requests with an API key', ({ request }) => request.body.includes('apiKeyCredentials')],
];

/** These make every other question pointless, so they come first. */
const notTheService: readonly Suspicion[] = [
  {
    of: hasResponse,
    shows: (exchange) => [502, 503, 504].includes(statusOf(exchange)) && isPage(exchange),
    explains: anyFinding,
    text: (count) =>
      `${count} responses are HTML pages with 502, 503 or 504: what stands before the service, or one of several servers behind it, fails now and then; look there before the requests.`,
    isConclusive: (showing) => showing >= 3,
  },
  {
    of: hasResponse,
    shows: (exchange) => statusOf(exchange) >= 500,
    explains: anyFinding,
    text: (count) =>
      `${count} responses are server errors (5xx): the service or something behind it is broken; look at its log first.`,
  },
  ...kinds.map(([words, of]): Suspicion => ({
    of: (exchange) => hasResponse(exchange) && of(exchange),
    shows: (exchange) => statusOf(exchange) >= 500,
    explains: anyFinding,
    text: (count) => `${count} ${words} get a server error (5xx): look at the log of the server first.`,
    isConclusive: (showing, all) => showing >= 5 && showing / all >= 0.8,
  })),
  {
    of: hasResponse,
    shows: isPage,
    explains: anyFinding,
    text: (count) =>
      `${count} responses are HTML: a proxy, a gateway or a login page seems to respond instead of the service; check the base URL.`,
  },
];

/** A request whose only credentials are the API key of an account that may log in with it. */
const rightApiKey =
  /^(?![^]*passwordCredentials)[^]*apiKeyCredentials[^]*\[masked accounts\.(?:user|secondUser|rcnUser)\.apiKey\]/;

const oneThing: readonly Suspicion[] = [
  {
    of: asksForXml,
    shows: isWithoutXml,
    explains: anyFinding,
    text: (count, showing) =>
      `${count} requests with XML are refused${showing.some(isSuccess) ? ', or get a response in another format' : ''} (${waysOf(showing)}): the server does not seem to support XML; if that is intended, leave out the profile xml.`,
  },
  {
    of: ({ request, response }) => response !== undefined && rightApiKey.test(request.body),
    shows: (exchange) => statusOf(exchange) >= 400,
    explains: anyFinding,
    text: (count, showing) =>
      `${count} logins with the right API key are refused (${waysOf(showing)}): the server does not seem to accept API keys; if that is intended, leave out the profile api-key, otherwise check the keys (${ownCommand()} doctor).`,
  },
  {
    of: hasBody,
    shows: (exchange) => headerOf(exchange, 'content-type') === undefined,
    explains: ({ message, received }) => /content-type/i.test(`${message ?? ''} ${received ?? ''}`),
    text: (count) => `${count} responses with a body have no Content-Type.`,
  },
];

const finders: readonly CauseFinder[] = [
  ...notTheService.map(asFinder),
  account401s,
  ...oneThing.map(asFinder),
  repeatedSessions,
  ...[
    {
      of: /^mfa\.challenge\//,
      text: 'accounts.mfaUser logged in with the password alone: check that it has a second factor.',
    },
    {
      of: /^status\.user-disabled\//,
      text: 'accounts.disabledUser could log in: check that it is disabled.',
    },
  ].map(({ of, text }): CauseFinder => ({ checks }) => {
    const able = checks.filter(({ id, status }) => of.test(id) && status !== 'not-applicable');
    const own = able.filter(({ status, received }) => status === 'failed' && /^200\b/.test(received ?? ''));
    return isConclusive(own.length, able.length, 1) ? [{ text, checks: own }] : [];
  }),
];

function asFinder({
  of,
  shows,
  explains,
  text,
  isConclusive: isEnough = isConclusive,
}: Suspicion): CauseFinder {
  return ({ checks, exchanges }) => {
    const able = exchanges.filter(of);
    const showing = able.filter(shows);
    if (!isEnough(showing.length, able.length)) return [];
    const ids = new Set(showing.map(({ id }) => id));
    const own = checks.filter(
      (check) => isFinding(check) && check.exchanges.some((id) => ids.has(id)) && explains(check),
    );
    return [{ text: text(share(showing.length, able.length), showing), checks: own }];
  };
}

function hasResponse({ response }: ReportedExchange): boolean {
  return response !== undefined;
}

function hasBody({ response }: ReportedExchange): boolean {
  return response !== undefined && response.body !== '';
}

function isPage(exchange: ReportedExchange): boolean {
  const body = exchange.response?.body ?? '';
  return (
    /html/i.test(headerOf(exchange, 'content-type') ?? '') || /^\s*<(?:!doctype html|html)\b/i.test(body)
  );
}

function asksForXml({ request, response }: ReportedExchange): boolean {
  const asked = Object.entries(request.headers).filter(([name]) => /^(?:content-type|accept)$/i.test(name));
  return response !== undefined && asked.some(([, value]) => /^application\/xml\b/i.test(value));
}

function isWithoutXml(exchange: ReportedExchange): boolean {
  return [406, 415].includes(statusOf(exchange)) || /^\s*\{/.test(exchange.response?.body ?? '');
}

function isSuccess(exchange: ReportedExchange): boolean {
  return statusOf(exchange) < 400;
}

/** `12 with 415, 28 with 400 in JSON` */
function waysOf(exchanges: readonly ReportedExchange[]): string {
  const ways = groupBy(
    exchanges,
    (exchange) => `${statusOf(exchange)}${/^\s*\{/.test(exchange.response?.body ?? '') ? ' in JSON' : ''}`,
  );
  return [...ways].map(([way, of]) => `${of.length} with ${way}`).join(', ');
}

function headerOf({ response }: ReportedExchange, name: string): string | undefined {
  return Object.entries(response?.headers ?? {}).find(([each]) => each.toLowerCase() === name)?.[1];
}
