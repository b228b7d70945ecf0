import { setTimeout as sleep } from 'node:timers/promises';
import { withoutParameters } from '../checks/bodies/other-bodies';
import type { Check } from '../checks/check';
import { again, type Sending } from '../checks/sendings/sending';
import { passcodeReference } from '../checks/sendings/values';
import type { Configuration } from '../configuration/configuration';
import type { Exchange } from '../http/exchange/exchange';
import { needsOf } from '../http/token-request';
import type { Report } from '../report/report';
import { failsTheRun } from '../report/verdict/counts';
import { listOf, quantity } from '../text/prose';
import { compareReports } from './diff';
import { declaredChecks } from './selection/declared-checks';
import { harnessFor, openTarget } from './target';

/** A run that is over: its report, and its exit code when the reports were written. */
export interface Ended {
  readonly report: Report;
  readonly code: number;
}

interface WatchOptions {
  /** Runs the selection, or the given checks of it, and shows the report. */
  readonly run: (checks?: readonly string[], seed?: number) => Promise<Ended>;
  /** Waits for a reason to run again; undefined ends the watch. */
  readonly change: (failed: readonly string[]) => Promise<Cause | undefined>;
  readonly stopped: AbortSignal;
  /** Reports what is going on, one sentence a call. */
  readonly say: (sentence: string) => void;
}

const causes: Readonly<Record<Cause, string>> = {
  back: 'The server is back',
  changed: 'The server responds differently',
  asked: 'On request',
};

/** Names in one sentence. */
const mostNames = 5;

/**
 * Runs the checks again and again while somebody fixes a server: first those that failed, and when they pass, all.
 *
 * @returns the exit code of the last run
 */
export async function watch({ run, change, stopped, say }: WatchOptions): Promise<number> {
  let last = await run();
  let whole = last.report;
  let failed = pendingOf(last.report, []);
  while (!stopped.aborted) {
    say(
      `Watching the server: ${failed.length > 0 ? `${quantity(failed.length, 'check')} failed` : 'nothing to fix'}; Ctrl-C ends it.`,
    );
    const cause = await change(failed);
    if (cause === undefined) break;
    if (failed.length > 0) {
      say(`${causes[cause]}: running ${quantity(failed.length, 'failed check')} first.`);
      const before = failed;
      // The same seed generates the same requests.
      last = await run(before, whole.seed);
      failed = pendingOf(last.report, before);
      const now = failed;
      say(
        fixedSentence(
          before.filter((id) => !now.includes(id)),
          now,
        ),
      );
      if (failed.length > 0) continue;
      say('Running the whole selection.');
    } else say(`${causes[cause]}: running the whole selection.`);
    if (stopped.aborted) break;
    last = await run(undefined, whole.seed);
    const { newlyFailing } = compareReports(whole, last.report);
    if (newlyFailing.length > 0)
      say(
        `Newly failing: ${listOf(
          newlyFailing.map(({ id }) => id),
          mostNames,
        )}.`,
      );
    if (last.report.checks.length > 0) whole = last.report;
    failed = pendingOf(last.report, []);
  }
  return last.code;
}

/** The checks that fail, and those that failed before and could not be verified now. */
function pendingOf(report: Report, before: readonly string[]): readonly string[] {
  return report.checks
    .filter(
      (check) =>
        failsTheRun(check, report.strict) || (check.status === 'not-verified' && before.includes(check.id)),
    )
    .map(({ id }) => id);
}

function fixedSentence(fixed: readonly string[], still: readonly string[]): string {
  const parts = [
    ...(fixed.length > 0 ? [`Fixed: ${listOf(fixed, mostNames)}.`] : []),
    ...(still.length > 0 ? [`Still failing: ${listOf(still, mostNames)}.`] : []),
  ];
  return parts.join(' ');
}

/** Why there is something to run again. */
type Cause = 'back' | 'changed' | 'asked';

interface Watched {
  /** Looks at the server once. */
  readonly look: () => Promise<View>;
  /** Called when the server stops responding. */
  readonly onDown: () => void;
  /** Aborts when somebody asks to run without waiting for a change. */
  readonly asked: AbortSignal;
  /** Aborts when the watch ends. */
  readonly stopped: AbortSignal;
}

/** Milliseconds between two looks: at first, and at most. */
const soonest = 1000;
const latest = 5000;
const growth = 1.25;

/**
 * Waits until a server that was down is back, until it responds differently than at the first look, or until somebody
 * asks. It looks once a second at first and less often the longer nothing happens.
 *
 * @returns undefined when it was stopped
 */
export async function nextChange({ look, onDown, asked, stopped }: Watched): Promise<Cause | undefined> {
  const hurry = AbortSignal.any([asked, stopped]);
  let known: View | undefined;
  for (let interval = soonest; ; interval = Math.min(latest, interval * growth)) {
    if (stopped.aborted) return undefined;
    if (asked.aborted) return 'asked';
    const view = await look();
    if (view === down && known !== down) {
      onDown();
      interval = soonest;
    } else if (known === down && view !== down) return 'back';
    else if (known !== undefined && view !== known) return 'changed';
    known = view;
    await sleep(interval, undefined, { signal: hurry }).catch(() => undefined);
  }
}

/** What a look at a server shows; equal texts mean equal responses, and `down` no response. */
type View = string;
const down: View = 'down';

/**
 * Looks at a server cheaply: with the request without parameters, and with that of one failed check, to which a fixed
 * server responds differently. It makes no failed login attempt and uses up no passcode.
 *
 * @param failed the ids of the checks that failed last
 */
export async function look(configuration: Configuration, failed: readonly string[]): Promise<View> {
  const target = await openTarget(configuration);
  const harness = harnessFor(target);
  try {
    const first = await harness.exchange({ request: withoutParameters('json') });
    if (first.failure) return down;
    const sending = declaredChecks().find((check) => failed.includes(check.id) && isHarmless(check))?.send;
    const second = sending && (await responseTo(sending, harness));
    return [first, ...(second ? [second] : [])].map(outlineOf).join('\n');
  } finally {
    harness.client.close();
    // The next client must keep the limit of the rate.
    await sleep(1000 / configuration.limits.maxRps);
    await target.close();
  }
}

function isHarmless({ send, generate, covers }: Check): boolean {
  if (generate ?? covers ?? send.after ?? send.settled ?? send.request.wrongSecretFor) return false;
  return !needsOf(send.request).includes(passcodeReference);
}

/** Undefined if it cannot be sent, for example because an account is missing. */
async function responseTo(
  sending: Sending,
  harness: ReturnType<typeof harnessFor>,
): Promise<Exchange | undefined> {
  return harness.exchange(again(sending, 'a look')).catch(() => undefined);
}

/** Names of JSON members, of XML elements and of their attributes; values differ from login to login. */
const names = /"[\w:.-]{1,80}"(?=\s{0,9}:)|<[\w:.-]{1,80}|[\w:.-]{1,80}(?==["'])/g;

function outlineOf(exchange: Exchange): string {
  if (exchange.failure) return down;
  const found = exchange.record.response?.body.match(names) ?? [];
  const type = exchange.header('content-type') ?? '';
  return `${exchange.status} ${type} ${[...new Set(found)].sort().join(' ')}`;
}
