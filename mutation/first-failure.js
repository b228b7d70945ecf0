const { TestEnvironment } = require('jest-environment-node');

const activeMutant = () => process.env['__STRYKER_ACTIVE_MUTANT__'];

/** The mutant that a test has noticed, across the files of tests that one process runs. */
let noticed;

/** For mutation testing: after the first test that fails for a mutant the others have nothing to add. */
module.exports = class extends TestEnvironment {
  handleTestEvent({ name, test }) {
    if (activeMutant() === undefined) return;
    if (name === 'test_start' && noticed === activeMutant()) test.mode = 'skip';
    if (name === 'test_done' && test.errors.length > 0) noticed = activeMutant();
  }
};
