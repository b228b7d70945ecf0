'use strict';

const { Buffer } = require('node:buffer');
const http = require('node:http');
const { writeFileSync } = require('node:fs');

/**
 * Sends requests to a server, over and over until there is enough of it, and writes what comes as a program writes it
 * that records traffic.
 *
 * @param requests `{ method, path, headers, body }`, bodies in base64
 * @param leastBytes of the archive
 * @returns the bytes and the entries of the archive
 */
async function archive(requests, url, leastBytes, file) {
  const agent = new http.Agent({ keepAlive: true });
  const entries = [];
  for (let bytes = 0, at = 0; bytes < leastBytes; at += 1) {
    const entry = await recorded(requests[at % requests.length], url, agent);
    entries.push(entry);
    bytes += JSON.stringify(entry).length;
  }
  agent.destroy();
  const text = JSON.stringify({ log: { version: '1.2', entries } });
  writeFileSync(file, text);
  return { bytes: Buffer.byteLength(text), entries: entries.length };
}

/** Fields that say how a request came, which is another way now. */
const ofTheWay = ['host', 'connection', 'expect', 'transfer-encoding'];

function recorded({ method, path, headers, body }, url, agent) {
  const bytes = Buffer.from(body, 'base64');
  const own = Object.entries(headers).filter(([name]) => !ofTheWay.includes(name));
  const sent = {
    ...Object.fromEntries(own),
    'content-length': String(bytes.length),
    'accept-encoding': 'identity',
  };
  const startedDateTime = new Date().toISOString();
  return new Promise((resolve, reject) => {
    const request = http.request(url + path, { method, agent, headers: sent }, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({
          startedDateTime,
          time: 1,
          request: {
            ...{ method, url: url + path, headers: pairs(Object.entries(sent)) },
            ...(bytes.length > 0 && { postData: { text: bytes.toString('base64'), encoding: 'base64' } }),
          },
          response: {
            status: answer.statusCode,
            headers: pairs(Object.entries(answer.headers)),
            content: { size: Buffer.byteLength(text), text },
          },
        });
      });
    });
    request.on('error', reject);
    request.end(bytes);
  });
}

function pairs(fields) {
  return fields.map(([name, value]) => ({ name, value: String(value) }));
}

module.exports = { archive };
