import { generatedRequests } from '../checks/bodies/generated';
import { type Check, type CheckResult, type CheckStatus, sendingsOf } from '../checks/check';
import { Harness } from '../checks/harness';
import { neededSendings } from '../checks/sendings/obstacle';
import { inOrder, keyOf, type Sending } from '../checks/sendings/sending';
import { loadConfiguration } from '../configuration/load';
import { Client } from '../http/client';
import { fingerprintOf } from '../http/token-request';
import { selectedChecks } from '../run/selection/selection';
import { generationOf, maskerFor, withEmbeddedAccounts } from '../run/target';
import { startEmbeddedServer } from '../server';
import { faults } from '../server/faults';
import { variations } from '../server/variations';
import { inProcessUrl, Repeatable } from './in-process';
import { type Deviating, type Honest, TrialSender } from './trial-sender';

/** The same in every trial, so that results are reproducible. */
const trialSeed = 1;
const generation = generationOf({ seed: trialSeed, fuzz: 30 });
const timeoutMs = 2000;

/** The result of a whole run against one server. */
interface Outcome {
  /** Checks that did not pass. */
  readonly tripped: readonly CheckResult[];
  /** Requests whose responses differ from those of the server without a deviation. */
  readonly changed: number;
  /** Exceptions of the suite itself. */
  readonly defects: readonly string[];
}

/**
 * A whole run of the suite against the embedded server, kept for comparison with deviating servers: only their
 * responses that differ are judged again, by the same checks and the same oracle.
 */
