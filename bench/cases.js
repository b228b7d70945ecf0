'use strict';

const { describeChecks } = require('../dist/src/run');
const { embeddedConfiguration } = require('../dist/src/server');

/** Expectations that every peer can state: a status and nothing else. */
const statusOnly = /^(200 with an access object|\d{3})$/;

const xmlReferences = { '&': '&amp;', '<': '&lt;', '"': '&quot;', "'": '&apos;' };
const escapes = {
  json: (text) => JSON.stringify(text).slice(1, -1),
  xml: (text) => text.replace(/[&<"']/g, (character) => xmlReferences[character]),
};

/** The body with the values of the embedded server's user in the place of their names. */
function filled(body) {
  const escape = body.startsWith('<') ? escapes.xml : escapes.json;
  const { user } = embeddedConfiguration().accounts;
  return body.replace(/\$\{accounts\.user\.(\w+)\}/g, (_whole, member) => escape(user[member]));
}

/**
 * Checks of the suite that rest on one request, with that request as it goes out and the status it must get, so that
 * every peer can make the same: `{ id, method, path, headers, body, status }`.
 *
 * @param count how many; beyond those that there are, they are repeated under other names
 */
async function cases(count) {
  const checks = (await describeChecks()).filter(
    ({ expects, requests, profiles }) =>
      statusOnly.test(expects) &&
      !requests[0].wire &&
      // Dredd reads no tabs.
      !requests[0].body.includes('\t') &&
      profiles.every((name) => ['core', 'xml'].includes(name)) &&
      !/\$\{(?!accounts\.user\.)/.test(requests[0].body),
  );
  const first = checks.slice(0, 60);
  return Array.from({ length: count }, (_, at) => {
    const { id, expects, requests } = first[at % first.length];
    const round = Math.floor(at / first.length);
    const { method, path, headers, body } = requests[0];
    return {
      id: round === 0 ? id : `${id} ${round + 1}`,
      ...{ method, path, headers },
      body: filled(body),
      status: Number(expects.slice(0, 3)),
    };
  });
}

module.exports = { cases };
