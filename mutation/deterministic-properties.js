/** For mutation testing: properties find the same in every run, and neither shrink nor take long. */
require('fast-check').configureGlobal({ seed: 1, endOnFailure: true, interruptAfterTimeLimit: 150 });