class Rehearsal {
  readonly #configuration = withEmbeddedAccounts(
    loadConfiguration({ environment: {}, flags: { timeoutMs } }),
  );
  readonly #masker = maskerFor(this.#configuration);
  readonly #checks = selectedChecks({}, generation, this.#configuration);
  readonly #sendings = this.#ordered();
  readonly #fingerprints = new Map(this.#checks.map((check) => [check, fingerprintsOf(check)]));
  #values: Harness['values'] | undefined;
  #honest: ReadonlyMap<string, Honest> = new Map();

  private constructor(readonly repeatable: Repeatable) {}

  /** @throws Error when the run without a deviation is not clean, so that nothing would be proved */
  static async begin(): Promise<Rehearsal> {
    const rehearsal = new Rehearsal(await Repeatable.at(new Date()));
    await rehearsal.#rehearse();
    return rehearsal;
  }

  async #rehearse(): Promise<void> {
    const sender = new TrialSender(this.#masker, this.repeatable, { behaviour: this.repeatable.server() });
    const harness = this.#harness(sender);
    this.#values = harness.values;
    await this.#sendAll(harness);
    this.#honest = sender.honest;
    const results = await Promise.all(this.#checks.map((check) => harness.run(check)));
    const [tripped] = results.filter(({ status }) => status !== 'passed');
    const problem =
      harness.defects[0] ?? (tripped && `${tripped.id} is ${tripped.status}: ${tripped.message}`);
    if (problem !== undefined)
      throw new Error(`The run against the embedded server is not clean: ${problem}`);
  }

  /** Judges a server as a run does. */
  async judge(server: Deviating): Promise<Outcome> {
    const sender = new TrialSender(this.#masker, this.repeatable, server, this.#honest);
    const harness = this.#harness(sender);
    await this.#sendAll(harness);
    const { changed } = sender;
    if (changed.size === 0) return { tripped: [], changed: 0, defects: harness.defects };
    const concerned = this.#checks.filter(
      (check) => check.covers ?? this.#fingerprints.get(check)?.some((each) => changed.has(each)),
    );
    const results = await Promise.all(concerned.map((check) => harness.run(check)));
    return {
      tripped: results.filter(({ status }) => status !== 'passed'),
      changed: changed.size,
      defects: harness.defects,
    };
  }

  /** A client for a server at a port of this machine, with the secrets of this run. */
  clientFor(baseUrl: string): Client {
    const { limits, headers, connection } = this.#configuration;
    return new Client(
      { baseUrl, limits, headers, connection, userAgent: 'identity-conformance' },
      this.#masker,
    );
  }

  #harness(sender: TrialSender): Harness {
    return new Harness(
      { ...this.#configuration, baseUrl: inProcessUrl },
      sender,
      generation,
      undefined,
      this.#values,
    );
  }

  async #sendAll(harness: Harness): Promise<void> {
    await Promise.all(this.#sendings.map((sending) => harness.exchange(sending).catch(() => undefined)));
  }

  /** Every sending of a run in the order in which it asks for them, see Harness.prefetch. */
  #ordered(): readonly Sending[] {
    const all = [...new Set(this.#checks.flatMap((check) => check.covers ?? [check]))];
    const sendings = all.flatMap(ownSendings);
    return [...new Map(inOrder(sendings).map((sending) => [keyOf(sending), sending])).values()];
  }
}

function ownSendings(check: Check): readonly Sending[] {
  if (!check.generate) return neededSendings(check);
  return generatedRequests(check.generate, generation).map((request) => ({ request }));
}

function fingerprintsOf(check: Check): readonly string[] {
  if (check.covers) return [];
  const sendings = check.generate ? ownSendings(check) : sendingsOf(check).map(({ sending }) => sending);
  return sendings.map(({ request }) => fingerprintOf(request));
}

/** The result of a run against one deviating server. Plain JSON: it is sent between processes, and kept in a file. */
export interface Trial {
  readonly kind: 'fault' | 'variation';
  readonly name: string;
  /** How many responses differ from those of the server without the deviation. */
  readonly changed: number;
  /** The checks that did not pass. */
  readonly tripped: readonly Tripped[];
  /** Exceptions of the suite itself. */
  readonly defects: readonly string[];
}

export interface Tripped {
  readonly id: string;
  readonly requirement: string;
  readonly status: CheckStatus;
  readonly message?: string;
}

/** A server that deviates, as the tables of the embedded server have it. */
interface Deviation extends Pick<Deviating, 'reaches'> {
  readonly deviate: (standard: Deviating['behaviour']) => Deviating['behaviour'];
  readonly isOfConnection?: true;
  readonly prefix?: string;
}

/** One in so many requests that need no real connection is sent over one anyway, if a deviation shows only there. */
const overConnection = 6;

let rehearsal: Promise<Rehearsal> | undefined;

/** Tries one fault or one variation; what all trials have in common is prepared once per process. */
export async function tryOne(kind: Trial['kind'], name: string): Promise<Trial> {
  const known: readonly (Deviation & { readonly name: string })[] = kind === 'fault' ? faults : variations;
  const deviation = known.find((candidate) => candidate.name === name);
  if (!deviation) throw new Error(`there is no ${kind} ${name}`);
  rehearsal ??= Rehearsal.begin();
  const { changed, tripped, defects } = await outcomeOf(deviation, await rehearsal);
  return {
    ...{ kind, name, changed, defects },
    tripped: tripped.map(({ id, requirement, status, message }) => ({
      ...{ id, requirement, status },
      // For a fault the checks are enough; an alarm needs an explanation.
      ...(kind === 'variation' ? { message } : {}),
    })),
  };
}

async function outcomeOf({ deviate, reaches, ...deviation }: Deviation, honest: Rehearsal): Promise<Outcome> {
  const standard = honest.repeatable.server();
  if (!deviation.isOfConnection) return honest.judge({ behaviour: deviate(standard), reaches });
  const server = await startEmbeddedServer({ behaviour: deviate, prefix: deviation.prefix });
  try {
    return await honest.judge({
      behaviour: standard,
      connected: honest.clientFor(server.url),
      // The two steps of a login must not be separated.
      goesOverConnection: ({ wire }, count, { account }) =>
        account !== 'mfaUser' && (wire !== undefined || count % overConnection === 0),
    });
  } finally {
    await server.close();
  }
}
