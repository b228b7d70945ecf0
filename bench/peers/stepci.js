'use strict';

const { writeFileSync } = require('node:fs');
const path = require('node:path');

/** A workflow of one step a case; JSON is YAML. */
function prepare(cases, baseUrl, directory) {
  const steps = cases.map(({ id, method, path: at, headers, body, status }) => ({
    name: id,
    http: { url: `${baseUrl}${at}`, method, headers, body, check: { status } },
  }));
  const file = path.join(directory, 'workflow.yml');
  writeFileSync(file, JSON.stringify({ version: '1.1', name: 'tokens', tests: { tokens: { steps } } }));
  const stepci = path.join(__dirname, '..', 'node_modules', 'stepci', 'dist', 'index.js');
  return { args: [stepci, 'run', file], cwd: directory, env: { STEPCI_DISABLE_ANALYTICS: '1' } };
}

module.exports = { prepare };
