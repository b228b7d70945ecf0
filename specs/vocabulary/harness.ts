import type { Configuration } from '../../src/identity/configuration';
import type { Exchange } from '../../src/identity/exchange';
import type { ExchangeRecord } from '../../src/identity/exchange-record';
import type { Format } from '../../src/identity/format';
import { cutAfterMasking } from '../../src/identity/masking';
import { PasscodeUnavailable } from '../../src/identity/passcode';
import { fill } from '../../src/identity/reference';
import type { Sender } from '../../src/identity/sender';
import type { TokenRequest } from '../../src/identity/token-request';
import { identityOf, type Answers, type Check } from './check';
import { Deviation, unverifiable, type Finding } from './deviation';
import { Exchanges } from './exchanges';
import { generatedRequests, smallestFailing, type Generation } from './generated';
import { neededSendings } from './missing-values';
import { obstacleTo, type Obstacle } from './obstacle';
import type { CheckResult, CheckStatus } from './result';
import { keyOf, type Sending } from './sending';
import { sentFor } from './sent-for';
import { Values } from './values';

type Judgement = Pick<CheckResult, 'status' | 'exchanges'> & { readonly finding?: Partial<Finding> };

/** The answers to the requests of several checks, and what is to be said of those that had none. */
interface SweptAnswers extends Answers {
  readonly unanswered?: string;
}

/** Characters of one text of a finding that a report shows. */
const longestText = 600;

/** Runs checks against one server: sends each request once, however many checks rest on it, and judges. */
export class Harness {
  readonly #exchanges: Exchanges;
  readonly #values: Values;
  /** Weak, as a check holds on to the realm of its spec file. */
  readonly #obstacles = new WeakMap<Check, Obstacle | undefined>();
  readonly #defects: string[] = [];

  constructor(
    readonly configuration: Configuration,
    readonly client: Sender,
    readonly generation: Generation,
  ) {
    this.#values = new Values(configuration);
    this.#exchanges = new Exchanges(configuration, client, this.#values);
  }

  /** Exceptions of the suite itself, one sentence each. */
  get defects(): readonly string[] {
    return this.#defects;
  }

  /** Why the server is taken to be gone, or undefined. */
  get gone(): string | undefined {
    return this.#exchanges.gone;
  }

  /** All exchanges so far, in the order in which their answers came. */
  get records(): readonly ExchangeRecord[] {
    return this.#exchanges.records;
  }

  /** Wrong secrets sent so far, by user name. */
  get wrongSecrets(): Readonly<Record<string, number>> {
    return this.#exchanges.wrongSecrets;
  }

  /** Sends nothing more from now on, and says why of each check that is left. */
  stop(reason: string): void {
    this.#exchanges.stop(reason);
  }

  /** Sends what checks will need, as many at a time as the client allows; what others must follow goes first. */
  prefetch(checks: readonly Check[]): void {
    try {
      this.#prefetch(checks);
    } catch (error) {
      // Each check asks again for what it needs.
      this.#defect('while requests were prepared', error);
    }
  }

