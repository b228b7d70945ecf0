import { identityOf, sendingsOf, type Check } from '../../../specs/vocabulary/check';
import { Harness } from '../../../specs/vocabulary/harness';
import { missingValues } from '../../../specs/vocabulary/missing-values';
import { enumeration, obstacleTo } from '../../../specs/vocabulary/obstacle';
import type { Sending } from '../../../specs/vocabulary/sending';
import type { CheckResult } from '../../../specs/vocabulary/result';
import type { Configuration } from '../../identity/configuration';
import { Exchange } from '../../identity/exchange';
import { KeptBytes } from '../../identity/kept-bytes';
import type { Masker } from '../../identity/masking';
import { recorded as recordOf } from '../../identity/recorded';
import { declaredChecks } from '../declared-checks';
import { generationOf, maskerFor } from '../harness';
import type { Report } from '../report/report';
import { reportOn } from '../report-on';
import { selector, type Selection } from '../selection';
import { accountsIn } from './accounts';
import { secretsIn } from './secrets';
import type { RecordedExchange } from './recorded-exchange';
import { Replay } from './replay';

export interface CaptureOptions extends Selection {
  readonly strict?: boolean;
  readonly allowIncomplete?: boolean;
}

/**
 * Judges recorded exchanges of one service by the checks whose requests are among them; nothing is sent, and no
 * account is known but those that the answers vouch for.
 *
 * @param configuration its base URL is that of the service; its accounts are left aside
 * @param name what the report calls the capture
 */
export async function judgeCapture(
  capture: readonly RecordedExchange[],
  configuration: Configuration & { readonly baseUrl: string },
  name: string,
  options: CaptureOptions = {},
): Promise<Report> {
  const startedAt = new Date();
  const accounts = accountsIn(capture);
  const masker = maskerFor({ ...configuration, accounts });
  for (const secret of secretsIn(capture)) masker.add(secret);
  const replay = new Replay(configuration.baseUrl, masker, recordings(capture, masker));
  // Every wrong secret in the capture was sent already.
  const limits = {
    ...configuration.limits,
    wrongPasswordAttempts: Infinity,
    wrongSecretsPerAccount: Infinity,
  };
  const answered = replay.recordings.map(({ recorded, exchange }) => ({
    exchange,
    sending: sendingOf(recorded),
  }));
  const harness = new Harness(
    { ...configuration, accounts, limits },
    replay,
    generationOf({ fuzz: 0 }),
    answered,
  );
  const selected = declaredChecks().filter(selector(options));
  const checks: CheckResult[] = [];
  for (const check of selected)
    checks.push(unseen(check, harness) ?? notShown(check, await harness.run(check)));
  const evidence = {
    checks,
    exchanges: replay.recordings.map(({ exchange }) => exchange.record),
    requests: capture.length,
    defects: harness.defects,
    ...{ wrongSecrets: {}, leftOut: {} },
  };
  const close = () => Promise.resolve();
  return reportOn({
    ...options,
    target: { configuration, embedded: false, capture: name, close },
    selected,
    evidence,
    masker,
    startedAt,
  });
}

/** A requirement of which no recorded exchange speaks is not one that does not apply to the server. */
function notShown(check: Check, result: CheckResult): CheckResult {
  return check.covers && result.status === 'not-applicable'
    ? { ...result, status: 'not-verified', message: 'The capture holds no exchange that shows it.' }
    : result;
}

/** What stands for a recorded request where an exchange is asked which request it came of. */
function sendingOf({ method, path, headers, body }: RecordedExchange): Sending {
  const format = body.trimStart().startsWith('<') ? 'xml' : 'json';
  return { request: { method, path, headers, body: Buffer.from(body, 'utf8'), format } };
}

/** The result of a check of which a capture can say nothing, undefined for any other. */
function unseen(check: Check, { configuration }: Harness): CheckResult | undefined {
  const { status, message } = obstacleTo(check, configuration) ?? orderObstacle(check) ?? {};
  if (status === undefined) return undefined;
  const missing = status === 'not-verified' ? missingValues(check, configuration) : [];
  return {
    ...identityOf(check),
    status,
    message:
      missing.length > 0
        ? `The capture shows nothing that could stand for ${enumeration(missing)}.`
        : message,
    durationMs: 0,
    exchanges: [],
  };
}

/** What must be sent after certain others may have been sent before them in a capture, and prove nothing. */
function orderObstacle(check: Check): Pick<CheckResult, 'status' | 'message'> | undefined {
  return sendingsOf(check).some(({ sending }) => sending.settled)
    ? { status: 'not-verified', message: 'The order of requests in a capture is not judged.' }
    : undefined;
}

function recordings(capture: readonly RecordedExchange[], masker: Masker) {
  const mask = (text: string) => masker.mask(text);
  return capture.map((recorded, index) => {
    const { method, path, headers, body, answer, baseUrl } = recorded;
    const filled = {
      method,
      path: [{ text: path }],
      headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, [{ text }]])),
      body: [{ text: body }],
    };
    const record = recordOf(`x${index + 1}`, { baseUrl }, filled, answer, masker);
    const kept = { ...answer, body: new KeptBytes(answer.body) };
    const sent = { method, path, headers, body: Buffer.from(body, 'utf8') };
    return { recorded, exchange: new Exchange(record, kept, mask, sent) };
  });
}
