import type { Configuration } from '../configuration/configuration';
import type { Exchange, ExchangeRecord } from '../http/exchange/exchange';
import type { TokenRequest } from '../http/token-request';
import type { Sender } from '../http/sender';
import { type Finding, inapplicable, tolerate, unverifiable } from '../oracle/deviation';
import type { Format } from '../protocol/format';
import { fill } from '../protocol/reference';
import { generatedRequests, generatedUsername, type Generation, smallestFailing } from './bodies/generated';
import { type Check, type CheckResult, identityOf, type Obstacle, type Responses } from './check';
import { Exceptions } from './exceptions';
import { Exchanges } from './exchanges';
import { RunJudgement } from './run-judgement';
import { unaskedOccasions } from './sendings/logins';
import { neededSendings, obstacleTo } from './sendings/obstacle';
import { inOrder, keyOf, type Sending, type SentExchange } from './sendings/sending';
import { Values } from './sendings/values';

type Judgement = Pick<CheckResult, 'status' | 'exchanges'> & { readonly finding?: Partial<Finding> };

/** Runs checks against one server: sends each request once, however many checks rest on it, and judges. */
export class Harness {
  readonly #exchanges: Exchanges;
  /** Weak, as a check holds on to the realm of its spec file. */
  readonly #obstacles = new WeakMap<Check, Obstacle | undefined>();
  readonly #exceptions: Exceptions;
  #judgement: { readonly of: readonly Check[]; readonly made: Promise<RunJudgement> } | undefined;

  /**
   * @param recorded exchanges to judge instead of those that the checks over every exchange cover
   * @param values those of another harness, whose invented values are sent again
   */
  constructor(
    readonly configuration: Configuration,
    readonly client: Sender,
    readonly generation: Generation,
    readonly recorded?: readonly SentExchange[],
    readonly values = new Values(configuration, [generatedUsername(generation.seed)]),
  ) {
    this.#exceptions = new Exceptions(client.masker);
    this.#exchanges = new Exchanges(configuration, client, this.values, recorded !== undefined);
  }

  /** Exceptions of the suite itself, one sentence each. */
  get defects(): readonly string[] {
    return this.#exceptions.defects;
  }

  /** Why the server is considered gone, or undefined. */
  get gone(): string | undefined {
    return this.#exchanges.gone;
  }

  /** All exchanges so far, in the order in which their responses came. */
  get records(): readonly ExchangeRecord[] {
    return this.#exchanges.records;
  }

  /** Failed login attempts so far, by user name. */
  get wrongSecrets(): Readonly<Record<string, number>> {
    return this.#exchanges.wrongSecrets;
  }

  /** What a limit of the configuration left out: the id or the words of each case, and why. */
  get leftOut(): Readonly<Record<string, string>> {
    return this.#exceptions.leftOut;
  }

  /** Sends nothing more from now on; the remaining checks give the reason. */
  stop(reason: string): void {
    this.#exchanges.stop(reason);
  }

