/** What a worker process does: one trial a call. */
export { tryFault, tryVariation } from './trial';
