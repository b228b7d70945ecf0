import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { packagedSchemas } from '../../contract/packaged-schemas';
import { inProject } from '../../contract/project-root';
import { pathOfPointer, type MemberPath } from '../configuration/member-path';
import { unknownMember, wrongType } from '../configuration/shape';
import type { SourceDocument } from '../configuration/source-document';

let validate: ValidateFunction | undefined;

/** What is wrong with the members of a baseline by its published schema, one sentence each. */
export function baselineProblems(value: unknown, source: SourceDocument): string[] {
  validate ??= compileSchema();
  if (validate(value)) return [];
  const sentences = (validate.errors ?? []).map((error) => {
    const text = sentence(error, pathOfPointer(error.instancePath, value), value, source);
    return text.endsWith('?') ? text : `${text}.`;
  });
  // Of a member that may be one thing or the other, each way in which it is neither is an error.
  return [...new Set(sentences)];
}

function compileSchema(): ValidateFunction {
  // `verbose` gives each error the schema around it, from which the right names are taken.
  const ajv = new Ajv2020({ allErrors: true, verbose: true, allowUnionTypes: true, ...packagedSchemas });
  addFormats(ajv);
  return ajv.compile(
    JSON.parse(readFileSync(inProject('schemas', 'baseline.schema.json'), 'utf8')) as object,
  );
}

function sentence(error: ErrorObject, path: MemberPath, value: unknown, source: SourceDocument): string {
  const place = source.position(path);
  const member = String(path[1]);
  if (path.length === 0) {
    return `${place}: a baseline must be a list; begin each entry with "- check: " and the id of a check`;
  }
  if (error.keyword === 'additionalProperties') return unknownMember(error, path, source);
  if (path.length === 1) {
    return error.keyword === 'required'
      ? `${place}: the entry lacks ${String(error.params['missingProperty'])}; add it`
      : `${place}: an entry must have the members check and reason; write "check: " and "reason: "`;
  }
  if (member === 'reason' && (error.keyword === 'pattern' || error.data === null)) {
    return `${place}: ${nameOf(value, path)} has no reason yet; write why the failure is accepted, or remove the entry`;
  }
  if (member === 'received')
    return `${place}: received is neither a status, nor "no answer", nor "shape"; write one of them, or leave it out`;
  switch (error.keyword) {
    case 'type':
      return `${place}: ${member} ${wrongType(error.data, member === 'check' && path.length === 2 ? 'string or list' : 'string')}`;
    case 'format':
      return `${place}: ${member} is not a date; write year, month and day, as in 2027-12-31`;
    default:
      return `${place}: ${member} is empty; write the id of a check`;
  }
}

/** The check of an entry, as far as it names one. */
function nameOf(value: unknown, [index]: MemberPath): string {
  const { check } = (value as { check?: unknown }[])[Number(index)] ?? {};
  const first: unknown = Array.isArray(check) ? check[0] : check;
  return typeof first === 'string' && first !== '' ? first : 'the entry';
}
