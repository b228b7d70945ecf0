/** One way in which an instance breaks a schema, the same for JSON Schema and XSD. */
export interface SchemaProblem {
  /** Where in the instance: `access.user.roles[2].name` in JSON, `/access/token/@id` in XML; empty for a whole JSON document. */
  readonly path: string;
  /** One plain sentence. It repeats no value of the instance, which could be a secret. */
  readonly message: string;
  /** The constraint: `schemas/json/access.json#/$defs/token/properties/id/minLength`, `schemas/xsd/identity.xsd#token/@id`. */
  readonly schemaLocation: string;
  /** The requirement that the schema names at the constraint or next above it. */
  readonly requirement?: string;
}

/** The contracts that exist both as a JSON Schema and as an XSD. */
export const contractSchemas = ['auth-request', 'access', 'setup-access', 'fault'] as const;
export type ContractSchema = (typeof contractSchemas)[number];
