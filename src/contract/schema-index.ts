/** Where a part of a schema stands, and the requirement named there or next above. */
export interface SchemaPlace {
  /** `schemas/json/access.json#/$defs/token` */
  readonly location: string;
  readonly requirement?: string;
}

/**
 * Knows the place of every object of the loaded schemas. A validator's own schema path restarts at each `$ref`
 * and so cannot be followed back; the identity of the failing schema object can.
 */
export class SchemaIndex {
  readonly #places = new WeakMap<object, SchemaPlace>();
  readonly #ids = new Map<string, string>();

  /** @param file the schema's path as it is shown to people, `schemas/json/access.json` */
  add(file: string, schema: object): void {
    const id = '$id' in schema && typeof schema.$id === 'string' ? schema.$id : file;
    this.#ids.set(file, id);
    this.#visit(schema, `${file}#`, undefined);
  }

  /** The `$id` under which the file was added, undefined when it was not. */
  idOf(file: string): string | undefined {
    return this.#ids.get(file);
  }

  placeOf(schema: unknown): SchemaPlace | undefined {
    return typeof schema === 'object' && schema !== null ? this.#places.get(schema) : undefined;
  }

  #visit(part: object, location: string, above: string | undefined): void {
    const comment = '$comment' in part && typeof part.$comment === 'string' ? part.$comment : undefined;
    const requirement = (comment && requirementsIn(comment)[0]) ?? above;
    this.#places.set(part, { location, requirement });
    for (const [key, value] of Object.entries(part) as [string, unknown][]) {
      if (typeof value === 'object' && value !== null) {
        this.#visit(value, `${location}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, requirement);
      }
    }
  }
}

/** The requirement ids of a `$comment` or an `xs:documentation` that names them: `token.id, token.expires`. */
export function requirementsIn(comment: string): string[] {
  return comment.match(/\b[a-z]+(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)+\b/g) ?? [];
}
