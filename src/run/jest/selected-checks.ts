import { declareKey } from './declare-key';

// The one test file of a run: the checks were read before, and its environment declares those that are to run.
(globalThis as unknown as Record<symbol, () => void>)[declareKey]?.();
