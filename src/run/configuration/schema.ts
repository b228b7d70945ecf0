import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020';
import { packagedSchemas } from '../../contract/packaged-schemas';
import { inProject } from '../../contract/project-root';
import type { Limits } from '../../identity/configuration';

export interface LimitSchema {
  readonly minimum: number;
  readonly maximum: number;
  readonly default: number;
}

/** What the schema says of a member of the configuration, for people. */
export interface MemberSchema {
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, MemberSchema>>;
}

interface ConfigurationSchema extends MemberSchema {
  readonly properties: Readonly<Record<string, MemberSchema>> & {
    readonly limits: { readonly properties: Readonly<Record<keyof Limits, LimitSchema>> };
  };
  readonly $defs: Readonly<Record<'account', MemberSchema>>;
}

let schema: ConfigurationSchema | undefined;
let validate: ValidateFunction | undefined;

function loadSchema(): ConfigurationSchema {
  const file = inProject('schemas', 'config.schema.json');
  schema ??= JSON.parse(readFileSync(file, 'utf8')) as ConfigurationSchema;
  return schema;
}

/** What the published schema says against a configuration. */
export function schemaErrors(value: unknown): readonly ErrorObject[] {
  // `verbose` gives each error the schema around it, from which the right names are taken.
  validate ??= new Ajv2020({ allErrors: true, verbose: true, ...packagedSchemas }).compile(loadSchema());
  return validate(value) ? [] : [...(validate.errors ?? [])];
}

/** The default, the least and the greatest value of a limit. */
export function limitSchema(name: keyof Limits): LimitSchema {
  return loadSchema().properties.limits.properties[name];
}

/** The configuration as the published schema describes it, and one of its accounts. */
export function describedConfiguration(): { readonly whole: MemberSchema; readonly account: MemberSchema } {
  const whole = loadSchema();
  return { whole, account: whole.$defs.account };
}
