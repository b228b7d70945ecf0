/** @jest-config-loader esbuild-register */
import type { Config } from 'jest';

import { harnessConfig } from './dist/src/run/jest/config';

/**
 * `npx jest` runs the specs against the server that IDENTITY_BASE_URL and IDENTITY_CONFIG name, or the
 * embedded one. The project's own tests have their configuration in tests/.
 */
const config: Config = {
  ...harnessConfig(),
  roots: ['<rootDir>/specs'],
  testMatch: ['**/*.spec.ts'],
  transform: { '\\.ts$': '<rootDir>/jest.transform.js' },
  globalSetup: '<rootDir>/dist/src/run/jest/config.js',
  reporters: ['default', '<rootDir>/dist/src/run/jest/report-writer.js'],
};

export default config;
