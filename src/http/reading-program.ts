import { Worker } from 'node:worker_threads';
import { validateJson } from '../contract/json-schema';
import { validateXml } from '../contract/xml';
import { XmlUnavailable } from '../contract/xml/binding';
import { textOf } from '../protocol/body-text';
import { duplicateMembers } from '../protocol/json-scanner';
import { Masker, memoryOf } from '../secrets/masking';
import { secretsOf } from '../secrets/response-secrets';
import { Exchange } from './exchange/exchange';
import { KeptBytes } from './exchange/kept-bytes';
import { shownBody } from './exchange/recorded';

/** A response to be read in a process that can be killed. */
export interface ResponseToRead {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly maxSecretBytes: number;
}

/** The schemas that responses are validated against; the setup schema differs from `access` only in what is missing. */
const ofResponses = ['access', 'fault'] as const;

/*
 * A separate process: it reads responses as the run will, and only reports that it is done. If a response takes too
 * long or crashes it, the run goes on without that response.
 */
process.on('message', ({ headers, body, maxSecretBytes }: ResponseToRead) => {
  read(headers, Buffer.from(body), maxSecretBytes);
  process.send?.('done');
});
// A killed parent sends nothing, and reading may keep this thread from noticing.
process.on('disconnect', () => process.exit());
new Worker(
  'const parent = process.ppid; setInterval(() => process.ppid === parent || process.kill(process.pid, "SIGKILL"), 500);',
  { eval: true },
).unref();
process.send?.('ready');

function read(headers: Readonly<Record<string, string>>, body: Buffer, maxSecretBytes: number): void {
  const masker = new Masker();
  let known = 0;
  for (const secret of secretsOf(headers, textOf(body))) {
    known += memoryOf(secret);
    if (known > maxSecretBytes) break;
    masker.add(secret);
  }
  shownBody(body, masker);
  const answer = { status: 200, rawHeaders: [], durationMs: 0, body: new KeptBytes(body) };
  const record = { id: '', request: { method: '', url: '', headers: {}, body: '' }, curl: '' };
  const exchange = new Exchange(record, answer, (text) => text);
  if (exchange.writtenIn === 'json') {
    const reading = exchange.json();
    duplicateMembers(textOf(body));
    if ('content' in reading) for (const schema of ofResponses) validateJson(schema, reading.content);
  } else if (exchange.writtenIn === 'xml')
    try {
      exchange.xml();
      for (const schema of ofResponses) validateXml(exchange.body, schema);
    } catch (error) {
      // The run reports that itself.
      if (!(error instanceof XmlUnavailable)) throw error;
    }
  exchange.access();
  exchange.fault();
}
