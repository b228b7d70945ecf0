import type { XmlElement } from '../../contract/xml/document';
import type { Exchange } from '../../http/exchange/exchange';
import { type Access, at, isObject } from '../../protocol/access';
import { scanJson } from '../../protocol/json-scanner';
import { fail, inapplicable, shown, tolerate } from '../deviation';
import { accessOf, type ResponseRule } from './response-rule';

/** What is wrong with a member, and its path. */
export interface MemberProblem {
  readonly path: string;
  readonly expected: string;
  readonly value: unknown;
  /** Only a warning, by this erratum. */
  readonly tolerated?: string;
}

/** A rule for a part of the access object, the same for JSON and XML. */
export interface MemberRule {
  /** What holds: `a non-empty string`. */
  readonly expects: string;
  /** Whether the part that the rule is about is present; if it is missing, the rule of that part reports it. */
  readonly presumes?: (access: Access) => boolean;
  readonly problem: (access: Access) => MemberProblem | undefined;
}

/** The access object of the response keeps a rule. */
export function keepsMember(rule: MemberRule): ResponseRule {
  return { expects: rule.expects, judge: (response) => keepRule(rule, accessOf(response), response) };
}

/**
 * @param response the response that holds the access object, to find where a missing member is instead
 * @throws Deviation if the access object breaks the rule, or lacks the part that the rule is about
 */
export function keepRule(
  { expects, presumes, problem }: MemberRule,
  access: Access,
  response?: Exchange,
): void {
  if (presumes && !presumes(access))
    inapplicable(
      `The response lacks the part that this applies to (${expects}); another check reports that.`,
    );
  const found = problem(access);
  if (found) failOnMember(found, response);
}

/** A failure, or a warning if an erratum tolerates the problem. */
function failOnMember({ path, value, expected, tolerated }: MemberProblem, response?: Exchange): never {
  const instead = value === undefined && response ? elsewhere(response, path) : undefined;
  const message =
    value === undefined
      ? `${path} is missing${instead ? ` (${instead})` : ''}; expected ${expected}.`
      : `${path} is ${kindOf(value)}${shown(value)}; expected ${expected}.`;
  const finding = { path, expected, received: shown(value) };
  if (tolerated) tolerate({ message: `${message} Erratum ${tolerated} tolerates it.`, ...finding });
  fail({ message, ...finding });
}

/** Names the type of a number or a Boolean: a mask would hide it. */
function kindOf(value: unknown): string {
  return typeof value === 'number' || typeof value === 'boolean' ? `the ${typeof value} ` : '';
}

/**
 * Where a missing member of the access object is instead: in another namespace, or below another prefix.
 *
 * @param path `access.user.defaultRegion`; lists are not searched
 * @returns a clause for a message, or undefined
 */
function elsewhere(response: Exchange, path: string): string | undefined {
  const steps = path.split('.');
  const name = steps.pop() ?? '';
  if (path.includes('[')) return undefined;
  if (response.writtenIn === 'xml') {
    const reading = response.xml();
    return 'problem' in reading ? undefined : inElement(reading.content, steps, name);
  }
  const reading = response.json();
  return 'problem' in reading ? undefined : inObject(at(reading.content, ...steps), name);
}

function inElement(root: XmlElement, steps: readonly string[], name: string): string | undefined {
  const [own, ...below] = steps;
  if (root.name !== own) return undefined;
  const parent = below.reduce<XmlElement | undefined>(
    (element, step) => element?.children.find((child) => child.name === step),
    root,
  );
  const attribute = parent?.attributes.find((each) => each.name === name);
  if (attribute) return `there is an attribute ${name} in ${namespaceWords(attribute.namespace)}`;
  const child = parent?.children.find((each) => each.name === name);
  return child && `there is an element ${name} in ${namespaceWords(child.namespace)}`;
}

function namespaceWords(namespace: string | null): string {
  return namespace === null ? 'no namespace' : `the namespace ${namespace}`;
}

function inObject(parent: unknown, name: string): string | undefined {
  if (!isObject(parent)) return undefined;
  const key = Object.keys(parent).find((each) => each.split(':').at(-1) === name);
  return key === undefined ? undefined : `there is a member ${key}`;
}

/** No object of a JSON response has a duplicate member: clients keep one or the other (RFC 8259, 4; erratum E38). */
export const membersOnce: ResponseRule = {
  expects: 'no duplicate members in a JSON object',
  judge: (response) => {
    if (response.writtenIn !== 'json' || 'problem' in response.json())
      inapplicable('There is no JSON to judge.');
    const path = firstRepeated(response.text);
    if (path !== undefined)
      fail({ message: `The member ${path} occurs twice.`, path, expected: 'one member', received: 'two' });
  },
};

interface Holder {
  /** The names so far; undefined in a list. */
  readonly names: Set<string> | undefined;
  member: string;
  index: number;
}

/** The path of the first member that an object has twice; the text is JSON. */
function firstRepeated(text: string): string | undefined {
  const open: Holder[] = [];
  let repeated: string | undefined;
  scanJson(text, {
    open: (isArray) => {
      open.push({ names: isArray ? undefined : new Set(), member: '', index: 0 });
      return repeated === undefined;
    },
    close: () => void open.pop(),
    comma: () => {
      const holder = open.at(-1);
      if (holder) holder.index += 1;
    },
    name: (start, end) => {
      const holder = open.at(-1);
      if (!holder?.names || repeated !== undefined) return;
      holder.member = JSON.parse(`"${text.slice(start, end)}"`) as string;
      if (holder.names.has(holder.member)) repeated = pathOf(open);
      holder.names.add(holder.member);
    },
  });
  return repeated;
}

function pathOf(open: readonly Holder[]): string {
  return open
    .map(({ names, member, index }) => (names ? `.${member}` : `[${index}]`))
    .join('')
    .replace(/^\./, '');
}
