/** What a worker process does: one trial a call. */
export { tryOne } from './trial';