  #prefetch(checks: readonly Check[]): void {
    const all = checks.flatMap((each) => each.covers ?? [each]);
    all.forEach((check) => this.#expectValid(check));
    const sendings = all
      .filter((check) => !this.#obstacleTo(check))
      .flatMap((check) => this.#sendingsOf(check));
    for (const sending of [...sendings.flatMap(precursorsOf), ...sendings])
      this.exchange(sending).catch(() => undefined);
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
    const judgement = this.#judge(check);
    const {
      status,
      finding = {},
      exchanges,
    } = await judgement.catch((error: unknown): Judgement => ({
      ...this.#verdict(error, check),
      exchanges: [],
    }));
    const { exchange, ...texts } = finding;
    return {
      ...identityOf(check),
      status,
      ...this.#shown(texts),
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

  /** Masked first and cut then: the head of a secret is no longer to be told from other text. */
  #shown(texts: Partial<Finding>): Partial<Finding> {
    const mask = (text: string) => this.client.masker.mask(text);
    const shown = Object.entries(texts).map(([name, text]) => [
      name,
      cutAfterMasking(text, longestText, mask),
    ]);
    return Object.fromEntries(shown) as Partial<Finding>;
  }

  async #judge(check: Check): Promise<Judgement> {
    const obstacle = this.#obstacleTo(check);
    if (obstacle) return { status: obstacle.status, finding: { message: obstacle.message }, exchanges: [] };
    const exchanges: string[] = [];
    this.#expectValid(check);
    if (check.generate) return this.#judgeGenerated(check, check.generate);
    try {
      const answers: SweptAnswers = check.covers
        ? await this.#everyAnswer(check.covers, exchanges)
        : await this.#answers(check, exchanges);
      const note = check.expectation.judge(answers);
      if (answers.unanswered) unverifiable(answers.unanswered);
      return { status: 'passed', exchanges, ...(note ? { finding: { message: note } } : {}) };
    } catch (error) {
      return { ...this.#verdict(error, check), exchanges };
    }
  }

  async #answers(check: Check, exchanges: string[]): Promise<Answers> {
    const answered = async (sending: Sending) => {
      const exchange = await this.exchange(sending);
      exchanges.push(exchange.id);
      if (exchange.failure) unverifiable(`No answer came: ${exchange.failure}.`);
      return exchange;
    };
    const answer = await answered(check.send);
    if (check.twin) {
      const { status } = await answered(check.twin);
      if (status !== 200)
        unverifiable(
          `The same request without the defect is answered ${status}, so this answer proves nothing.`,
        );
    }
    const others: Exchange[] = [];
    for (const sending of check.compare) others.push(await answered(sending));
    return { answer, others, valueOf: this.#plainValue };
  }

  /** Judges answers to generated requests, and shows the smallest that fails. */
  async #judgeGenerated(check: Check, format: Format): Promise<Judgement> {
    const exchanges = new Set<string>();
    const judged = async (request: TokenRequest): Promise<Judgement> => {
      const own: string[] = [];
      try {
        const answer = await this.exchange({ request });
        own.push(answer.id);
        exchanges.add(answer.id);
        if (answer.failure) unverifiable(`No answer came: ${answer.failure}.`);
        check.expectation.judge({ answer, others: [], valueOf: this.#plainValue });
        return { status: 'passed', exchanges: [answer.id] };
      } catch (error) {
        return { ...this.#verdict(error, check), exchanges: own };
      }
    };
    if (this.generation.requests === 0)
      return {
        status: 'not-applicable',
        finding: { message: 'No request is to be generated.' },
        exchanges: [],
      };
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

  /** The answers to all requests of checks that can run; those that may not be sent are left out. */
  async #everyAnswer(covers: readonly Check[], exchanges: string[]): Promise<SweptAnswers> {
    const able = covers.filter((check) => !check.generate && !this.#obstacleTo(check));
    const sendings = new Map(able.flatMap(neededSendings).map((sending) => [keyOf(sending), sending]));
    const sendingOf = new Map<Exchange, Sending>();
    const sent = [...sendings.values()].map(async (sending) => {
      const exchange = await this.exchange(sending).catch(() => undefined);
      if (exchange) sendingOf.set(exchange, sending);
      return exchange;
    });
    const went = (await Promise.all(sent)).filter((exchange) => exchange !== undefined);
    const [answer, ...others] = went.filter(({ failure }) => failure === undefined);
    const lost = went.filter(({ failure }) => failure !== undefined);
    const unanswered =
      lost.length > 0 ? `${lost.length} of its requests had no answer: ${lost[0]?.failure}.` : undefined;
    if (!answer) unverifiable(unanswered ?? 'None of its requests was sent.');
    exchanges.push(...[answer, ...others, ...lost].map(({ id }) => id));
    return {
      ...{ answer, others, valueOf: this.#plainValue },
      sentFor: (exchange) => {
        const sending = sendingOf.get(exchange);
        return sending ? sentFor(sending, able) : 'one';
      },
      ...(unanswered ? { unanswered } : {}),
    };
  }

  #verdict(error: unknown, check: Check): { status: CheckStatus; finding: Finding } {
    if (error instanceof PasscodeUnavailable)
      return { status: 'not-verified', finding: { message: error.message } };
    if (!(error instanceof Deviation)) {
      const message = this.#defect(`in ${check.id}`, error);
      return { status: 'not-verified', finding: { message } };
    }
    const { kind, finding } = error;
    if (kind === 'unverifiable') return { status: 'not-verified', finding };
    if (kind === 'inapplicable') return { status: 'not-applicable', finding };
    const failed = kind === 'failed' && check.requirement.level === 'MUST';
    return { status: failed ? 'failed' : 'warned', finding };
  }

  /** An exception of the suite, as a sentence. */
  #defect(where: string, error: unknown): string {
    const what = error instanceof Error ? error.message : String(error);
    const message = this.client.masker.mask(`The suite itself failed ${where}: ${what}`);
    this.#defects.push(message);
    return message;
  }

  readonly #plainValue = (template: string) => fill(template, (path) => String(this.#values.of(path)));
}

/** What must have been answered before, the first of them first. */
function precursorsOf({ after }: Sending): readonly Sending[] {
  return after ? [...precursorsOf(after), after] : [];
}
