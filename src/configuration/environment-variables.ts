import { formatPath, type MemberPath } from './configuration';

export interface Expansion {
  readonly value: unknown;
  /** The variables that went into a member, by its formatted path. */
  readonly variables: ReadonlyMap<string, readonly string[]>;
  readonly problems: readonly string[];
}

const reference = /\$\{([^{}]*)\}/g;
const variableName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * Replaces `${NAME}` in every string with the environment variable. References in its value are not replaced, so a
 * value may be any text.
 */
export function expandVariables(
  value: unknown,
  environment: NodeJS.ProcessEnv,
  place: (path: MemberPath) => string,
): Expansion {
  const problems: string[] = [];
  const variables = new Map<string, string[]>();

  const expandText = (text: string, path: MemberPath): string =>
    text.replace(reference, (whole, name: string) => {
      if (!variableName.test(name)) {
        problems.push(
          `${place(path)} contains \${...} without the plain name of a variable; write \${NAME}, or put the whole value into a variable.`,
        );
        return whole;
      }
      const found = Object.hasOwn(environment, name) ? environment[name] : undefined;
      if (found === undefined) {
        problems.push(
          `${place(path)} uses the environment variable ${name}, which is not set; set it before the run.`,
        );
        return whole;
      }
      const other = found.indexOf('\uFFFD');
      // Node replaces each byte that it cannot decode with this character.
      if (other >= 0) {
        problems.push(
          `${place(path)} uses the environment variable ${name}, which is not valid UTF-8 at character ${other + 1}; set it again in a terminal with a UTF-8 locale.`,
        );
        return whole;
      }
      const key = formatPath(path);
      variables.set(key, [...(variables.get(key) ?? []), name]);
      return found;
    });

  const expand = (at: unknown, path: MemberPath): unknown => {
    if (typeof at === 'string') return expandText(at, path);
    if (Array.isArray(at)) return at.map((item, index) => expand(item, [...path, index]));
    if (typeof at !== 'object' || at === null) return at;
    return Object.fromEntries(
      Object.entries(at).map(([name, member]) => [name, expand(member, [...path, name])]),
    );
  };

  return { value: expand(value, []), variables, problems };
}

/** `$NAME` as shells write a variable, alone or as the last word. */
const shellVariable = /(?:^|\s)\$[A-Z_][A-Z0-9_]*$/;

/**
 * Warnings of values that hold a variable as shells write it, which is taken literally here: it may be a secret as it is,
 * and more likely is a mistake. No value is repeated.
 */
export function literalVariables(
  value: unknown,
  place: (path: MemberPath) => string,
  path: MemberPath = [],
): string[] {
  if (typeof value === 'string')
    return shellVariable.test(value)
      ? [
          `${place(path)} ends in a dollar sign and a name, which is taken literally; to use an environment variable write "\${NAME}".`,
        ]
      : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    literalVariables(member, place, [...path, Array.isArray(value) ? Number(name) : name]),
  );
}
