import type { Exchange } from '../http/exchange/exchange';
import { challengeOf } from '../protocol/challenge';
import type { RunExchange } from './across/groups';
import { judgeRun } from './across/judge-run';
import { PossibleLocks } from './across/possible-locks';
import {
  type Allowance,
  type BegunLogin,
  clientError,
  type Means,
  meansOf,
  type OpenSessions,
  type SessionState,
} from './allowed/allowance';
import { allowedFor, supportIn } from './allowed/allowed';
import type { KnownUsers } from './allowed/known-users';
import { presentedUser } from './allowed/presented-user';
import type { Finding } from './deviation';
import { judgeExchange, type Judgement } from './judge-exchange';
import { type AuthRequest, credentialsOf } from './auth-request';
import { readAuthRequest, type SentRequest } from './read-auth-request';
import { type Observed, usernameOf } from './response/response-rule';

/** An exchange of a run or of a capture, and why its request was sent. */
export interface SeenExchange {
  readonly response: Exchange;
  readonly sent: SentRequest;
  /** The requirements for which the request was sent; none if it only accompanies others. */
  readonly servedRequirements: readonly string[];
  /** Whether the same request without its defect was accepted, or none exists; otherwise a refusal proves nothing. */
  readonly isProved: boolean;
  /** Whether the request was generated, for a user who does not exist: it may have any number of defects. */
  readonly isGenerated?: boolean;
  /** Whether a failed login attempt for the same account came before: the server may have locked it (erratum E39). */
  readonly followsWrongSecret?: boolean;
  /** Whether it is the plainest valid login, sent because the one after a failed login attempt was refused. */
  readonly followsRefusedLogin?: boolean;
  /** Whether the body of the response is not known, so that only its status is judged. */
  readonly isStatusAlone?: boolean;
  /** Why a judgement proves nothing, if the record of the exchange is not faithful. */
  readonly doubt?: ((judgement: Judgement) => string | undefined) | undefined;
}

/** A finding about one exchange. */
export interface Shown {
  readonly exchange: string;
  readonly finding: Finding;
}

/** What all exchanges show about one requirement. */
interface Tally {
  /** Ids of the exchanges that satisfy it. */
  readonly kept: Set<string>;
  readonly failed: Shown[];
  readonly tolerated: Shown[];
  readonly unverifiable: Shown[];
}

interface Judged {
  /** By requirement; requirements that no exchange is about are left out. */
  readonly tallies: ReadonlyMap<string, Tally>;
  /** What each exchange asked, by its id. */
  readonly requests: ReadonlyMap<string, AuthRequest>;
}

/**
 * Judges the exchanges of a run by everything that the document says about each, and about all together.
 *
 * @param seen in the order of their responses; each has a response
 */
export function judgeAll(seen: readonly SeenExchange[], users: KnownUsers): Judged {
  const tallies = new Map<string, Tally>();
  const sessions = new SeenSessions(users);
  const read = seen.map(({ sent, ...others }) => ({ request: requestIn(sent), ...others }));
  const workingMeans = meansIn(read);
  const locks = new PossibleLocks();
  const exchanges = read.map(({ response, request, isGenerated, ...occasion }): RunExchange => {
    const known = { users, sessions: sessions.asSeen() };
    // A success shows that its means work; a refusal is not blamed on means that are known to work.
    const knownOfRefusal = response.status === 200 ? known : { ...known, workingMeans };
    const exchange = {
      id: response.id,
      request,
      response,
      known,
      allowance: isGenerated ? ofGenerated : allowedFor(request, knownOfRefusal),
    };
    sessions.note(exchange);
    locks.note(exchange, { isRefused: isRefusal(response.status), ...occasion });
    return exchange;
  });
  const isSupported = supportIn(exchanges);
  const doubts = new Map(
    seen.flatMap(({ response, doubt }) => (doubt ? [[response.id, doubt] as const] : [])),
  );
  const note = (judgement: Judgement, exchange: string) => {
    const why = doubts.get(exchange)?.(judgement);
    add(tallies, why === undefined ? judgement : unverifiable(judgement.requirement, why), exchange);
  };
  exchanges.forEach((exchange, index) => {
    const { servedRequirements = [], isProved = true, isStatusAlone } = seen[index] ?? {};
    const supported = isSupported(exchange);
    const why = { isProved: isProved && supported, isMaybeOfLock: locks.mayExplain(exchange.id) };
    for (const judgement of judgeExchange(
      exchange,
      supported ? servedRequirements : notOfTheDocument,
      isStatusAlone,
    ))
      note(qualified(judgement, exchange, why), exchange.id);
  });
  for (const { exchange, ...judgement } of judgeRun(exchanges))
    note(locks.mayExplain(exchange) ? ofLocked(judgement) : judgement, exchange);
  return { tallies, requests: new Map(exchanges.map(({ id, request }) => [id, request])) };
}

