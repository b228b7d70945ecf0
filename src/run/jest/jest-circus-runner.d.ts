declare module 'jest-circus/runner' {
  import type { JestEnvironment } from '@jest/environment';
  import type { TestResult } from '@jest/test-result';
  import type { Config } from '@jest/types';
  import type Runtime from 'jest-runtime';

  export default function runner(
    globalConfig: Config.GlobalConfig,
    config: Config.ProjectConfig,
    environment: JestEnvironment,
    runtime: Runtime,
    testPath: string,
    sendMessageToJest?: (name: string, value: unknown) => void,
  ): Promise<TestResult>;
}
