export { nextChange } from './change';
export { look } from './lookout';
export { watch, type Ended } from './watch';
