const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { createEmptyTestResult } = require('@jest/test-result');
const { default: circus } = require('jest-circus/runner');

/** The mutant that a file of tests has noticed. */
let noticed;

/** Which tests are in which file, as the run without a mutant found them; for the processes that come after it. */
const namesFile = ({ rootDir }) => join(rootDir, '..', 'test-names.json');
const names = {};

function isWanted(config, path, pattern) {
  const known = JSON.parse(readFileSync(namesFile(config), 'utf8'))[path] ?? [];
  return !pattern || known.some((name) => new RegExp(pattern, 'i').test(name));
}

/** Jest takes no file without a test. */
function notRun() {
  const skipped = { ancestorTitles: [], failureDetails: [], failureMessages: [], fullName: '', title: '' };
  return {
    ...createEmptyTestResult(),
    numPendingTests: 1,
    testResults: [{ ...skipped, numPassingAsserts: 0, status: 'pending' }],
  };
}

/**
 * For mutation testing: Jest's own runner, which loads a file of tests only where one of them reaches the mutant and no
 * other file has noticed it. Most of the time for a mutant goes into loading files.
 * Stryker takes only a runner with jest-circus in its name.
 */
module.exports = async (globalConfig, config, environment, runtime, path, ...rest) => {
  const mutant = process.env['__STRYKER_ACTIVE_MUTANT__'];
  if (mutant !== undefined && (noticed === mutant || !isWanted(config, path, globalConfig.testNamePattern)))
    return notRun();
  const result = await circus(globalConfig, config, environment, runtime, path, ...rest);
  if (mutant === undefined) {
    names[path] = result.testResults.map(({ fullName }) => fullName);
    writeFileSync(namesFile(config), JSON.stringify(names));
  } else if (result.numFailingTests > 0 || result.testExecError) noticed = mutant;
  return result;
};
