declare module 'semver' {
  /** Whether every version of one range is in another. */
  export function subset(one: string, other: string): boolean;
}
