'use strict';

const { writeFileSync } = require('node:fs');
const path = require('node:path');

const loop = `
const http = require('node:http');
const [, , file, base] = process.argv;
const agent = new http.Agent({ keepAlive: true });
const send = ({ method, path, headers, body, encoding }) =>
  new Promise((resolve, reject) => {
    const bytes = Buffer.from(body, encoding ?? 'utf8');
    const { host, connection, 'transfer-encoding': chunked, ...own } = headers;
    const request = http.request(base + path, { method, agent, headers: { ...own, 'content-length': bytes.length } }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode));
    });
    request.on('error', reject);
    request.end(bytes);
  });
(async () => {
  for (const each of JSON.parse(require('node:fs').readFileSync(file, 'utf8'))) {
    const status = await send(each);
    if (each.status !== undefined && status !== each.status) throw new Error(each.id + ': ' + status);
  }
  agent.destroy();
})();
`;

/** One request after another with node:http, and nothing but the status looked at. */
function prepare(cases, baseUrl, directory) {
  const [script, data] = ['loop.js', 'cases.json'].map((name) => path.join(directory, name));
  writeFileSync(script, loop);
  writeFileSync(data, JSON.stringify(cases));
  return { args: [script, data, baseUrl], cwd: directory };
}

module.exports = { prepare };
