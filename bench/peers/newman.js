'use strict';

const { writeFileSync } = require('node:fs');
const path = require('node:path');

/** A Postman collection of one item a case. */
function prepare(cases, baseUrl, directory) {
  const item = cases.map(({ id, method, path: at, headers, body, status }) => ({
    name: id,
    request: {
      method,
      url: `${baseUrl}${at}`,
      header: Object.entries(headers).map(([key, value]) => ({ key, value })),
      body: { mode: 'raw', raw: body },
    },
    event: [
      {
        listen: 'test',
        script: { exec: [`pm.test('status', () => pm.response.to.have.status(${status}));`] },
      },
    ],
  }));
  const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';
  const file = path.join(directory, 'collection.json');
  writeFileSync(file, JSON.stringify({ info: { name: 'tokens', schema }, item }));
  const newman = path.join(__dirname, '..', 'node_modules', 'newman', 'bin', 'newman.js');
  return { args: [newman, 'run', file, '--reporters', 'cli'], cwd: directory };
}

module.exports = { prepare };
