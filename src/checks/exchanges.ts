import type { Configuration } from '../configuration/configuration';
import type { Exchange, ExchangeRecord } from '../http/exchange/exchange';
import { needsOf } from '../http/token-request';
import type { Sender, SendingOptions } from '../http/sender';
import { unverifiable } from '../oracle/deviation';
import { isLetIn } from '../oracle/response/challenge-rules';
import { PasscodeSource } from '../protocol/passcode';
import { withoutParameters } from './bodies/other-bodies';
import { ConfiguredSecrets } from './configured-secrets';
import { FailedLogins } from './failed-logins';
import { afterRefusedLogin, plainLoginAfter, rightLoginAfter } from './sendings/logins';
import { verifyOwnRequest } from './own-request';
import { completionOf } from './sendings/second-request';
import { type Bindings, keyOf, type Sending } from './sendings/sending';
import { passcodeReference, type Values } from './sendings/values';

/** Consecutive requests without a response before a probe checks whether the server responds at all. */
const patience = 5;

/** Probes without a response before the server is considered gone: a single one may fail by chance. */
const looks = 2;

/** The exchanges of a run: each sending is sent once, after what must go before it, and within the limits. */
export class Exchanges {
  readonly #sent = new Map<string, Promise<Exchange>>();
  readonly #records: ExchangeRecord[] = [];
  readonly #meantValid = new Set<string>();
  readonly #bindings = new Map<string, Bindings>();
  readonly #failedLogins: FailedLogins;
  /** What must have ended before the next failed login attempt for a user name. */
  readonly #turns = new Map<string, Promise<unknown>>();
  readonly #early: Promise<Exchange>[] = [];
  readonly #answered: { readonly sending: Sending; readonly exchange: Exchange }[] = [];
  #passcodes: PasscodeSource | undefined;
  #withoutResponse = 0;
  #stopped: string | undefined;
  #gone: string | undefined;
  readonly #over = new AbortController();
  readonly #secrets: ConfiguredSecrets;

  /** @param isRecorded whether everything was sent before; then no valid login need follow a failed login attempt */
  constructor(
    readonly configuration: Configuration,
    readonly client: Sender,
    readonly values: Values,
    readonly isRecorded = false,
  ) {
    this.#failedLogins = new FailedLogins(configuration.limits);
    this.#secrets = new ConfiguredSecrets(configuration.limits, (sending) => this.of(sending));
  }

  /** Sends what will be needed, in this order. */
  prefetch(sendings: readonly Sending[]): void {
    if (!this.isRecorded) this.#secrets.plan(sendings);
    for (const sending of sendings) this.of(sending).catch(() => undefined);
  }

  get records(): readonly ExchangeRecord[] {
    return this.#records;
  }

  /** Every request that was sent, with its response or without one, in the order of the responses. */
  get answered(): readonly { readonly sending: Sending; readonly exchange: Exchange }[] {
    return this.#answered;
  }

  get wrongSecrets(): Readonly<Record<string, number>> {
    return this.#failedLogins.sent;
  }

  /** Why the server is considered gone, or undefined. */
  get gone(): string | undefined {
    return this.#gone;
  }

  /** Sends nothing more from now on, for a reason. */
  stop(reason: string): void {
    this.#stopped = reason;
    this.#end();
  }

  /** Marks a sending as meant to be valid: it is validated against the request schema before it is sent. */
  expectValid(sending: Sending): void {
    this.#meantValid.add(keyOf(sending));
  }

  /** The exchange of a sending; rejects with a Deviation when it may not be sent. */
  of(sending: Sending): Promise<Exchange> {
    const key = keyOf(sending);
    const known = this.#sent.get(key);
    if (known) return known;
    const sent = isWrong(sending) ? this.#sendLast(sending) : this.#send(sending);
    this.#sent.set(key, sent);
    if (!isWrong(sending) && !followsWrong(sending)) this.#early.push(sent);
    return sent;
  }

