import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { listOf } from '../report/prose';
import type { Endpoint } from './endpoint';
import type { Fact } from './fact';

const name = 'DNS';

/**
 * The addresses of the host, looked up as connections do it, the files of the system included.
 *
 * @param timeoutMs milliseconds to wait for them
 */
export async function lookUpName({ host, from }: Endpoint, timeoutMs: number): Promise<Fact> {
  if (isIP(host)) return { name, status: 'ok', detail: `${host} is an address; no lookup needed` };
  const patience = new AbortController();
  try {
    const found = await Promise.race([
      lookup(host, { all: true }),
      sleep(timeoutMs, undefined, { signal: patience.signal }),
    ]);
    if (!found) return problem(`there was no answer for ${host} within ${timeoutMs} ms`, from);
    const addresses = found.map(({ address }) => address);
    return { name, status: 'ok', detail: `${host} is ${listOf([...new Set(addresses)], 6)}` };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const unknown = code === 'ENOTFOUND' || code === 'ENODATA';
    return problem(
      unknown ? `the name ${host} is not known` : `the name ${host} could not be looked up (${code})`,
      from,
    );
  } finally {
    patience.abort();
  }
}

function problem(detail: string, from: string): Fact {
  return {
    name,
    status: 'problem',
    detail,
    remedy: `Check the host of the ${from}, and the name server of this machine.`,
  };
}
