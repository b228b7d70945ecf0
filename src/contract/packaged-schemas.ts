import type { Options } from 'ajv';

/**
 * Options of Ajv for the schemas of this package. They are held against the meta-schema by its tests, not at each
 * start, and used for a few documents only, so that to compile them takes longer than to use them.
 */
export const packagedSchemas = {
  validateSchema: false,
  meta: false,
  inlineRefs: false,
  code: { optimize: false },
} as const satisfies Options;
