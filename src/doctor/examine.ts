import { createColors } from 'picocolors';
import type { Harness } from '../checks/harness';
import type { Configuration } from '../configuration/configuration';
import { profiles } from '../contract/catalogue';
import type { Connection, ProxySettings } from '../http/settings';
import { accountNames } from '../protocol/account';
import type { Stop } from '../report/report';
import { reach } from '../run/reachability';
import { selectedChecks } from '../run/selection/selection';
import { harnessFor, openTarget, type Target } from '../run/target';
import { withMaskedErrors } from '../secrets/masking';
import { oneLine, wrap } from '../text/printable';
import { quantity } from '../text/prose';
import { examineCertificate } from './certificate';
import { type Endpoint, endpointOf, lookUpName, openConnection } from './connection';
import type { Fact, Section } from './fact';
import { loadFacts } from './load';
import { examineLogins } from './logins';
import { profileFacts, scopeOf } from './scope';

/** What there is to know before a run. Plain data, every secret masked. */
export interface Examination {
  readonly sections: readonly Section[];
  /** 0 ready, 1 no Identity service, 3 unreachable, 4 something in scope cannot be tested. */
  readonly exitCode: 0 | 1 | 3 | 4;
  readonly conclusion: string;
}

/**
 * Examines, before a run, the server, the accounts and what a run would send. Without a base URL the embedded server is
 * examined. It sends at most one request for each secret of the accounts, and one before them.
 *
 * @returns what was found; nothing that a server does makes this throw
 */
export async function examine(configuration: Configuration): Promise<Examination> {
  const target = await openTarget(configuration);
  const harness = harnessFor(target);
  try {
    const mask = (text: string) => harness.client.masker.mask(text);
    return masked(await withMaskedErrors(mask, () => examineTarget(target, harness)), mask);
  } finally {
    harness.client.close();
    await target.close();
  }
}

async function examineTarget(target: Target, harness: Harness): Promise<Examination> {
  const { configuration } = target;
  const network = await examineNetwork(target);
  const stop = await reach(harness);
  const scope = scopeOf(selectedChecks({}, harness.generation, configuration), configuration);
  const needs = new Set(scope.checks.flatMap((check) => check.needs));
  const logins = await examineLogins(
    harness,
    needs,
    stop && 'not tried, because the server cannot be reached',
  );
  const failing = logins.filter(({ status }) => status === 'problem').map(({ account }) => account);
  const profiles = profileFacts(scope, configuration, new Set(failing), stop === undefined);
  const load = loadFacts(scope, configuration);
  const sections = [
    { title: 'Configuration', facts: configurationFacts(target) },
    { title: 'Server', facts: [...network, operation(stop)] },
    { title: 'Accounts', facts: logins },
    {
      title: 'Profiles (each check is counted once, under the most demanding of its profiles)',
      facts: profiles,
    },
    { title: 'What a run will send', facts: load },
  ];
  if (harness.gone !== undefined)
    return { sections, exitCode: 3, conclusion: `The server stopped responding: ${harness.gone}.` };
  return { sections, ...conclude(stop, [...logins, ...profiles, ...load]) };
}

async function examineNetwork({ configuration }: Target): Promise<Fact[]> {
  const { baseUrl, limits, connection: way } = configuration;
  const endpoint = endpointOf(baseUrl);
  // With a proxy, the proxy is looked up and connected to; it looks up the host itself.
  const next = way.proxy ? endpointOf(way.proxy.url, 'proxy') : endpoint;
  const facts = await examineWay(endpoint, next, way, limits.timeoutMs);
  return way.proxy ? [proxyFact(way.proxy), ...facts] : facts;
}

function proxyFact({ url, origin, credentials }: ProxySettings): Fact {
  const detail = `${url}, from ${origin}${credentials ? ', with a user name and a password' : ''}`;
  return { name: 'proxy', status: 'ok', detail };
}

async function examineWay(
  endpoint: Endpoint,
  next: Endpoint,
  way: Connection,
  timeoutMs: number,
): Promise<Fact[]> {
  const addresses = await lookUpName(next, timeoutMs);
  const later = (...names: string[]) => (endpoint.secure ? names : names.filter((name) => name !== 'TLS'));
  if (addresses.status !== 'ok') return [addresses, ...later('TCP', 'TLS').map(notTried)];
  const connection = await openConnection(next, timeoutMs);
  if (connection.status !== 'ok') return [addresses, connection, ...later('TLS').map(notTried)];
  if (!endpoint.secure) return [addresses, connection];
  return [addresses, connection, ...(await examineCertificate(endpoint, way, timeoutMs))];
}

function notTried(name: string): Fact {
  return { name, status: 'unknown', detail: 'not tried because of the problem above' };
}

function operation(stop: Stop | undefined): Fact {
  const name = 'operation';
  if (!stop) return { name, status: 'ok', detail: 'POST /v2.0/tokens responds like an Identity service' };
  return { name, status: 'problem', detail: stop.message };
}