/** When a run is judged again with some exchanges changed, their requests are mostly the same. */
const requests = new WeakMap<SentRequest, AuthRequest>();

function requestIn(sent: SentRequest): AuthRequest {
  const request = requests.get(sent) ?? readAuthRequest(sent);
  requests.set(sent, request);
  return request;
}

/** The requirement of requests with an unsupported feature: not a MUST, so that nothing in their responses fails. */
const notOfTheDocument = ['media.suffix'];

/** The means that accepted logins used. */
function meansIn(
  read: readonly { readonly request: AuthRequest; readonly response: Exchange }[],
): ReadonlySet<Means> {
  const letIn = read.filter(({ response }) => response.status === 200);
  return new Set(letIn.flatMap(({ request }) => meansOf(request)));
}

/** Not a server error, except the two with which HTTP refuses a method or a version (erratum E34). */
function isRefusal(status: number): boolean {
  return (status >= 400 && status < 500) || status === 501 || status === 505;
}

const ofGenerated: Allowance = { requirement: 'generated.status', expected: clientError };

/** The judgement, or `unverifiable` if the exchange does not support it. */
function qualified(
  judgement: Judgement,
  { response, allowance }: RunExchange,
  { isProved, isMaybeOfLock }: { readonly isProved: boolean; readonly isMaybeOfLock: boolean },
): Judgement {
  const { requirement } = judgement;
  if (!isRefusal(response.status)) return judgement;
  if (isMaybeOfLock && [allowance.requirement, 'mfa.session'].includes(requirement))
    return ofLocked(judgement);
  if (requirement !== allowance.requirement) return judgement;
  return !isProved && !allowance.expected.include(200)
    ? unverifiable(
        requirement,
        'The same request without the defect is not accepted either, so this refusal proves nothing.',
      )
    : judgement;
}

/** A refusal of a valid login that breaks a requirement may be due to a locked account. */
function ofLocked(judgement: Judgement): Judgement {
  return judgement.kind === 'failed' || judgement.kind === 'tolerated'
    ? unverifiable(
        judgement.requirement,
        'The account may be locked after a failed login attempt, which the server may decide (erratum E39).',
      )
    : judgement;
}

function unverifiable(requirement: string, message: string): Judgement {
  return { requirement, kind: 'unverifiable', finding: { message } };
}

function add(tallies: Map<string, Tally>, { requirement, kind, finding }: Judgement, exchange: string): void {
  const tally = tallies.get(requirement) ?? emptyTally();
  tallies.set(requirement, tally);
  if (kind === 'kept' || !finding) {
    tally.kept.add(exchange);
    return;
  }
  // Two rules of one requirement may find that the same exchange proves nothing.
  if (kind === 'unverifiable' && tally.unverifiable.at(-1)?.exchange === exchange) return;
  tally[kind].push({ exchange, finding });
}

function emptyTally(): Tally {
  return { kept: new Set(), failed: [], tolerated: [], unverifiable: [] };
}

/** The sessions of multi-factor logins, as the responses of a run show them one after the other. */
class SeenSessions {
  readonly #begun = new Map<string, BegunLogin>();
  readonly #states = new Map<string, SessionState>();

  constructor(readonly users: KnownUsers) {}

  /** The sessions so far. */
  asSeen(): OpenSessions {
    const states = new Map(this.#states);
    return {
      state: (id) => states.get(id) ?? (this.users.isInvented(id) ? 'invented' : 'unknown'),
      begunBy: (id) => this.#begun.get(id),
    };
  }

  /** Notes which session an exchange begins, uses up, or tries with a wrong passcode. */
  note(exchange: Observed): void {
    const { request, response } = exchange;
    const challenge = challengeOf(response.header('www-authenticate'));
    const username = usernameOf(exchange);
    if (challenge && username !== undefined) {
      const id = challenge.session.reveal();
      const rightly = presentedUser(request, this)?.verdict === 'right';
      if (!this.#begun.has(id)) this.#begun.set(id, { username, rightly });
      this.#states.set(id, 'open');
    }
    const { session } = request;
    if (session !== undefined && this.#states.has(session) && credentialsOf(request)?.type === 'passcode')
      this.#states.set(session, response.status === 200 ? 'used' : 'tried');
  }
}
