/** The work of a worker process: one trial per call. */
export { tryOne } from './trial';
