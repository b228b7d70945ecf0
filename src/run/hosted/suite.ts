import { resolve } from 'node:path';
import { type Check, type CheckResult, identityOf, type Obstacle } from '../../checks/check';
import type { Harness } from '../../checks/harness';
import { obstacleTo } from '../../checks/sendings/obstacle';
import type { Configuration } from '../../configuration/configuration';
import { loadConfiguration, type RawConfiguration } from '../../configuration/load';
import { limitSchema } from '../../configuration/schema';
import { type Requirement, sourceOf } from '../../contract/catalogue';
import { remasked } from '../../http/exchange/recorded';
import type { Stop } from '../../report/report';
import { failsTheRun } from '../../report/verdict/counts';
import { evidenceLines } from '../../report/wording/exchange-text';
import { statusLabel } from '../../report/wording/labels';
import { writeReports } from '../../report/write';
import { printable } from '../../text/printable';
import { evidenceOf } from '../jest/evidence';
import { Overtime } from '../jest/session';
import { verifyOptions } from '../program';
import { reach, unsent } from '../reachability';
import { reportOn } from '../report-on';
import { declaredSections, sectionsOf } from '../selection/declared-checks';
import { selectedChecks, type Selection, selectionOf } from '../selection/selection';
import { generationOf, harnessFor, type Target } from '../target';
import { type App, openApp, type OpenApp, verifyApp } from './app';

export interface HostedSuiteOptions extends Selection {
  readonly server: App;
  /** The members of a configuration file except `baseUrl`, which `server` replaces. */
  readonly configuration?: Omit<RawConfiguration, 'baseUrl'>;
  /** A failed SHOULD fails its test. */
  readonly strict?: boolean;
  /** Tests that the configuration does not suffice for are skipped instead of failed. */
  readonly allowIncomplete?: boolean;
  readonly seed?: number;
  readonly fuzz?: number;
  /** Where the reports are written, relative to the working directory; without it, none are. */
  readonly reportDir?: string;
}

export interface HostedTest {
  readonly title: string;
  /** Declared as skipped: the title says why. */
  readonly skipped: boolean;
  /** @returns why the test fails, or undefined */
  readonly run: () => Promise<string | undefined>;
}

export interface HostedSection {
  readonly title: string;
  readonly tests: readonly HostedTest[];
  /** Sends what the tests will need, many at a time. */
  readonly prefetch: () => void;
}

/** The checks as tests for a test runner that is not the suite's own. */
export interface HostedSuite {
  readonly sections: readonly HostedSection[];
  /** Starts what is to be tested. @returns why there is no Identity service, or undefined */
  readonly open: () => Promise<string | undefined>;
  readonly close: () => Promise<void>;
}

/** All options, so that unknown ones are rejected; the type keeps the list complete. */
const known: Readonly<Record<keyof HostedSuiteOptions, true>> = {
  ...{ server: true, configuration: true, requirements: true, checks: true },
  ...{ strict: true, allowIncomplete: true, seed: true, fuzz: true, reportDir: true },
};

/** A valid base URL for an app that has none yet. */
const notListening = 'http://127.0.0.1';

/**
 * Prepares the checks without sending anything.
 * @param environment the values of `${NAME}` in the configuration
 * @throws ConfigurationError with every problem that was found
 */
export function hostedSuite(options: HostedSuiteOptions, environment: NodeJS.ProcessEnv): HostedSuite {
  verifyOptions(options, Object.keys(known));
  const configuration = configurationOf(options, environment);
  const directory = options.reportDir === undefined ? undefined : resolve(options.reportDir);
  const generation = generationOf(options);
  const selected = selectedChecks(options, generation, configuration);
  const results: CheckResult[] = [];
  const startedAt = new Date();
  let app: OpenApp | undefined;
  let running: Running | undefined;
  let stop: Stop | undefined;

  const started = (): Harness => {
    if (!running) throw new Error('the suite is not open');
    return running.harness;
  };
  const testOf = (check: Check): HostedTest => {
    const obstacle = obstacleTo(check, configuration);
    const skipped = obstacle !== undefined && skips(obstacle, options);
    if (obstacle && skipped)
      results.push({ ...identityOf(check), ...obstacle, durationMs: 0, exchanges: [] });
    return {
      title: titleOf(check, skipped ? obstacle : undefined),
      skipped,
      run: async () => {
        const result = await started().run(check);
        results.push(result);
        return failureOf(result, check.requirement, started(), options.strict ?? false);
      },
    };
  };

  return {
    sections: sectionsOf(selected).map(({ title, checks }) => ({
      title,
      tests: checks.map(testOf),
      prefetch: () => started().prefetch(checks),
    })),
    open: async () => {
      try {
        app = await openApp(options.server);
      } catch (error) {
        return `The server that defineConformanceSuite was given cannot listen on a free port (${(error as Error).message}); pass one that is unused, or already listening.`;
      }
      const baseUrl = typeof options.server === 'string' ? (configuration.baseUrl ?? '') : app.baseUrl;
      const target: Target = {
        configuration: { ...configuration, baseUrl },
        embedded: false,
        close: app.close,
      };
      const harness = harnessFor(target, generation);
      running = { target, harness, overtime: new Overtime(configuration.limits.runMs, harness) };
      stop = await reach(harness);
      return stop?.message;
    },
    close: async () => {
      running?.overtime.over();
      if (running && directory !== undefined)
        await report({
          ...{ ...running, results, startedAt, options, directory },
          ...(stop && { stopped: { stop, selected } }),
        });
      running?.harness.client.close();
      await app?.close();
    },
  };
}

