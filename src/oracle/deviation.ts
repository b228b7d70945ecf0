import type { Exchange } from '../http/exchange/exchange';
import { label } from '../protocol/format';

/** What a check finds in a response; texts are masked before they leave the harness. */
export interface Finding {
  /** One sentence: what is wrong with the response, or why nothing can be said. */
  readonly message: string;
  readonly expected?: string;
  readonly received?: string;
  /** Where in the response: `access.user.roles[2].name`. */
  readonly path?: string;
  /** The constraint of a schema that was broken. */
  readonly schemaLocation?: string;
  /** The exchange that shows it, if a check judges many. */
  readonly exchange?: string;
}

/** How a judgement other than a pass ends. */
type DeviationKind = 'failed' | 'tolerated' | 'unverifiable' | 'inapplicable' | 'left-out';

export class Deviation extends Error {
  constructor(
    readonly kind: DeviationKind,
    readonly finding: Finding,
  ) {
    super(finding.message);
  }
}

/** The response breaks the requirement. */
export function fail(finding: Finding): never {
  throw new Deviation('failed', finding);
}

/** The response is not the expected one, but the errata tolerate it with a warning. */
export function tolerate(finding: Finding): never {
  throw new Deviation('tolerated', finding);
}

/** The requirement does not apply to such a response; another check reports what is wrong with it. */
export function inapplicable(message: string): never {
  throw new Deviation('inapplicable', { message });
}

/** A limit of the configuration keeps the request from being sent. */
export function leftOut(message: string): never {
  throw new Deviation('left-out', { message });
}

/** Nothing can be said about the requirement. */
export function unverifiable(message: string): never {
  throw new Deviation('unverifiable', { message });
}

/** Why an unexpected response is only a warning, as a clause; `by` is the id of an erratum, or the clause itself. */
export function whyTolerated(by: string): string {
  return /^E\d+$/.test(by) ? `erratum ${by} tolerates this` : by;
}

/** A response in a few words: `401 with the fault unauthorized`, `200 with an access object`, `404 with an HTML page`. */
export function received(answer: Exchange): string {
  return `${answer.status} with ${contentOf(answer)}`;
}

function contentOf(answer: Exchange): string {
  if (answer.unreadable !== undefined) return `a body that cannot be read: ${answer.unreadable}`;
  if (answer.body.length === 0) return 'an empty body';
  if (answer.isHtml) return 'an HTML page';
  if (answer.access()) return 'an access object';
  const fault = answer.fault();
  if (fault) return `the fault ${fault.name}`;
  if (answer.writtenIn === undefined) return 'a body that is neither JSON nor XML';
  const reading = answer.writtenIn === 'json' ? answer.json() : answer.xml();
  if ('problem' in reading)
    return `a body that cannot be read as ${label[answer.writtenIn]} (${reading.problem})`;
  return answer.writtenIn === 'json'
    ? 'a JSON body that is neither access nor a fault'
    : `the XML element ${nameOf(answer)}`;
}

function nameOf(answer: Exchange): string {
  const reading = answer.xml();
  if ('problem' in reading) return '?';
  const { name, namespace } = reading.content;
  return `${name} in ${namespace === null ? 'no namespace' : `the namespace ${namespace}`}`;
}

/** A value of a response in a sentence: `The code of the fault is missing`. */
export function shownOrMissing(value: unknown): string {
  return value === undefined ? 'missing' : shown(value);
}

/** A value of a response, unchanged; the harness masks it and shortens long ones. */
export function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
