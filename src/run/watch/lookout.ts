import { setTimeout as sleep } from 'node:timers/promises';
import type { Check } from '../../../specs/vocabulary/check';
import { again, type Sending } from '../../../specs/vocabulary/sending';
import { withoutParameters } from '../../../specs/vocabulary/other-bodies';
import { passcodeReference } from '../../../specs/vocabulary/values';
import type { Configuration } from '../../identity/configuration';
import type { Exchange } from '../../identity/exchange';
import { needsOf } from '../../identity/token-request';
import { declaredChecks } from '../declared-checks';
import { harnessFor } from '../harness';
import { openTarget } from '../target';

/** What a look at a server shows; equal texts are equal responses, and `down` is none. */
export type View = string;
export const down: View = 'down';

/**
 * Looks at a server cheaply: by the request without parameters, and by that of one failed check, which is where a
 * fixed server responds differently. It makes no failed login attempt and uses up no passcode.
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
    // What is sent next, by another client, keeps its distance from this.
    await sleep(1000 / configuration.limits.maxRps);
    await target.close();
  }
}

function isHarmless({ send, generate, covers }: Check): boolean {
  if (generate ?? covers ?? send.after ?? send.settled ?? send.request.wrongSecretFor) return false;
  return !needsOf(send.request).includes(passcodeReference);
}

/** Undefined where it cannot be sent, for example because an account is missing. */
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