  /**
   * A failed login attempt is sent after everything else, one at a time for a user name, and a valid login of that account
   * before the next.
   */
  #sendLast(sending: Sending): Promise<Exchange> {
    const username = this.#usernameOf(sending);
    const turn = this.#turns.get(username) ?? this.#untilOthersEnded();
    const sent = turn.then(() => this.#send(sending));
    const followed = sent.then(async (response) => {
      if (this.isRecorded) return;
      const completion = completionOf(sending, response, this.configuration);
      if (completion) await this.of(completion);
      const right = rightLoginAfter(sending);
      if (right) this.#failedLogins.followed(username, await this.#letIn(sending, right));
    });
    this.#turns.set(
      username,
      followed.catch(() => undefined),
    );
    return sent;
  }

  /** Waits for what follows the failed login attempts so far. */
  async followed(): Promise<void> {
    await Promise.all(this.#turns.values());
  }

  /** A valid login may be refused for the way it is sent; then only the plainest one shows whether the account is locked. */
  async #letIn(failed: Sending, right: Sending): Promise<Exchange> {
    const response = await this.of(right);
    const plain = plainLoginAfter(failed);
    if (isLetIn(response) || keyOf(plain) === keyOf(right)) return response;
    return this.of({ ...plain, occasion: afterRefusedLogin });
  }

  /** Waits for everything requested so far that is not a failed login attempt. */
  async #untilOthersEnded(): Promise<void> {
    // The requests of a run are queued in one go: by the next turn of the event loop all are known.
    await Promise.resolve();
    await Promise.allSettled(this.#early);
  }

  #usernameOf({ request: { wrongSecretFor } }: Sending): string {
    return String(this.values.of(`${wrongSecretFor}.username`));
  }

  async #send(sending: Sending): Promise<Exchange> {
    await this.#settle(sending.settled ?? []);
    await this.#secrets.verify(sending);
    const bindings = await this.#bind(sending);
    this.#expectGoingOn();
    if (this.#meantValid.has(keyOf(sending)))
      verifyOwnRequest(sending.request, (path) => bindings[path] ?? this.values.of(path));
    this.#spend(sending);
    const exchange = await this.#deliver(sending, bindings);
    // A request that was waiting when the run was stopped was not sent.
    if (exchange.failure) this.#expectGoingOn();
    this.#records.push(exchange.record);
    this.#answered.push({ sending, exchange });
    await this.#watch(exchange);
    return exchange;
  }

  #expectGoingOn(): void {
    if (this.#stopped) unverifiable(this.#stopped);
    if (this.#gone) unverifiable('Not sent: the server had stopped responding.');
  }

  /** Waits for sendings that this run makes anyway, whatever their outcome. */
  async #settle(sendings: readonly Sending[]): Promise<void> {
    // The requests of a spec file are queued in one go: by the next turn of the event loop all are known.
    if (sendings.length > 0) await Promise.resolve();
    for (const sending of sendings) await this.#sent.get(keyOf(sending))?.catch(() => undefined);
  }

  async #bind(sending: Sending): Promise<Bindings> {
    if (!sending.after) return {};
    const before = await this.of(sending.after);
    if (before.failure) unverifiable(`The preceding request had no response: ${before.failure}.`);
    const bindings = { ...this.#bindings.get(keyOf(sending.after)), ...sending.bind?.(before) };
    this.#bindings.set(keyOf(sending), bindings);
    return bindings;
  }

  #spend(sending: Sending): void {
    const { wrongSecretFor } = sending.request;
    if (wrongSecretFor !== undefined) this.#failedLogins.spend(this.#usernameOf(sending), wrongSecretFor);
  }

  /**
   * A request that needs a passcode is sent with the one that is valid at that time. Requests that waited for a response
   * are sent before those that did not, or chains of requests would all come at the end of a run.
   */
  async #deliver({ request, after, settled }: Sending, bindings: Bindings): Promise<Exchange> {
    const first = after !== undefined || settled !== undefined;
    const send = (given: Bindings, how?: SendingOptions) =>
      this.client.send(request, (path) => given[path] ?? this.values.of(path), { first, ...how });
    if (!needsOf(request).includes(passcodeReference)) return send(bindings);
    const account = this.configuration.accounts.mfaUser;
    if (!account) throw new Error('accounts.mfaUser is needed but not configured');
    this.#passcodes ??= new PasscodeSource(account, 'accounts.mfaUser', this.#over.signal);
    const { exchange } = await this.#passcodes
      .withPasscode(async (passcode) => {
        // A passcode may serve only once (RFC 6238, 5.2).
        const answered = await send(
          { ...bindings, [passcodeReference]: passcode },
          { once: true, first: true },
        );
        return { exchange: answered, accepted: answered.status === 200 };
      })
      .catch((error: unknown) => {
        // The wait for a passcode may have been aborted.
        this.#expectGoingOn();
        throw error;
      });
    return exchange;
  }

  /** A server that no longer responds at all is gone; one that leaves only some requests without a response is not. */
  async #watch({ failure }: Exchange): Promise<void> {
    this.#withoutResponse = failure ? this.#withoutResponse + 1 : 0;
    if (!failure || this.#withoutResponse % patience !== 0 || this.#stopped) return;
    for (let look = 0; look < looks; look += 1) {
      const probe = await this.client.send(withoutParameters('json'), (path) => this.values.of(path), {
        first: true,
      });
      this.#records.push(probe.record);
      if (!probe.failure) return;
    }
    this.#gone = failure;
    this.#end();
  }

  #end(): void {
    this.#over.abort();
    this.client.close();
  }
}

function isWrong({ request }: Sending): boolean {
  return request.wrongSecretFor !== undefined;
}

/** Whether a sending waits for a failed login attempt, which itself waits for all others. */
function followsWrong({ after, settled = [] }: Sending): boolean {
  return [...(after ? [after] : []), ...settled].some((other) => isWrong(other) || followsWrong(other));
}
