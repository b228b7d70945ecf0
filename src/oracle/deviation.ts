import type { Exchange } from '../http/exchange/exchange';
import { label } from '../protocol/format';

/** What a check has to say about an answer; texts are masked before they leave the harness. */
export interface Finding {
  /** One sentence: what is wrong with the answer, or why nothing can be said. */
  readonly message: string;
  readonly expected?: string;
  readonly received?: string;
  /** Where in the answer: `access.user.roles[2].name`. */
  readonly path?: string;
  /** The constraint of a schema that was broken. */
  readonly schemaLocation?: string;
  /** The exchange that shows it, where a check judges many. */
  readonly exchange?: string;
}

/** How a judgement other than a pass ends. */
export type DeviationKind = 'failed' | 'tolerated' | 'unverifiable' | 'inapplicable' | 'left-out';

export class Deviation extends Error {
  constructor(
    readonly kind: DeviationKind,
    readonly finding: Finding,
  ) {
    super(finding.message);
  }
}

/** The answer breaks the requirement. */
export function fail(finding: Finding): never {
  throw new Deviation('failed', finding);
}

/** The answer is not the expected one, but one that the errata tolerate with a warning. */
export function tolerate(finding: Finding): never {
  throw new Deviation('tolerated', finding);
}

/** The answer is of a kind of which the requirement does not speak; what is wrong with that is another check's affair. */
export function inapplicable(message: string): never {
  throw new Deviation('inapplicable', { message });
}

/** A limit of the configuration does not let the request go out. */
export function leftOut(message: string): never {
  throw new Deviation('left-out', { message });
}

/** Nothing can be said about the requirement. */
export function unverifiable(message: string): never {
  throw new Deviation('unverifiable', { message });
}

/** An answer in a few words: `401 with the fault unauthorized`, `200 with an access object`, `404 with an HTML page`. */
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
  if (answer.writtenIn === undefined) return 'a body of another kind';
  const reading = answer.writtenIn === 'json' ? answer.json() : answer.xml();
  if ('problem' in reading)
    return `a body that cannot be read as ${label[answer.writtenIn]} (${reading.problem})`;
  return answer.writtenIn === 'json' ? 'a JSON body of another kind' : `the XML element ${nameOf(answer)}`;
}

function nameOf(answer: Exchange): string {
  const reading = answer.xml();
  if ('problem' in reading) return '?';
  const { name, namespace } = reading.content;
  return `${name} in ${namespace === null ? 'no namespace' : `the namespace ${namespace}`}`;
}

/** A value of an answer as it stands there; the harness masks it, and cuts it where it is long. */
export function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
