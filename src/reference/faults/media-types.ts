import { answerMediaTypeFaults } from './answer-media-types';
import type { InjectedFault } from './injected-fault';
import { requestMediaTypeFaults } from './request-media-types';

/** Faults of the requirements of media-types.yaml. */
export const mediaTypeFaults: readonly InjectedFault[] = [
  ...answerMediaTypeFaults,
  ...requestMediaTypeFaults,
];
