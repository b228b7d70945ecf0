export { examine, type Examination } from './examine';
export type { Fact, Section } from './fact';
