import { enumeration } from '../../checks/sendings/obstacle';
import { profiles as allProfiles } from '../../contract/catalogue';
import { isKnownFault } from '../../protocol/fault';
import { quantity } from '../../text/prose';
import type { Report, ReportedCheck } from '../report';
import { failsTheRun } from '../verdict/counts';

export interface MessageGroup {
  readonly message: string;
  readonly checks: readonly ReportedCheck[];
  /** Checks of other requirements that find the same. */
  readonly follows?: readonly ReportedCheck[];
}

/** The checks by their message, the largest group first and otherwise in the order of the run. */
export function groupByMessage(checks: readonly ReportedCheck[]): readonly MessageGroup[] {
  return group(checks, (check) => messageOf(check)).sort((a, b) => b.checks.length - a.checks.length);
}

/** Expected failures by their cause, in the order of the run: the requirement, the deviation, and why it is expected. */
export function groupByCause(checks: readonly ReportedCheck[]): readonly MessageGroup[] {
  return group(checks, (check) => [check.requirement, keyOf(check), check.expectedBecause].join('\n'));
}

/** The items by a key, keys and items in the order of their first appearance. */
export function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const members = groups.get(key);
    if (members) members.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

function group(checks: readonly ReportedCheck[], keyOf: (check: ReportedCheck) => string): MessageGroup[] {
  return [...groupBy(checks, keyOf).values()].map((own) => ({ message: messageOf(own[0]), checks: own }));
}

function messageOf(check: ReportedCheck | undefined): string {
  return check?.message ?? 'no reason was given';
}

/** One thing that is wrong with the server: the checks that show it directly, and those that fail because of it. */
export interface Finding extends MessageGroup {
  /** The checks of the requirement that says it most directly, the clearest first. */
  readonly checks: readonly ReportedCheck[];
  /** Checks of other requirements that find the same, such as the comparison of JSON and XML. */
  readonly follows: readonly ReportedCheck[];
}

/**
 * Failures and warnings, grouped by place in the response and kind of deviation, never by a value. Failures come before
 * warnings, direct requirements before what follows from them, MUST before SHOULD, refusals with another status after the
 * rest, and requirements of core before those of the other profiles in their order: a sentence about every token says
 * more than one about a kind of them.
 *
 * @returns findings with a check that fails the run, and the others
 */
export function findingsOf(
  checks: readonly ReportedCheck[],
  strict: boolean,
): { readonly failures: readonly Finding[]; readonly notes: readonly Finding[] } {
  const noted = checks.filter(({ status }) => status === 'failed' || status === 'warned');
  const all = [...groupBy(noted, keyOf).values()]
    .map((group) => [...group].sort(byDirectness))
    .sort(([a], [b]) => compare(rankOf(a), rankOf(b)))
    .map(findingOf);
  const fails = ({ checks: own, follows }: Finding) =>
    [...own, ...follows].some((check) => failsTheRun(check, strict));
  return { failures: all.filter(fails), notes: all.filter((finding) => !fails(finding)) };
}

/** The status of a finding: that of its worst check. */
export function statusOf({ checks, follows }: Finding): 'failed' | 'warned' {
  return [...checks, ...follows].some(({ status }) => status === 'failed') ? 'failed' : 'warned';
}

/** `access.json (MUST, 18 checks)`: what follows from a finding, by requirement. */
export function followingText({ follows = [] }: MessageGroup): readonly string[] {
  return [...groupBy(follows, ({ requirement }) => requirement)].map(
    ([requirement, own]) => `${requirement} (${own[0]?.level}, ${quantity(own.length, 'check')})`,
  );
}

function findingOf(group: readonly ReportedCheck[]): Finding {
  const [first] = group;
  return {
    message: first?.message ?? 'no reason was given',
    checks: group.filter(({ requirement }) => requirement === first?.requirement),
    follows: group.filter(({ requirement }) => requirement !== first?.requirement),
  };
}

/** A check that compares the formats; if they differ, requirements of their own report that. */
const comparesFormats = /\/the-same-in-json-and-in-xml$/;

/** What makes a check less direct, the most important first. */
function rankOf(check: ReportedCheck | undefined): readonly number[] {
  if (!check) return [];
  const { id, level, profiles, status } = check;
  const [own = 0, ...needed] = profiles.map((profile) => allProfiles.indexOf(profile));
  return [
    distanceOf(check),
    status === 'failed' ? 0 : 1,
    ['MUST', 'SHOULD', 'MAY'].indexOf(level),
    isOtherRefusal(check) ? 1 : 0,
    own,
    id.endsWith('/every-exchange') ? 1 : 0,
    Math.max(own, ...needed),
  ];
}

/**
 * A difference between two responses says less than what is wrong with one of them, a schema less than a sentence, and a
 * request that was made up less than one that a case was written for.
 */
function distanceOf({ id, requirement, schemaLocation }: ReportedCheck): number {
  if (comparesFormats.test(id)) return 3;
  if (/(?:^|\.)(?:parity|same|unique|rcn-own)(?:\.|$)|^generated\./.test(requirement)) return 2;
  return schemaLocation === undefined ? 0 : 1;
}

