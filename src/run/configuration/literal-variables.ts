import type { MemberPath } from './member-path';

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
