export { expectation, withBaseline } from './apply';
export type { Baseline, BaselineEntry } from './baseline';
export { baselineFor, type NewBaseline } from './make';
export { readBaseline } from './read';
