import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { RawResponse } from '../http/exchange/kept-bytes';
import { type Outgoing, partedAt, tooSmallLength } from '../http/token-request';
import {
  answer,
  type Behaviour,
  Directory,
  faults,
  faultToJson,
  standardBehaviour,
  type TokensRequest,
  users,
} from '../server';

/** The nominal URL of the server in this process; nothing is sent there. */
export const inProcessUrl = 'http://127.0.0.1:1';

/** Handles a request by the steps of the embedded server, without a connection: as Node would hand it to them. */
export async function respondInProcess(
  outgoing: Outgoing,
  behaviour: Behaviour,
  date: Date,
): Promise<RawResponse & { readonly request: TokensRequest }> {
  const request = requestOf(outgoing);
  const written = new Written(outgoing.method === 'HEAD');
  try {
    await answer(request, written as unknown as ServerResponse, behaviour);
  } catch {
    const { status } = faults.serviceFault;
    written.writeHead(status, { 'Content-Type': 'application/json' });
    written.end(JSON.stringify(faultToJson(faults.serviceFault)));
  }
  return {
    status: written.status,
    rawHeaders: [...written.headers, ['Date', date.toUTCString()]],
    body: written.body,
    durationMs: 0,
    receivedAt: date.getTime(),
    request,
  };
}

/** A request as Node would hand it to the steps. */
export function requestOf({ method, path, headers, body, wire }: Outgoing): TokensRequest {
  const target = new URL(`${inProcessUrl}${path}`);
  const isFramed = wire !== 'without-length' && wire !== 'chunked';
  const fields = Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'content-length');
  const length = String(wire === 'length-too-small' ? tooSmallLength : body.length);
  if (isFramed) fields.push([wire === 'lower-case-names' ? 'content-length' : 'Content-Length', length]);
  const incoming = Object.assign(Readable.from(piecesOf(body, wire), { objectMode: true }), {
    headers: Object.fromEntries(fields.map(([name, value]) => [name.toLowerCase(), value])),
    rawHeaders: fields.flat(),
    httpVersion: wire === 'http-1.0' ? '1.0' : '1.1',
  });
  return {
    method,
    path: target.pathname,
    query: target.searchParams,
    incoming: incoming as unknown as IncomingMessage,
    body: new Uint8Array(),
    baseUrl: inProcessUrl,
  };
}

/** The pieces in which a body comes, by the framing of its message (RFC 9112, 6.3). */
function piecesOf(body: Buffer, wire: Outgoing['wire']): Buffer[] {
  if (body.length === 0 || wire === 'without-length') return [];
  if (wire === 'length-too-small') return [body.subarray(0, tooSmallLength)];
  if (wire !== 'chunked' && wire !== 'two-segments') return [body];
  const at = partedAt(body.length);
  return [body.subarray(0, at), body.subarray(at)];
}

type Headers = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** What the steps write to a connection; what concerns the connection itself is ignored. */
export class Written {
  status = 0;
  readonly headers: [string, string][] = [];
  #pieces: Buffer[] = [];

  constructor(readonly isWithoutBody: boolean) {}

  get body(): Buffer {
    return this.isWithoutBody ? Buffer.alloc(0) : Buffer.concat(this.#pieces);
  }

  writeHead(status: number, headers: Headers): this {
    this.status = status;
    for (const [name, value] of Object.entries(headers)) this.setHeader(name, value);
    return this;
  }

  setHeader(name: string, value: Headers[string]): void {
    for (const one of [value ?? []].flat()) this.headers.push([name, String(one)]);
  }

  removeHeader(): void {}

  writeProcessing(): void {}

  write(piece: string | Uint8Array): void {
    this.#pieces.push(Buffer.from(piece as string));
  }

  end(piece?: string | Uint8Array): void {
    if (piece !== undefined) this.write(piece);
  }
}

const day = 24 * 60 * 60 * 1000;

/**
 * The embedded server with nothing left to chance: its ids follow from the requests, and its clock
 * stands still. Two of its responses then differ only where the servers do.
 */
export class Repeatable {
  #request = '';
  #ids = 0;
  readonly #verdicts = new Map<string, Promise<boolean>>();

  private constructor(
    readonly directory: Directory,
    readonly date: Date,
  ) {}

  static async at(date: Date): Promise<Repeatable> {
    return new Repeatable(await Directory.of(users), date);
  }

  /** Says which request comes next. */
  next(request: string): void {
    this.#request = request;
    this.#ids = 0;
  }

  /** The steps of a server with its own sessions. */
  server(): Behaviour {
    const standard = standardBehaviour(this.directory);
    const sessions = new Map<string, string>();
    const real = (id: string) => sessions.get(id) ?? id;
    return {
      ...standard,
      secretMatches: (user, login) => {
        const key = JSON.stringify([user?.id, login.method, login.secret]);
        const known = this.#verdicts.get(key) ?? standard.secretMatches(user, login);
        this.#verdicts.set(key, known);
        return known;
      },
      startSession: (user, login) => {
        const id = this.#id();
        sessions.set(id, standard.startSession(user, login));
        return id;
      },
      findSession: (id) => standard.findSession(real(id)),
      countWrongPasscode: (id) => standard.countWrongPasscode(real(id)),
      endSession: (id) => standard.endSession(real(id)),
      issueToken: (grant) => ({
        ...standard.issueToken(grant),
        id: this.#id(),
        expires: new Date(this.date.getTime() + day).toISOString(),
      }),
    };
  }

  #id(): string {
    this.#ids += 1;
    return createHash('sha256').update(`${this.#request} ${this.#ids}`).digest('hex').slice(0, 32);
  }
}
