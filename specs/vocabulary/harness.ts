import type { Profile } from '../../src/contract/requirement';
import type { Configuration } from '../../src/identity/configuration';
import type { Client } from '../../src/identity/client';
import type { Exchange } from '../../src/identity/exchange';
import type { ExchangeRecord } from '../../src/identity/exchange-record';
import type { Secret } from '../../src/identity/secret';
import { PasscodeSource, PasscodeUnavailable } from '../../src/identity/passcode';
import { fill } from '../../src/identity/reference';
import { needsOf } from '../../src/identity/token-request';
import { sendingsOf, type Check } from './check';
import { Deviation, unverifiable, type Finding } from './deviation';
import type { CheckResult } from './result';
import { missingValues } from './missing-values';
import { profilesOf } from './profiles';
import { keyOf, type Bindings, type Sending } from './sending';
import { configuredValue, inventedValues, passcodeReference } from './values';

type Judgement = Pick<CheckResult, 'status' | 'exchanges'> & { readonly finding?: Partial<Finding> };

/** Requests in a row that may stay without an answer before the server is taken to be gone. */
const patience = 5;

/** Runs checks against one server: sends each request once, however many checks rest on it, and judges. */
export class Harness {
  readonly #exchanges = new Map<string, Promise<Exchange>>();
  readonly #records = new Map<string, ExchangeRecord>();
  readonly #bindings = new Map<string, Bindings>();
  readonly #wrongSecrets = new Map<string, number>();
  readonly #invented = inventedValues();
  readonly #defects: string[] = [];
  #passcodeSource: PasscodeSource | undefined;
  #unanswered = 0;
  #gone: string | undefined;
  #stopped: string | undefined;

  constructor(
    readonly configuration: Configuration,
    readonly client: Client,
  ) {}

  /** Exceptions of the suite itself, one sentence each. */
  get defects(): readonly string[] {
    return this.#defects;
  }

  /** Why the server is taken to be gone, or undefined. */
  get gone(): string | undefined {
    return this.#gone;
  }

