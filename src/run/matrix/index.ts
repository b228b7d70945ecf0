export { renderMatrix, renderTarget } from './console';
export { matrixOf, type Matrix, type TargetOutcome } from './matrix';
export { writeMatrix } from './write';
