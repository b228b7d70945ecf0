import type { Exchange } from '../identity/exchange';
import { label } from '../identity/format';

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