  /** All exchanges so far, in the order in which their answers came. */
  get records(): readonly ExchangeRecord[] {
    return [...this.#records.values()];
  }

  /** Wrong secrets sent so far, by user name. */
  get wrongSecrets(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#wrongSecrets);
  }

  /** Sends nothing more from now on, and says why of each check that is left. */
  stop(reason: string): void {
    this.#stopped = reason;
    this.client.close();
  }

  /** Sends what checks will need, as many at a time as the client allows. */
  prefetch(checks: readonly Check[]): void {
    for (const check of checks) {
      if (check.sweep || (this.#outOfScope(check) ?? this.#missing(check))) continue;
      for (const { sending } of sendingsOf(check)) this.exchange(sending).catch(() => undefined);
    }
  }

  /** The exchange of a sending, sent now if it was not yet. Rejects with a Deviation when it may not be sent. */
  exchange(sending: Sending): Promise<Exchange> {
    const key = keyOf(sending);
    const known = this.#exchanges.get(key);
    if (known) return known;
    const sent = this.#send(sending);
    this.#exchanges.set(key, sent);
    return sent;
  }

  /** Runs one check. Never throws: an exception of the suite is a defect, and leaves the check not verified. */
  async run(check: Check): Promise<CheckResult> {
    const started = performance.now();
    const found = await this.#judge(check);
    const mask = (text: string) => this.client.masker.mask(text);
    const { exchange, ...finding } = found.finding ?? {};
    const texts = Object.entries(finding).map(([name, text]) => [name, mask(String(text))]);
    return {
      id: check.id,
      requirement: check.requirement.id,
      title: check.title,
      level: check.requirement.level,
      profiles: check.profiles,
      spec: check.spec,
      status: found.status,
      ...(Object.fromEntries(texts) as Partial<Finding>),
      durationMs: Math.round(performance.now() - started),
      exchanges: exchange ? [exchange] : found.exchanges,
    };
  }

  async #judge(check: Check): Promise<Judgement> {
    if (check.sweep) return this.#judgeSweep(check);
    const out = this.#outOfScope(check);
    if (out) return { status: 'not-applicable', finding: { message: out }, exchanges: [] };
    const missing = this.#missing(check);
    if (missing) return { status: 'not-verified', finding: { message: missing }, exchanges: [] };
    const exchanges: string[] = [];
    try {
      const answered = async (sending: Sending) => {
        const exchange = await this.exchange(sending);
        exchanges.push(exchange.id);
        if (exchange.failure) unverifiable(`No answer came: ${exchange.failure}.`);
        return exchange;
      };
      const answer = await answered(check.send);
      if (check.twin) {
        const twin = await answered(check.twin);
        if (twin.status !== 200)
          unverifiable(
            `The same request without the defect is answered ${twin.status}, so this answer proves nothing.`,
          );
      }
      const others: Exchange[] = [];
      for (const sending of check.compare) others.push(await answered(sending));
      const note = check.expectation.judge({ answer, others, valueOf: this.#plainValue });
      return { status: 'passed', exchanges, ...(note ? { finding: { message: note } } : {}) };
    } catch (error) {
      return { ...this.#verdict(error, check), exchanges };
    }
  }

  /** Judges the exchanges of a sweep that came about; with none there is nothing to say. */
  async #judgeSweep(check: Check): Promise<Judgement> {
    const exchanges: Exchange[] = [];
    for (const sending of check.compare) {
      const exchange = await this.#exchanges.get(keyOf(sending))?.catch(() => undefined);
      if (exchange && !exchange.failure) exchanges.push(exchange);
    }
    const [answer, ...others] = exchanges;
    if (!answer) {
      const applies = check.compare.some(({ request }) => this.#outside(profilesOf(request)).length === 0);
      const status = applies ? 'not-verified' : 'not-applicable';
      return { status, finding: { message: 'None of its requests was answered.' }, exchanges: [] };
    }
    try {
      check.expectation.judge({ answer, others, valueOf: this.#plainValue });
      return { status: 'passed', exchanges: exchanges.map(({ id }) => id) };
    } catch (error) {
      return { ...this.#verdict(error, check), exchanges: exchanges.map(({ id }) => id) };
    }
  }

  #verdict(error: unknown, check: Check): { status: CheckResult['status']; finding: Finding } {
    if (error instanceof PasscodeUnavailable)
      return { status: 'not-verified', finding: { message: error.message } };
    if (!(error instanceof Deviation)) {
      const what = error instanceof Error ? error.message : String(error);
      const message = this.client.masker.mask(`The suite itself failed in ${check.id}: ${what}`);
      this.#defects.push(message);
      return { status: 'not-verified', finding: { message } };
    }
    if (error.kind === 'unverifiable') return { status: 'not-verified', finding: error.finding };
    const failed = error.kind === 'failed' && check.requirement.level === 'MUST';
    return { status: failed ? 'failed' : 'warned', finding: error.finding };
  }

  #outOfScope(check: Check): string | undefined {
    const out = this.#outside(check.profiles);
    return out.length > 0 ? `The profile ${out.join(' and ')} is left out by the configuration.` : undefined;
  }

  #outside(profiles: readonly Profile[]): Profile[] {
    return profiles.filter((profile) => !this.configuration.profiles.includes(profile));
  }

  #missing(check: Check): string | undefined {
    const missing = missingValues(check, this.configuration);
    return missing.length > 0 ? `Configure ${missing.join(' and ')} to verify this.` : undefined;
  }

  async #send(sending: Sending): Promise<Exchange> {
    let bindings: Bindings = {};
    await this.#settle(sending.settled ?? []);
    if (sending.after) {
      const before = await this.exchange(sending.after);
      if (before.failure) unverifiable(`No answer came to the request before: ${before.failure}.`);
      bindings = { ...this.#bindings.get(keyOf(sending.after)), ...sending.bind?.(before) };
      this.#bindings.set(keyOf(sending), bindings);
    }
    if (this.#stopped) unverifiable(this.#stopped);
    if (this.#gone) unverifiable('Not sent: the server had stopped answering.');
    this.#spend(sending);
    const exchange = await this.#deliver(sending, bindings);
    this.#records.set(exchange.id, exchange.record);
    this.#unanswered = exchange.failure ? this.#unanswered + 1 : 0;
    if (this.#unanswered >= patience) this.#gone = exchange.failure;
    return exchange;
  }

  /** Sends a request that needs the passcode when it is its turn, with the one that is due then. */
  async #deliver({ request }: Sending, bindings: Bindings): Promise<Exchange> {
    const send = (values: Bindings) => this.client.send(request, (path) => this.#value(path, values));
    if (!needsOf(request).includes(passcodeReference)) return send(bindings);
    const { exchange } = await this.#passcodes().withPasscode(async (passcode) => {
      const answered = await send({ ...bindings, [passcodeReference]: passcode });
      return { exchange: answered, accepted: answered.status === 200 };
    });
    return exchange;
  }

  #passcodes(): PasscodeSource {
    const account = this.configuration.accounts.mfaUser;
    if (!account) throw new Error('accounts.mfaUser is needed and not configured');
    return (this.#passcodeSource ??= new PasscodeSource(account, 'accounts.mfaUser'));
  }

  /** Waits for what is sent in this run anyhow; whatever comes of it is its own checks' business. */
  async #settle(sendings: readonly Sending[]): Promise<void> {
    // The requests of a spec file are asked for in one go: by the next turn they are all known.
    if (sendings.length > 0) await Promise.resolve();
    for (const sending of sendings) await this.#exchanges.get(keyOf(sending))?.catch(() => undefined);
  }

  #spend(sending: Sending): void {
    const account = sending.request.wrongSecretFor;
    if (!account) return;
    const username = String(this.#value(`${account}.username`, {}));
    const spent = this.#wrongSecrets.get(username) ?? 0;
    if (spent >= this.configuration.limits.wrongPasswordAttempts)
      unverifiable(`Not sent: limits.wrongPasswordAttempts allows no further wrong secret for ${account}.`);
    this.#wrongSecrets.set(username, spent + 1);
  }

  readonly #plainValue = (template: string) => fill(template, (path) => String(this.#value(path, {})));

  #value(path: string, bindings: Bindings): string | Secret {
    const value = bindings[path] ?? this.#invented.get(path) ?? configuredValue(this.configuration, path);
    if (value === undefined) throw new Error(`nothing gives a value for ${path}`);
    return value;
  }
}