  /**
   * Sends the requests that checks will need, as many at a time as the client allows; requests that others follow go
   * first.
   */
  prefetch(checks: readonly Check[]): void {
    try {
      const all = new Set(checks.flatMap((each) => each.covers ?? [each]));
      const able = [...all].filter((check) => !this.#obstacleTo(check));
      able.forEach((check) => this.#expectValid(check));
      const sendings = able.flatMap((check) => this.#sendingsOf(check));
      // Failed login attempts keep their order, in which no more come in a row than the limits allow.
      const precursors = sendings
        .flatMap(precursorsOf)
        .filter(({ request }) => request.wrongSecretFor === undefined);
      this.#exchanges.prefetch(inOrder([...precursors, ...sendings]));
    } catch (error) {
      // Each check asks again for what it needs.
      this.#exceptions.defect('while preparing requests', error);
    }
  }

  #sendingsOf(check: Check): readonly Sending[] {
    if (!check.generate) return neededSendings(check);
    return generatedRequests(check.generate, this.generation).map((request) => ({ request }));
  }

  /** The exchange of a sending, sent now if it was not yet. Rejects with a Deviation when it may not be sent. */
  async exchange(sending: Sending): Promise<Exchange> {
    return this.#exchanges.of(sending);
  }

  /** Runs one check. Never throws: an exception of the suite is a defect, and leaves the check not verified. */
  async run(check: Check): Promise<CheckResult> {
    const started = performance.now();
    const outcome = await this.#judge(check).catch((error: unknown): Judgement => ({
      ...this.#exceptions.verdict(error, check),
      exchanges: [],
    }));
    const { status, finding: { exchange, ...texts } = {}, exchanges } = outcome;
    return {
      ...identityOf(check),
      status,
      ...this.#exceptions.shown(texts),
      durationMs: Math.round(performance.now() - started),
      exchanges: exchange ? [exchange] : exchanges,
    };
  }

  #expectValid({ send, valid, twin }: Check): void {
    if (valid) this.#exchanges.expectValid(send);
    if (twin) this.#exchanges.expectValid(twin);
  }

  #obstacleTo(check: Check): Obstacle | undefined {
    if (!this.#obstacles.has(check)) this.#obstacles.set(check, obstacleTo(check, this.configuration));
    return this.#obstacles.get(check);
  }

  async #judge(check: Check): Promise<Judgement> {
    const obstacle = this.#obstacleTo(check);
    if (obstacle) return { status: obstacle.status, finding: { message: obstacle.message }, exchanges: [] };
    const exchanges: string[] = [];
    this.#expectValid(check);
    if (check.generate) return this.#judgeGenerated(check, check.generate);
    if (check.covers) {
      const judgement = await this.#judgementOf(check.covers);
      const { exchanges: shown, note } = judgement.judge(check.requirement.id, check.condition);
      return { status: 'passed', finding: { message: note }, exchanges: shown };
    }
    try {
      const note = check.expectation.judge(await this.#answers(check, exchanges));
      return { status: 'passed', exchanges, ...(note ? { finding: { message: note } } : {}) };
    } catch (error) {
      // The request without the defect is shown next to one that was not refused.
      if (check.twin && exchanges.length === 1)
        await this.exchange(check.twin).then(
          ({ id }) => exchanges.push(id),
          () => undefined,
        );
      return { ...this.#exceptions.verdict(error, check), exchanges };
    }
  }

  async #answers(check: Check, exchanges: string[]): Promise<Responses> {
    const answered = async (sending: Sending) => {
      const exchange = await this.exchange(sending);
      exchanges.push(exchange.id);
      const withoutResponse = `No response was received: ${exchange.failure}.`;
      // An unusual HTTP message that a server does not support is a warning.
      const isUnusual = sending.request.wire !== undefined && check.requirement.level !== 'MUST';
      if (isUnusual && exchange.answeredWhenRepeated === false)
        tolerate({ message: withoutResponse, expected: 'a response', received: 'no answer' });
      if (exchange.failure) unverifiable(withoutResponse);
      return exchange;
    };
    const answer = await answered(check.send);
    // A twin shows that a refusal is for the defect; a success needs no such proof.
    if (check.twin && answer.status !== 200) {
      const { status } = await answered(check.twin);
      if (status !== 200)
        unverifiable(
          `The same request without the defect is not accepted either (${status}), so this response proves nothing.`,
        );
    }
    const others: Exchange[] = [];
    for (const sending of check.compare) others.push(await answered(sending));
    return { answer, others, valueOf: this.#plainValue };
  }

  /** Judges responses to generated requests, and shows the smallest that fails. */
  async #judgeGenerated(check: Check, format: Format): Promise<Judgement> {
    const exchanges = new Set<string>();
    const judged = async (request: TokenRequest): Promise<Judgement> => {
      const own: string[] = [];
      try {
        const answer = await this.exchange({ request });
        own.push(answer.id);
        exchanges.add(answer.id);
        if (answer.failure) unverifiable(`No response was received: ${answer.failure}.`);
        check.expectation.judge({ answer, others: [], valueOf: this.#plainValue });
        return { status: 'passed', exchanges: [answer.id] };
      } catch (error) {
        return { ...this.#exceptions.verdict(error, check), exchanges: own };
      }
    };
    if (this.generation.requests === 0) inapplicable('No requests are generated in this run.');
    const fails = ({ status }: Judgement) => status !== 'passed' && status !== 'not-applicable';
    const found = await smallestFailing(
      format,
      this.generation,
      async (request) => !fails(await judged(request)),
    );
    if (!found) return { status: 'passed', exchanges: [...exchanges] };
    const { status, finding, exchanges: shown } = await judged(found);
    const message = `Generated with --seed ${this.generation.seed}: ${finding?.message ?? 'it fails.'}`;
    return { status, finding: { ...finding, message }, exchanges: shown };
  }

  /** The exchanges of checks, judged once for all requirements. */
  #judgementOf(covers: readonly Check[]): Promise<RunJudgement> {
    // For recorded traffic every exchange is judged, whatever a check covers.
    const isMade = this.#judgement && (this.recorded !== undefined || this.#judgement.of === covers);
    if (!this.#judgement || !isMade) this.#judgement = { of: covers, made: this.#judgeAll(covers) };
    return this.#judgement.made;
  }

  async #judgeAll(covers: readonly Check[]): Promise<RunJudgement> {
    if (this.recorded)
      return new RunJudgement([], new Map(), this.recorded, this.configuration, this.values, () => []);
    const able = covers.filter((check) => !this.#obstacleTo(check));
    const unable = new Map(
      covers.flatMap((check) => {
        const obstacle = this.#obstacleTo(check);
        return obstacle ? [[check, obstacle] as const] : [];
      }),
    );
    const sendings = new Map(
      able.flatMap((check) => this.#sendingsOf(check)).map((sending) => [keyOf(sending), sending]),
    );
    await Promise.all([...sendings.values()].map((sending) => this.exchange(sending).catch(() => undefined)));
    for (const check of able.filter(({ send }) => send.request.wrongSecretFor !== undefined))
      await this.exchange(check.send).catch((error: unknown) => this.#exceptions.noteLeftOut(check, error));
    await this.#exchanges.followed();
    const answered = this.#exchanges.answered.filter(
      ({ sending }) => sendings.has(keyOf(sending)) || unaskedOccasions.includes(sending.occasion),
    );
    return new RunJudgement(able, unable, answered, this.configuration, this.values, (check) =>
      this.#sendingsOf(check),
    );
  }

  readonly #plainValue = (template: string) => fill(template, (path) => String(this.values.of(path)));
}

/** The requests that need a response before it, the first of them first. */
function precursorsOf({ after }: Sending): readonly Sending[] {
  return after ? [...precursorsOf(after), after] : [];
}
