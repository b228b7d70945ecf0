import { connect } from 'node:net';
import type { Endpoint } from './endpoint';
import type { Fact } from './fact';

const name = 'TCP';

const refusals: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refuses connections',
  ECONNRESET: 'closed the connection at once',
  EHOSTUNREACH: 'cannot be reached: there is no route to it',
  ENETUNREACH: 'cannot be reached: there is no route to it',
  ETIMEDOUT: 'did not accept a connection in time',
};

/**
 * Whether a connection can be opened, and how long that takes; nothing is sent over it.
 *
 * @param timeoutMs milliseconds to wait for it
 */
export function openConnection({ host, port, from }: Endpoint, timeoutMs: number): Promise<Fact> {
  return new Promise((resolve) => {
    const started = performance.now();
    const socket = connect({ host, port });
    const end = (fact: Omit<Fact, 'name'>) => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ name, ...fact });
    };
    const problem = (what: string) =>
      end({
        status: 'problem',
        detail: `port ${port} of ${host} ${what}`,
        remedy: `Check the port of the ${from}, that the server is running, and the firewalls in between.`,
      });
    // The socket's own timeout starts again with each address that is tried.
    const timer = setTimeout(() => problem(`did not accept a connection within ${timeoutMs} ms`), timeoutMs);
    socket.once('connect', () => {
      const ms = (performance.now() - started).toFixed(1);
      end({ status: 'ok', detail: `port ${port} accepted a connection after ${ms} ms` });
    });
    socket.once('error', (error) => problem(reasonOf(error)));
  });
}

/** With several addresses the error holds one error for each (RFC 8305). */
function reasonOf(error: Error): string {
  const [first = error] = error instanceof AggregateError ? (error.errors as Error[]) : [];
  const { code = '' } = first as NodeJS.ErrnoException;
  return refusals[code] ?? `could not be connected to (${code || first.message})`;
}
