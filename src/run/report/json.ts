import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { packagedSchemas } from '../../contract/packaged-schemas';
import { inProject } from '../../contract/project-root';
import { ReportDefect } from './defect';
import type { Report } from './report';

type Validate = (document: unknown) => readonly string[];

let validateReport: Validate | undefined;

/**
 * The text of report.json, checked against the published schema.
 *
 * @throws ReportDefect when the report breaks the schema
 */
export function toJson(report: Report): string {
  // Members that are undefined are none to the schema, and none in the text.
  const violations = violationsOf(report);
  if (violations.length > 0) {
    const shown = violations.slice(0, 5).join('; ');
    throw new ReportDefect(
      `report.json breaks its own schema: ${shown}. Please report this defect of the suite.`,
    );
  }
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

/**
 * Compiles the schema of report.json, so that a broken one is known before there is anything to report.
 *
 * @throws ReportDefect
 */
export function compileReportSchema(): void {
  validateReport ??= schemaOrDefect();
}

/** What is wrong with a document that claims to be a report: `/checks/0/level must be ...`; empty when valid. */
export function violationsOf(document: unknown): readonly string[] {
  validateReport ??= schemaOrDefect();
  return validateReport(document);
}

function schemaOrDefect(): Validate {
  try {
    return compileSchema();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ReportDefect(
      `The schema of report.json cannot be used (${why}). Reinstall the suite, and report this defect if it persists.`,
      { cause: error },
    );
  }
}

function compileSchema(): Validate {
  const ajv = new Ajv2020({ allErrors: true, strict: true, ...packagedSchemas });
  addFormats(ajv);
  const validate = ajv.compile(
    JSON.parse(readFileSync(inProject('schemas', 'report.schema.json'), 'utf8')) as object,
  );
  return (document) =>
    validate(document)
      ? []
      : (validate.errors ?? []).map((e) => `${e.instancePath || '/'} ${e.message ?? e.keyword}`);
}
