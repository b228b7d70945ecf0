import type { InjectedFault } from './injected-fault';
import { responseEndpointFaults } from './response-samples-endpoints';
import { responseFormFaults } from './response-samples-form';
import { responseIdentityFaults } from './response-samples-identity';
import { responseRoleFaults } from './response-samples-roles';
import { responseServiceFaults } from './response-samples-services';
import { responseTextFaults } from './response-samples-text';
import { responseTokenFaults } from './response-samples-token';
import { responseTokenScopeFaults } from './response-samples-token-scope';
import { responseUserFaults } from './response-samples-user';

/** Faults of the requirements of response-samples.yaml. */
export const responseSampleFaults: readonly InjectedFault[] = [
  ...responseFormFaults,
  ...responseTokenFaults,
  ...responseTokenScopeFaults,
  ...responseUserFaults,
  ...responseIdentityFaults,
  ...responseRoleFaults,
  ...responseServiceFaults,
  ...responseEndpointFaults,
  ...responseTextFaults,
];
