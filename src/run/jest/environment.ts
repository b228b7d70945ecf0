import type { EnvironmentContext, JestEnvironmentConfig } from '@jest/environment';
import type { Circus } from '@jest/types';
import { TestEnvironment } from 'jest-environment-node';
import type { Check, CheckResult } from '../../checks/check';
import { setCurrentSpec, specApiKey } from '../../checks/current-spec';
import * as specApi from '../../checks/spec-api';
import { loadConfiguration } from '../../configuration/load';
import { type Requirement, sourceOf } from '../../contract/catalogue';
import { specName } from '../selection/declared-checks';
import { selectedChecks } from '../selection/selection';
import { harnessFor, openTarget } from '../target';
import { unjudgedText } from './check-runner';
import { type Evidence, evidenceOf, remaskedEvidence } from './evidence';
import { Overtime, type Session, sessionOr } from './session';

/** Distinguishes a skip with a reason from a failure. */
const skip = Symbol.for('identity-conformance.skip');

/**
 * The environment of a spec file under `npx jest`: it gives the file its API, loaded once per process, runs the checks
 * that the file declares, and keeps their results.
 */
export default class SpecEnvironment extends TestEnvironment {
  readonly #file: string;
  readonly #declared: Check[] = [];
  readonly #ids = new Set<string>();
  readonly #results: CheckResult[] = [];
  #session!: Session;
  #before = { exchanges: 0, requests: 0, defects: 0, wrongSecrets: {} as Counts, retries: {} as Counts };

  readonly #unjudged: string[] = [];

  constructor(config: JestEnvironmentConfig, context: EnvironmentContext) {
    super(config, context);
    this.#file = specName(context.testPath);
  }

  override async setup(): Promise<void> {
    await super.setup();
    this.#session = await sessionOr(sessionFromEnvironment);
    const { harness } = this.#session;
    this.#before = {
      exchanges: harness.records.length,
      requests: harness.client.sent,
      defects: harness.defects.length,
      wrongSecrets: harness.wrongSecrets,
      retries: { ...harness.client.retries },
    };
    Object.assign(this.global, { [specApiKey]: specApi });
    setCurrentSpec({
      file: this.#file,
      declared: this.#declared,
      section: (title, body) => this.global['describe'](title, body),
      declare: (check) => this.#declare(check.covers ? this.#withCovers(check) : check),
    });
  }

  /** The findings of the file; the runner attaches them to the file's result. */
  evidence(): Evidence {
    const { harness, overtime } = this.#session;
    const all = evidenceOf(harness, this.#results);
    const evidence: Evidence = {
      ...all,
      exchanges: all.exchanges.slice(this.#before.exchanges),
      requests: all.requests - this.#before.requests,
      defects: [...all.defects.slice(this.#before.defects), ...this.#unjudged],
      wrongSecrets: since(this.#before.wrongSecrets, all.wrongSecrets),
      retries: since(this.#before.retries, all.retries ?? {}),
      ...(overtime?.stop && { stopped: overtime.stop }),
    };
    return remaskedEvidence(evidence, harness.client.masker);
  }

  handleTestEvent(event: Circus.AsyncEvent | Circus.SyncEvent): void {
    if (event.name === 'run_start') this.#session.harness.prefetch(this.#declared);
    if (event.name === 'test_done' && event.test.errors.some((error) => isSkip(error))) {
      event.test.errors.length = 0;
      event.test.mode = 'skip';
      event.test.status = 'skip';
    }
  }

  /** A check over every exchange is given those of the other files, which share the harness of this process. */
  #withCovers(check: Check): Check {
    const { harness } = this.#session;
    const all = selectedChecks({}, harness.generation, harness.configuration);
    return all.find(({ id }) => id === check.id) ?? check;
  }

  #declare(check: Check): void {
    if (this.#ids.has(check.id)) throw new Error(`two checks have the id ${check.id}`);
    this.#ids.add(check.id);
    this.#declared.push(check);
    this.global['test'](`${check.requirement.level} ${check.title} (${check.id})`, () => this.#run(check));
  }

  async #run(check: Check): Promise<void> {
    const result = await this.#session.harness.run(check).catch((error: unknown) => {
      this.#unjudged.push(unjudgedText(check.id, error));
      throw error;
    });
    this.#results.push(result);
    if (result.status === 'not-verified' || result.status === 'not-applicable')
      throw Object.assign(new Error(result.message), { [skip]: true });
    if (result.status === 'failed') throw failure(failureText(result, check.requirement));
  }
}

type Counts = Readonly<Record<string, number>>;

function since(before: Counts, now: Counts): Counts {
  return Object.fromEntries(Object.entries(now).map(([name, count]) => [name, count - (before[name] ?? 0)]));
}

/** Circus keeps an error alone, or with the location of the call. */
function isSkip(error: unknown): boolean {
  if (Array.isArray(error)) return error.some(isSkip);
  return typeof error === 'object' && error !== null && skip in error;
}

/** An error without a stack: the place in the suite where it was thrown says nothing about the server. */
function failure(message: string): Error {
  return Object.assign(new Error(message), { stack: message });
}

function failureText(result: CheckResult, requirement: Requirement): string {
  const rows = [
    ['Requirement', `${requirement.statement} (${sourceOf(requirement)})`],
    ['Path', result.path],
    ['Expected', result.expected],
    ['Received', result.received],
    ['Schema', result.schemaLocation],
  ];
  const present = rows.filter(([, text]) => text !== undefined);
  return [result.message, '', ...present.map(([name, text]) => `${name}: ${text}`)].join('\n');
}

/** The session for `npx jest`: configured by IDENTITY_BASE_URL and IDENTITY_CONFIG. */
async function sessionFromEnvironment(): Promise<Session> {
  const target = await openTarget(loadConfiguration({ environment: process.env, flags: {} }));
  const harness = harnessFor(target);
  return { target, harness, overtime: new Overtime(target.configuration.limits.runMs, harness) };
}
