import type { Exchange } from '../../../src/identity/exchange';

/** An answer in a few words: `401 with the fault unauthorized`, `200 with an access object`, `404 with an HTML page`. */
export function received(answer: Exchange): string {
  return `${answer.status} with ${contentOf(answer)}`;
}

function contentOf(answer: Exchange): string {
  if (answer.body.length === 0) return 'an empty body';
  if (answer.isHtml) return 'an HTML page';
  if (answer.access()) return 'an access object';
  const fault = answer.fault();
  if (fault) return `the fault ${fault.name}`;
  return answer.writtenIn
    ? `a ${answer.writtenIn === 'json' ? 'JSON' : 'XML'} body of another kind`
    : 'a body of another kind';
}

/** A value of an answer in a few words; long texts are cut. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'string' ? JSON.stringify(value) : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
