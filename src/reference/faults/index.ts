import { faultFaults } from './faults';
import { httpMessageFaults } from './http-messages';
import { responseParameterFaults } from './response-parameters';
import { responseSampleFaults } from './response-samples';
import { parityFaults } from './parity';
import type { InjectedFault } from './injected-fault';
import { mediaTypeFaults } from './media-types';
import { generatedRequestFaults } from './generated-requests';
import { multiFactorLoginFaults } from './multi-factor-login';
import { multiFactorSetupFaults } from './multi-factor-setup';
import { bodyParameterFaults } from './body-parameters';
import { operationFaults } from './operation';
import { queryParameterFaults } from './query-parameters';
import { requestSampleFaults } from './request-samples';
import { responseCodeFaults } from './response-codes';
import { tenantFaults } from './tenant';

export type { InjectedFault } from './injected-fault';

/** Every fault of the embedded server, in the order of the catalogue's files. */
export const faults: readonly InjectedFault[] = [
  ...operationFaults,
  ...responseCodeFaults,
  ...queryParameterFaults,
  ...bodyParameterFaults,
  ...responseParameterFaults,
  ...responseSampleFaults,
  ...parityFaults,
  ...multiFactorLoginFaults,
  ...multiFactorSetupFaults,
  ...faultFaults,
  ...httpMessageFaults,
  ...mediaTypeFaults,
  ...tenantFaults,
  ...requestSampleFaults,
  ...generatedRequestFaults,
];
