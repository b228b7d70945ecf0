import type { Check, CheckResult } from '../checks/check';
import { Harness } from '../checks/harness';
import type { Configuration } from '../configuration/configuration';
import { suite } from '../contract/package-files';
import { Exchange } from '../http/exchange/exchange';
import { KeptBytes, type RawResponse } from '../http/exchange/kept-bytes';
import type { ValueOf } from '../http/filled-request';
import type { Sender, SendingOptions } from '../http/sender';
import { headersOf, type TokenRequest } from '../http/token-request';
import { unverifiable } from '../oracle/deviation';
import type { Stop } from '../report/report';
import { reach } from '../run/reachability';
import { declaredChecks } from '../run/selection/declared-checks';
import { selectedChecks } from '../run/selection/selection';
import { generationOf, harnessFor, type Target } from '../run/target';
import { Directory } from '../server';
import { type Condition, conditions, conditionsOf, type Effect, effects, faultOf } from '../server/faults';
import { changedResponse, isOfResponses } from './changed-answer';
import { killMatrix } from './kill-matrix';
import type { Proved } from './render';
import type { Trial } from './trial';
import { Keys } from './trial-sender';

/** Conditions that can be decided for a request without knowing the users of the server. */
const conditionNames = ['', 'json-answer', 'xml-answer'];

interface Options {
  readonly seed?: number;
  readonly onTrial?: (done: number, total: number) => void;
}

/**
 * What the suite would catch at a server: its responses of one run are recorded, changed by each effect that can be
 * made of responses alone, and judged again. No more is sent than one run sends.
 *
 * @returns why there is nothing to prove, if the server is not reached
 */
export async function proveServer(
  configuration: Configuration & { readonly baseUrl: string },
  { seed = 1, onTrial }: Options = {},
): Promise<Proved | Stop> {
  const started = performance.now();
  const target: Target = { configuration, embedded: false, close: () => Promise.resolve() };
  const generation = generationOf({ seed });
  const client = harnessFor(target, generation).client;
  const recording = new Recording(client);
  const harness = new Harness(configuration, recording, generation);
  try {
    const stop = await reach(harness);
    if (stop) return stop;
    const checks = selectedChecks({}, generation, configuration);
    const honest = new Map((await judge(checks, harness)).map((one) => [one.id, one]));
    const directory = await Directory.of([]);
    const pairs = effects
      .filter((effect) => isOfResponses(effect, directory))
      .flatMap((effect) =>
        conditionsOf(effect, conditions)
          .filter(({ name }) => conditionNames.includes(name))
          .map((condition) => ({ effect, condition, fault: faultOf(effect, condition) })),
      );
    const offline = withoutChangingPasscodes(configuration);
    const trials: Trial[] = [];
    for (const { effect, condition, fault } of pairs) {
      const replay = new Replayed(recording, await changesOf(recording, effect, condition, directory));
      const judged =
        replay.changed === 0
          ? []
          : await judge(checks, new Harness(offline, replay, generation, undefined, harness.values));
      const tripped = judged.filter(
        (result) => severity[result.status] > severity[honest.get(result.id)?.status ?? 'passed'],
      );
      trials.push({
        kind: 'fault',
        name: fault.name,
        changed: replay.changed,
        tripped: tripped.map(({ id, requirement, status }) => ({ id, requirement, status })),
        defects: [],
      });
      onTrial?.(trials.length, pairs.length);
    }
    return {
      matrix: killMatrix(
        declaredChecks(),
        pairs.map(({ fault }) => fault),
        trials,
      ),
      made: {
        ...{ how: 'recorded', version: suite().version, seed, faults: pairs.length },
        effects: new Set(pairs.map(({ effect }) => effect)).size,
        conditions: conditionNames.length,
        date: new Date().toISOString().slice(0, 10),
        durationMs: Math.round(performance.now() - started),
        server: client.masker.mask(configuration.baseUrl),
      },
    };
  } finally {
    client.close();
  }
}

/** Each trial would wait for changing passcodes: checks that need one are not judged again. */
function withoutChangingPasscodes(configuration: Configuration): Configuration {
  const { mfaUser } = configuration.accounts;
  if (!mfaUser || (mfaUser.totpSecret === undefined && mfaUser.passcodeCommand === undefined))
    return configuration;
  const { totpSecret: _secret, passcodeCommand: _command, ...kept } = mfaUser;
  return { ...configuration, accounts: { ...configuration.accounts, mfaUser: kept } };
}

async function judge(checks: readonly Check[], harness: Harness): Promise<readonly CheckResult[]> {
  harness.prefetch(checks);
  return Promise.all(checks.map((check) => harness.run(check)));
}

const severity = { passed: 0, 'not-applicable': 0, 'not-verified': 0, warned: 1, failed: 2 } as const;

async function changesOf(recording: Recording, effect: Effect, condition: Condition, directory: Directory) {
  const changes = new Map<string, Exchange>();
  for (const [key, { exchange, answer }] of recording.kept) {
    if (!exchange.sent || !answer) continue;
    const changed = await changedResponse({ outgoing: exchange.sent, answer }, effect, condition, directory);
    if (changed)
      changes.set(
        key,
        new Exchange(
          exchange.record,
          { ...changed, body: new KeptBytes(changed.body) },
          exchange.mask,
          exchange.sent,
        ),
      );
  }
  return changes;
}

/** Passes requests on to a server, and keeps its responses. */
class Recording implements Sender {
  readonly kept = new Map<string, { readonly exchange: Exchange; readonly answer?: RawResponse }>();
  readonly settings: Sender['settings'];
  readonly masker: Sender['masker'];
  readonly #keys = new Keys();

  constructor(readonly client: Sender) {
    this.settings = client.settings;
    this.masker = client.masker;
  }

  get sent(): number {
    return this.client.sent;
  }

  async send(request: TokenRequest, valueOf: ValueOf, how?: SendingOptions): Promise<Exchange> {
    const key = this.#keys.next(request);
    const exchange = await this.client.send(request, valueOf, how);
    this.kept.set(
      key,
      exchange.failure === undefined ? { exchange, answer: responseOf(exchange) } : { exchange },
    );
    return exchange;
  }

  close(): void {
    this.client.close();
  }
}

/** The response of an exchange; repeated headers are already joined. */
function responseOf(exchange: Exchange): RawResponse {
  const names = Object.keys(headersOf(Object.entries(exchange.record.response?.headers ?? {})));
  const rawHeaders = names.map((name): [string, string] => [name, exchange.header(name) ?? '']);
  const { status, body, date } = exchange;
  return { status, rawHeaders, body, durationMs: 0, receivedAt: date };
}

/** Responds to requests from a recording, with some of the responses changed; nothing is sent. */
class Replayed implements Sender {
  readonly settings: Sender['settings'];
  readonly masker: Sender['masker'];
  readonly sent = 0;
  readonly #keys = new Keys();

  constructor(
    readonly recording: Recording,
    readonly changes: ReadonlyMap<string, Exchange>,
  ) {
    this.settings = recording.settings;
    this.masker = recording.masker;
  }

  get changed(): number {
    return this.changes.size;
  }

  send(request: TokenRequest): Promise<Exchange> {
    const key = this.#keys.next(request);
    const exchange = this.changes.get(key) ?? this.recording.kept.get(key)?.exchange;
    return exchange
      ? Promise.resolve(exchange)
      : Promise.reject(deviationOf('The recorded run had no such request.'));
  }

  close(): void {}
}

function deviationOf(message: string): Error {
  try {
    return unverifiable(message);
  } catch (error) {
    return error as Error;
  }
}