function configurationOf(options: HostedSuiteOptions, environment: NodeJS.ProcessEnv): Configuration {
  verifyApp(options.server);
  const { IDENTITY_BASE_URL: _url, IDENTITY_CONFIG: _file, ...variables } = environment;
  const isUrl = typeof options.server === 'string';
  const { configuration = {} } = options;
  // An app in this process needs no limit of the rate.
  const sparing = isUrl || configuration.limits?.maxRps !== undefined;
  return loadConfiguration({
    value: { ...configuration, baseUrl: isUrl ? options.server : notListening },
    environment: variables,
    flags: sparing ? {} : { maxRps: limitSchema('maxRps').maximum },
  });
}

/** Checks out of scope are skipped; those that cannot be verified fail, unless that is allowed. */
function skips({ status }: Obstacle, { allowIncomplete = false }: HostedSuiteOptions): boolean {
  return status === 'not-applicable' || allowIncomplete;
}

function titleOf(check: Check, obstacle: Obstacle | undefined): string {
  const title = `${check.requirement.level} ${check.title} (${check.id})`;
  if (!obstacle) return title;
  const word = obstacle.status === 'not-applicable' ? 'not applicable' : 'not verified';
  return `${title}, ${word}: ${obstacle.message}`;
}

interface Running {
  readonly target: Target;
  readonly harness: Harness;
  readonly overtime: Overtime;
}

interface Finished extends Running {
  readonly results: readonly CheckResult[];
  readonly startedAt: Date;
  readonly options: HostedSuiteOptions;
  readonly directory: string;
  /** Why nothing was sent, and what would have been judged. */
  readonly stopped?: { readonly stop: Stop; readonly selected: readonly Check[] };
}

/** The reports of `run`, on the checks that the runner chose to run. */
async function report(finished: Finished): Promise<void> {
  const { target, harness, overtime, results, startedAt, options, directory, stopped } = finished;
  const ran = new Set(results.map(({ id }) => id));
  const found = { ...evidenceOf(harness, results), ...(overtime.stop && { stopped: overtime.stop }) };
  const judged = declaredSections().flatMap(({ checks }) => checks.filter(({ id }) => ran.has(id)));
  await writeReports(
    reportOn({
      target,
      selected: stopped?.selected ?? judged,
      evidence: stopped ? unsent(harness, stopped.selected, stopped.stop) : found,
      ...(stopped && { stopped: stopped.stop }),
      masker: harness.client.masker,
      startedAt,
      seed: harness.generation.seed,
      strict: options.strict,
      allowIncomplete: options.allowIncomplete,
      selection: selectionOf(options),
    }),
    directory,
  );
}

/**
 * The failure text of a check that did not pass: that of the reports, with a curl line. A check that turns out not to
 * apply has none; what it depends on is judged by another.
 */
function failureOf(
  result: CheckResult,
  requirement: Requirement,
  harness: Harness,
  strict: boolean,
): string | undefined {
  if (result.status !== 'not-verified' && !failsTheRun(result, strict)) return undefined;
  const mask = (text: string) => harness.client.masker.mask(text);
  const record = harness.records.find(({ id }) => id === result.exchanges[0]);
  const word = statusLabel(result.status).word;
  const lines = [
    `${word[0]?.toUpperCase()}${word.slice(1)}: ${printable(result.message ?? '')}`,
    '',
    printable(requirement.statement),
    ...evidenceLines(result, sourceOf(requirement), record && remasked(record, harness.client.masker)),
  ];
  return mask(lines.join('\n'));
}