function conclude(
  stop: Stop | undefined,
  facts: readonly Fact[],
): Pick<Examination, 'exitCode' | 'conclusion'> {
  if (stop)
    return stop.kind === 'unreachable'
      ? { exitCode: 3, conclusion: 'The server cannot be reached; a run would end at once.' }
      : { exitCode: 1, conclusion: 'There is no Identity service at the base URL; a run would end at once.' };
  const problems = facts.filter(({ status }) => status === 'problem').length;
  return problems === 0
    ? { exitCode: 0, conclusion: 'Every profile in scope can be tested.' }
    : {
        exitCode: 4,
        conclusion: `Not everything in scope can be tested; see the ${quantity(problems, 'problem')} above.`,
      };
}

function masked(
  { sections, exitCode, conclusion }: Examination,
  mask: (text: string) => string,
): Examination {
  const maskFact = ({ name, status, detail, remedy }: Fact): Fact => ({
    name,
    status,
    detail: mask(detail),
    ...(remedy === undefined ? {} : { remedy: mask(remedy) }),
  });
  return {
    sections: sections.map(({ title, facts }) => ({ title, facts: facts.map(maskFact) })),
    exitCode,
    conclusion: mask(conclusion),
  };
}

/** Facts about the valid configuration, without the values of its secrets. */
function configurationFacts({ configuration, embedded }: Target): Fact[] {
  const { baseUrl, profiles: scope, accounts, limits } = configuration;
  const out = profiles.filter((profile) => !scope.includes(profile));
  const named = accountNames.filter((name) => accounts[name]);
  const ok = (name: string, detail: string): Fact => ({ name, status: 'ok', detail });
  return [
    ok('configuration', 'valid'),
    ok('base URL', embedded ? `${baseUrl}, the embedded server with its own accounts` : baseUrl),
    ok('profiles', `${scope.join(', ')}${out.length > 0 ? ` (left out: ${out.join(', ')})` : ''}`),
    ok('accounts', named.length > 0 ? named.join(', ') : 'none'),
    ok('limits', `${limits.maxRps} requests per second, ${limits.timeoutMs} ms for a response`),
  ];
}

interface RenderOptions {
  readonly colour: boolean;
  readonly width: number;
}

type Colours = ReturnType<typeof createColors>;

/** A sign and a word for each status, so that no reader depends on colour. */
const statusLabels: Readonly<Record<Fact['status'], string>> = {
  ok: '✓ ok',
  problem: '✕ problem',
  unknown: '? unknown',
};

const statusWidth = Math.max(...Object.values(statusLabels).map((word) => word.length));
const gap = 2;
/** Columns that a detail needs to be readable next to its name. */
const leastDetail = 30;

/** The examination as a table for a terminal, ending in a newline. */
export function renderExamination(
  { sections, exitCode, conclusion }: Examination,
  options: RenderOptions,
): string {
  const colours = createColors(options.colour);
  const width = Math.max(40, Math.min(options.width, 120));
  const names = sections.flatMap(({ facts }) => facts.map(({ name }) => name.length));
  const detailAt = statusWidth + Math.max(...names) + 3 * gap;
  const layout = width - detailAt < leastDetail ? stacked : besides(detailAt);
  const blocks = sections.map(({ title, facts }) =>
    [colours.bold(title), ...facts.flatMap((fact) => layout(fact, width, colours))].join('\n'),
  );
  const paint = exitCode === 0 ? colours.green : exitCode === 4 ? colours.yellow : colours.red;
  const [first = '', ...rest] = wrap(`${oneLine(conclusion)} (exit code ${exitCode})`, width);
  return `${[...blocks, [paint(first), ...rest.map(paint)].join('\n')].join('\n\n')}\n`;
}

type Layout = (fact: Fact, width: number, colours: Colours) => string[];

/** Status, name and detail in three columns. */
function besides(detailAt: number): Layout {
  return (fact, width, colours) => {
    const name = fact.name.padEnd(detailAt - statusWidth - 3 * gap);
    const head = `${' '.repeat(gap)}${status(fact, colours)}${' '.repeat(gap)}${name}${' '.repeat(gap)}`;
    const [first = '', ...rest] = text(fact, width - detailAt, colours);
    return [`${head}${first}`, ...rest.map((line) => ' '.repeat(detailAt) + line)];
  };
}

/** The detail below status and name, for narrow terminals. */
const stacked: Layout = (fact, width, colours) => [
  `${' '.repeat(gap)}${status(fact, colours)}${' '.repeat(gap)}${fact.name}`,
  ...text(fact, width - 2 * gap, colours).map((line) => ' '.repeat(2 * gap) + line),
];

function status(fact: Fact, colours: Colours): string {
  const paint = { ok: colours.green, problem: colours.red, unknown: colours.dim }[fact.status];
  return paint(statusLabels[fact.status].padEnd(statusWidth));
}

function text({ detail, remedy }: Fact, width: number, colours: Colours): string[] {
  return [
    ...wrap(oneLine(detail), width),
    ...(remedy === undefined ? [] : wrap(oneLine(remedy), width).map((line) => colours.bold(line))),
  ];
}
