import { maskedByItself } from '../run/masked-report';
import { readReport, UnreadableReport } from '../run/report/read';
import type { Report } from '../run/report/report';
import type { Io } from './io';
import { UsageError } from './usage-error';

/** The report that an argument names, masked; one that cannot be read is wrong usage. */
export function reportFrom(name: string, io: Io): Report {
  try {
    return maskedByItself(readReport(name, io.cwd));
  } catch (error) {
    if (error instanceof UnreadableReport) throw new UsageError(error.message);
    throw error;
  }
}