/**
 * Whether a request is refused as it should be, only with another status: if a valid request is refused as well, that is
 * the cause.
 */
function isOtherRefusal({ expected = '', received = '' }: ReportedCheck): boolean {
  return /^4\d\d/.test(expected) && /^4\d\d/.test(received);
}

/** The clearest check first. */
export function byDirectness(a: ReportedCheck, b: ReportedCheck): number {
  return compare(rankOf(a), rankOf(b));
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((rank, index) => rank !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

/** `Configure accounts.user.password and foreignTenantId to verify this.` */
const missing = /^Configure ((?:accounts\.|foreignTenantId).*) to verify this\.$/;

/**
 * Why checks were not verified, the most frequent reason first. Missing values are named by account, whichever of them
 * each check needs; if the server could not be reached, that is the only reason.
 */
export function unverifiedReasons(
  checks: readonly ReportedCheck[],
  stopped?: Report['stopped'],
): readonly MessageGroup[] {
  const own = checks.filter(({ status }) => status === 'not-verified');
  if (own.length > 0 && stopped?.kind === 'unreachable')
    return [{ message: 'The server could not be reached, or stopped responding.', checks: own }];
  if (own.length > 0 && stopped?.kind === 'not-identity')
    return [{ message: 'Not sent: there is no Identity service.', checks: own }];
  const wanting = own.filter(({ message = '' }) => missing.test(message));
  const byAccounts = groupBy(wanting, (check) => accountsOf(pathsOf(check)).join(' '));
  return [
    ...[...byAccounts.values()].map((group) => ({ message: wish(group), checks: group })),
    ...groupByMessage(own.filter((check) => !wanting.includes(check))),
  ].sort((a, b) => b.checks.length - a.checks.length);
}

/** `Configure accounts.user (apiKey, password, username) and foreignTenantId to verify this.` */
function wish(checks: readonly ReportedCheck[]): string {
  const paths = [...new Set(checks.flatMap(pathsOf))].sort();
  const parts = [...groupBy(paths, accountOf)].map(([account, own]) => {
    const members = own.map((path) => path.slice(account.length + 1)).filter((member) => member !== '');
    if (members.length === 0) return account;
    return members.length === 1 ? `${account}.${members.join()}` : `${account} (${members.join(', ')})`;
  });
  return `Configure ${enumeration(parts)} to verify this.`;
}

function pathsOf({ message = '' }: ReportedCheck): string[] {
  return (missing.exec(message)?.[1] ?? '').split(/, | and /);
}

function accountsOf(paths: readonly string[]): string[] {
  return [...new Set(paths.map(accountOf))].sort();
}

/** `accounts.user` of `accounts.user.password` */
function accountOf(path: string): string {
  return path.split('.').slice(0, 2).join('.');
}

/** A key that is equal for checks that find the same deviation. */
function keyOf(check: ReportedCheck): string {
  const { path, requirement, message = '', expected, received } = check;
  const kind = isMissing(check) ? 'missing' : 'wrong';
  const isOfFault = /(?:^|\.)fault(?:\.|$)/.test(requirement);
  if (path !== undefined) return `${kind} ${placeOf(path, isOfFault)}`;
  // HTTP allows further statuses for an unusual message: `400 or 417`.
  const wanted = expected?.replace(/^(\w{3})(?: or \w{3})+$/, '$1');
  const text = wanted === undefined ? withoutExample(message) : `${wanted} ${received}`;
  const withoutValues = text.replace(/"[^"]*"|\d{4}-\d\d-\S*/g, '');
  return `${requirement} ${isOfFault ? withoutFaults(withoutValues) : withoutValues}`;
}

/** Without statuses and the names of faults: whatever is wrong with all faults has one cause. */
function withoutFaults(text: string): string {
  return text.replace(/\w+/g, (word) =>
    /^[45]\d\d$/.test(word) || isKnownFault({ name: word }) ? '' : word,
  );
}

function isMissing({ message = '', expected, received }: ReportedCheck): boolean {
  return (
    expected === 'nothing' ||
    received === 'nothing' ||
    /\b(?:missing|nothing)\b/.test(withoutExample(message))
  );
}

/** Without the example of a check over every exchange, whose name has words of its own. */
export function withoutExample(message: string): string {
  return message.replace(/ (?:It (?:also )?shows|Seen) in .*$/s, '');
}

/**
 * A path without list positions and the name of a fault, and with XML notation changed to that of JSON.
 *
 * @param isOfFault whether it begins with the name of a fault, known or not
 */
function placeOf(path: string, isOfFault: boolean): string {
  return path
    .replace(/\[\d+\]/g, '[]')
    .replace(/^\/|@/g, '')
    .replaceAll('/', '.')
    .replace(/^[^.]+/, (name) => (isOfFault || isKnownFault({ name }) ? 'fault' : name));
}
