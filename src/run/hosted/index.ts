export { testTimeout } from '../jest/config';
export { abandoning } from './abandoning';
export { hostedSuite, type HostedSection, type HostedSuite, type HostedSuiteOptions } from './suite';
