export { testTimeout } from '../jest/config';
export { hostedSuite, type HostedSection, type HostedSuite, type HostedSuiteOptions } from './suite';
