export { compareReports, type Comparison, type Difference } from './compare';
export { diffMarkdown, renderDiff } from './render';
