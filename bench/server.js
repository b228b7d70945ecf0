'use strict';

// The embedded server in a process of its own. Prints its URL; on SIGTERM it writes the requests that it was sent.
const { Buffer } = require('node:buffer');
const { writeFileSync } = require('node:fs');
const { setTimeout: sleep } = require('node:timers/promises');
const { startEmbeddedServer } = require('../dist/src/server');

const [, , latencyMs = '0', record] = process.argv;
const requests = [];

const delayed = (standard) => ({
  ...standard,
  send: async (answer, outgoing, request) => {
    const { method, path, incoming, body } = request;
    if (record)
      requests.push({
        method,
        path: incoming.url ?? path,
        headers: incoming.headers,
        body: Buffer.from(body).toString('base64'),
      });
    if (Number(latencyMs) > 0) await sleep(Number(latencyMs));
    return standard.send(answer, outgoing, request);
  },
});

startEmbeddedServer({ behaviour: delayed }).then(({ url }) => process.stdout.write(`${url}\n`));
process.on('SIGTERM', () => {
  if (record) writeFileSync(record, JSON.stringify(requests));
  process.exit(0);
});
