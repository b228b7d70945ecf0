import { type Check, type CheckResult, identityOf, sendingsOf } from '../checks/check';
import { Harness } from '../checks/harness';
import { enumeration, missingValues, obstacleTo } from '../checks/sendings/obstacle';
import type { SentExchange } from '../checks/sendings/sending';
import type { Configuration } from '../configuration/configuration';
import type { Profile } from '../contract/catalogue';
import { fingerprintOf, type TokenRequest } from '../http/token-request';
import { knownUsers, type KnownUsers } from '../oracle/allowed/known-users';
import { loginOf, presentedUser } from '../oracle/allowed/presented-user';
import type { AuthRequest } from '../oracle/auth-request';
import type { Report } from '../report/report';
import { reportOn } from '../run/report-on';
import { declaredChecks } from '../run/selection/declared-checks';
import { type Selection, selectionOf, selector } from '../run/selection/selection';
import { generationOf, maskerFor } from '../run/target';
import { accountsIn, secretsIn } from './accounts-and-secrets';
import { type Archive, readExchange, type Recording, recordingsOf } from './recorded-exchange';
import { doubtOf, type Redaction, redactionIn } from './redaction';
import { likenessOf, Replay } from './replay';

export interface CaptureOptions extends Selection {
  /** The only profiles to judge. */
  readonly onlyProfiles?: readonly Profile[];
  readonly strict?: boolean;
  readonly allowIncomplete?: boolean;
}

/**
 * Judges recorded exchanges of one service, each by every requirement that applies to it, and by the checks whose
 * requests are among them. Nothing is sent, and only accounts that the responses confirm are known.
 *
 * @param configuration its base URL is that of the service; its accounts are ignored
 * @param name the name of the capture in the report
 */
export async function judgeCapture(
  archive: Archive,
  configuration: Configuration & { readonly baseUrl: string },
  name: string,
  options: CaptureOptions = {},
): Promise<Report> {
  const startedAt = new Date();
  const { exchanges: capture } = archive;
  const read = capture.map(readExchange);
  const redaction = redactionIn(read);
  const accounts = accountsIn(read, redaction);
  const masker = maskerFor({ ...configuration, accounts });
  for (const secret of secretsIn(capture)) masker.add(secret);
  const recordings = recordingsOf(read, masker);
  const replay = new Replay(configuration.baseUrl, masker, recordings, plainRequests(declaredChecks()));
  // Every failed login attempt in the capture has already been made.
  const limits = {
    ...configuration.limits,
    wrongPasswordAttempts: Infinity,
    wrongSecretsPerAccount: Infinity,
  };
  const harness = new Harness(
    { ...configuration, accounts, limits },
    replay,
    generationOf({ fuzz: 0 }),
    exchangesIn(recordings, accounts, redaction),
  );
  const selected = declaredChecks().filter(selector(options));
  const checks: CheckResult[] = [];
  for (const check of selected)
    checks.push(unseen(check, harness) ?? notShown(check, await harness.run(check)));
  const close = () => Promise.resolve();
  return reportOn({
    ...options,
    target: { configuration, embedded: false, capture: name, close },
    selected,
    evidence: {
      checks,
      exchanges: recordings.map(({ exchange }) => exchange.record),
      requests: capture.length,
      defects: harness.defects,
      ...{ wrongSecrets: {}, leftOut: {} },
    },
    recorded: {
      entries: archive.entries,
      judged: capture.length,
      ...statusAlone(archive),
      leftAside: archive.aside,
      ...(redaction.signs.length > 0 ? { redacted: redaction.signs } : {}),
    },
    masker,
    startedAt,
    selection: selectionOf(options),
  });
}

/** The entries whose response body is not known. */
function statusAlone({ exchanges }: Archive): { readonly statusAlone?: readonly number[] } {
  const entries = exchanges.flatMap(({ entry, unknownBody }) => (unknownBody === undefined ? [] : [entry]));
  return entries.length > 0 ? { statusAlone: entries } : {};
}

/** That no recorded exchange shows a requirement does not mean that it does not apply to the server. */
function notShown(check: Check, result: CheckResult): CheckResult {
  return check.covers && result.status === 'not-applicable'
    ? {
        ...result,
        status: 'not-verified',
        message: 'The capture has no exchange that this check could judge.',
      }
    : result;
}

/** The result of a check that a capture cannot verify, undefined for any other. */
function unseen(check: Check, { configuration }: Harness): CheckResult | undefined {
  const { status, message } = obstacleTo(check, configuration) ?? orderObstacle(check) ?? {};
  if (status === undefined) return undefined;
  const missing = status === 'not-verified' ? missingValues(check, configuration) : [];
  return {
    ...identityOf(check),
    status,
    message: missing.length > 0 ? `The capture has no value for ${enumeration(missing)}.` : message,
    durationMs: 0,
    exchanges: [],
  };
}

/** Requests that must follow certain others may precede them in a capture, and then prove nothing. */
function orderObstacle(check: Check): Pick<CheckResult, 'status' | 'message'> | undefined {
  return sendingsOf(check).some(({ sending }) => sending.settled)
    ? { status: 'not-verified', message: 'The order of requests in a capture is not judged.' }
    : undefined;
}

/** Recorded exchanges as they are judged together, with what else is known about each. */
function exchangesIn(
  recordings: readonly Recording[],
  accounts: Configuration['accounts'],
  redaction: Redaction,
): readonly SentExchange[] {
  const users = knownUsers({ accounts }, () => false);
  const accepted = new Set(
    recordings.flatMap(({ request, response }) => (response.status === 200 ? [loginKeyOf(request)] : [])),
  );
  return recordings.map((recording): SentExchange => {
    const { recorded, exchange, request } = recording;
    const { method, path, headers, body } = recorded;
    const format = request.contentType === 'xml' ? 'xml' : 'json';
    return {
      exchange,
      sending: { request: { method, path, headers, body, format } },
      isProved: !needsProof(request, users) || accepted.has(loginKeyOf(request)),
      isStatusAlone: recorded.unknownBody !== undefined,
      doubt: doubtOf(recording, redaction),
    };
  });
}

/** Whether a refusal could be due to the credentials, so that another login must show that they are correct. */
function needsProof(request: AuthRequest, users: KnownUsers): boolean {
  if (!loginOf(request)) return false;
  const presented = presentedUser(request, { users });
  return !presented || (presented.verdict === 'right' && presented.user.state === 'active');
}

function loginKeyOf(request: AuthRequest): string {
  const { type, username, secret } = loginOf(request) ?? {};
  return JSON.stringify([request.contentType, type, username, secret]);
}

/**
 * The twin of each request that differs from it only in how its body is written, by the fingerprint of that request. A
 * record of the twin shows nothing about the other notation, though both mean the same.
 */
function plainRequests(checks: readonly Check[]): ReadonlyMap<string, TokenRequest> {
  return new Map(
    checks.flatMap(({ send: { request }, twin }): [string, TokenRequest][] =>
      twin && fingerprintOf(request) !== fingerprintOf(twin.request) && meansTheSame(request, twin.request)
        ? [[fingerprintOf(request), twin.request]]
        : [],
    ),
  );
}

function meansTheSame(one: TokenRequest, other: TokenRequest): boolean {
  return (
    fingerprintOf({ ...one, body: '' }) === fingerprintOf({ ...other, body: '' }) &&
    typeof one.body === 'string' &&
    typeof other.body === 'string' &&
    likenessOf(one.body, other.body, one.format, () => false) > 0
  );
}
