/** A report that contradicts itself or its published format: a defect of the suite, never of a server. */
export class ReportDefect extends Error {
  override readonly name = 'ReportDefect';
}
