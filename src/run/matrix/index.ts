export { renderMatrix, renderTarget } from './console';
export { toMatrixMarkdown } from './markdown';
export { headOf, matrixOf, type Matrix, type TargetOutcome } from './matrix';
export { writeMatrix } from './write';
