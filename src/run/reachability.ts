import { withoutParameters } from '../checks/bodies/other-bodies';
import { type Check, type CheckResult, identityOf } from '../checks/check';
import type { Harness } from '../checks/harness';
import { obstacleTo } from '../checks/sendings/obstacle';
import type { Exchange } from '../http/exchange/exchange';
import type { Stop } from '../report/report';
import { type Evidence, evidenceOf } from './jest/evidence';

/** Statuses by which a server says that it has no such operation (RFC 9110, 15.4, 15.5.5, 15.5.6, 15.6.2). */
const noOperation = [404, 405, 410, 501];

/** What nginx, Go and Apache respond on a TLS port to a request without TLS. */
const plainHttpRefused =
  /plain HTTP request was sent to HTTPS port|HTTP request to an HTTPS server|speaking plain HTTP to an SSL-enabled/i;

/** Failures of a response that came but was too long or could not be read. */
const unread = /^the response of |headers that are too long$|something that is not HTTP$/;

/**
 * Whether there is an Identity service at the base URL at all, tried with the first request of the suite, which needs
 * no account. If there is none, nothing else is sent.
 *
 * @returns why the run must stop, or undefined
 */
export async function reach(harness: Harness): Promise<Stop | undefined> {
  const exchange = await harness.exchange({ request: withoutParameters('json') });
  const { baseUrl } = harness.client.settings;
  if (exchange.failure && unread.test(exchange.failure)) {
    const advice = schemeAdvice(exchange.failure, baseUrl);
    return {
      kind: 'unreachable',
      message: `The server at ${baseUrl} responds, but its response could not be read: ${exchange.failure}. Check that the base URL${advice === '' ? '' : `${advice},`} and its path prefix are those of the Identity service, and look at its response to POST /v2.0/tokens.`,
    };
  }
  if (exchange.failure)
    return {
      kind: 'unreachable',
      message: `The server at ${baseUrl} could not be reached: ${exchange.failure}.${adviceAfter(exchange.failure, baseUrl)}`,
    };
  if (exchange.status === 400 && plainHttpRefused.test(exchange.body.toString('latin1', 0, 2048)))
    return {
      kind: 'unreachable',
      message: `The server at ${baseUrl} speaks TLS only. Begin the base URL with https://.`,
    };
  if (isIdentity(exchange) || (exchange.fault() && (await hasOtherMethod(harness)))) return undefined;
  return {
    kind: 'not-identity',
    message: `There is no Identity service at ${baseUrl}: the response to POST /v2.0/tokens is ${exchange.status} ${exchange.header('content-type') ?? 'without a Content-Type'}. Check the base URL and its path prefix${harness.client.settings.connection?.proxy ? ', and the proxy' : ''}.`,
  };
}

/** A TLS server usually closes the connection, or sends an alert, if the client does not use TLS. */
function schemeAdvice(failure: string, baseUrl: string): string {
  return baseUrl.startsWith('http:') && /closed|not HTTP/.test(failure)
    ? ', which begins with https:// where the server speaks TLS'
    : '';
}

/** Failures that include advice have it after a semicolon. */
function adviceAfter(failure: string, baseUrl: string): string {
  if (failure.includes('; ')) return '';
  return ` Check the base URL${schemeAdvice(failure, baseUrl)}, and that the server is running.`;
}

/** A server may send 404 for missing parameters: if another method gets a different response, the path exists. */
async function hasOtherMethod(harness: Harness): Promise<boolean> {
  const { status } = await harness.exchange({ request: { ...withoutParameters('json'), method: 'GET' } });
  return status !== 0 && status !== 404;
}

function isIdentity(exchange: Exchange): boolean {
  const { status } = exchange;
  if (noOperation.includes(status)) return status !== 404 && exchange.fault() !== undefined;
  if (status >= 300 && status < 400) return false;
  // If a body cannot be read, it may be that of an Identity service.
  return status >= 400 || exchange.writtenIn !== undefined || exchange.unreadable !== undefined;
}

const whys: Readonly<Partial<Record<Stop['kind'], string>>> = {
  unreachable: 'the server could not be reached',
  overtime: 'the run took too long',
  interrupted: 'the run was interrupted',
};

/** The results of the checks when none of their requests is sent. */
export function unsent(harness: Harness, selected: readonly Check[], stop: Stop): Evidence {
  const why = whys[stop.kind] ?? 'there is no Identity service';
  const checks = selected.map((check): CheckResult => {
    const obstacle = obstacleTo(check, harness.configuration);
    return {
      ...identityOf(check),
      ...(obstacle ?? { status: 'not-verified', message: `Not sent: ${why}.` }),
      durationMs: 0,
      exchanges: [],
    };
  });
  return { ...evidenceOf(harness, checks), defects: [], wrongSecrets: {}, leftOut: {}, gone: undefined };
}
