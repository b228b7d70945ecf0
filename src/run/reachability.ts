import type { Harness } from '../../specs/vocabulary/harness';
import { withoutParameters } from '../../specs/vocabulary/other-bodies';
import type { Exchange } from '../identity/exchange';
import type { Stop } from './report/report';

/** Statuses by which a server says that it has no such operation (RFC 9110, 15.4, 15.5.5, 15.5.6, 15.6.2). */
const noOperation = [404, 405, 410, 501];

/**
 * Whether there is an Identity service at the base URL at all, by the first request of the suite, which needs
 * no account. Where there is none, nothing else is sent.
 *
 * @returns why the run must stop, or undefined
 */
export async function reach(harness: Harness): Promise<Stop | undefined> {
  const exchange = await harness.exchange({ request: withoutParameters('json') });
  const { baseUrl } = harness.client.settings;
  if (exchange.failure)
    return {
      kind: 'unreachable',
      message: `The server at ${baseUrl} could not be reached: ${exchange.failure}. Check the base URL, and that the server is running.`,
    };
  if (isIdentity(exchange) || (exchange.fault() && (await hasOtherMethod(harness)))) return undefined;
  return {
    kind: 'not-identity',
    message: `There is no Identity service at ${baseUrl}: POST /v2.0/tokens is answered ${exchange.status} ${exchange.header('content-type') ?? 'without a Content-Type'}. Check the base URL and its path prefix.`,
  };
}

/** A server may say 404 of missing parameters: where another method is answered otherwise, the path is there. */
async function hasOtherMethod(harness: Harness): Promise<boolean> {
  const { status } = await harness.exchange({ request: { ...withoutParameters('json'), method: 'GET' } });
  return status !== 0 && status !== 404;
}

function isIdentity(exchange: Exchange): boolean {
  const { status } = exchange;
  if (noOperation.includes(status)) return status !== 404 && exchange.fault() !== undefined;
  if (status >= 300 && status < 400) return false;
  return status >= 400 || exchange.writtenIn !== undefined;
}
