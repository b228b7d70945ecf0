import { Exchange } from '../../src/http/exchange/exchange';
import { KeptBytes } from '../../src/http/exchange/kept-bytes';
import { judgeAll, type SeenExchange } from '../../src/oracle/judge-all';
import { known, sent, type Asked } from './known';

/** A response as a test writes it; by default 200 in JSON. */
export interface Response {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const date = 'Thu, 26 Nov 2026 10:00:00 GMT';
let exchanges = 0;

/** An exchange as a run sees it. */
export function seen(asked: Asked, response: Response, why: Partial<SeenExchange> = {}): SeenExchange {
  const { status = 200, headers = {}, body } = response;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const fields = { 'Content-Type': 'application/json', Date: date, ...headers };
  const record = {
    id: `x${(exchanges += 1)}`,
    request: { method: '', url: '', headers: {}, body: '' },
    curl: '',
  };
  const raw = {
    status,
    rawHeaders: Object.entries(fields),
    body: new KeptBytes(Buffer.from(text ?? '')),
    durationMs: 1,
  };
  const request = sent(asked);
  return {
    response: new Exchange(record, raw, String, request),
    sent: request,
    servedRequirements: [],
    isProved: true,
    ...why,
  };
}

let tokens = 0;

/** The access object of a user, as the document's sample has it. */
export function access(name = 'alice', changes: { token?: object; user?: object; catalogue?: unknown } = {}) {
  return {
    access: {
      token: {
        id: `token-${(tokens += 1)}-${name}`,
        expires: '2026-11-27T10:00:00.000Z',
        tenant: { id: `${name}-id`, name: `${name}-tenant` },
        'RAX-AUTH:authenticatedBy': ['PASSWORD'],
        ...changes.token,
      },
      user: {
        id: `id-of-${name}`,
        name,
        roles: [{ id: '3', name: 'identity:user-admin', description: 'User Admin Role.' }],
        'RAX-AUTH:defaultRegion': 'DFW',
        'RAX-AUTH:domainId': `${name}-id`,
        ...changes.user,
      },
      serviceCatalog: changes.catalogue ?? [
        { name: 'cloudServers', type: 'compute', endpoints: [{ publicURL: 'https://servers.example/v2' }] },
      ],
    },
  };
}

/** A success with the access object of alice. */
export const granted = (changes?: Parameters<typeof access>[1]) => ({ body: access('alice', changes) });

/** A refusal with a fault of that name. */
export const fault = (status: number, name: string) => ({
  status,
  body: { [name]: { code: status, message: 'No.' } },
});

/** The requirements that some exchanges break, and those that they break with a warning. */
export function broken(...exchangesSeen: readonly SeenExchange[]): Record<'failed' | 'tolerated', string[]> {
  const { tallies } = judgeAll(exchangesSeen, known().users);
  const of = (kind: 'failed' | 'tolerated') =>
    [...tallies].filter(([, tally]) => tally[kind].length > 0).map(([id]) => id);
  return { failed: of('failed'), tolerated: of('tolerated') };
}

/** What exchanges break that break nothing. */
export const nothing = { failed: [], tolerated: [] };
