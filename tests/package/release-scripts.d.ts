/* The release check is plain JavaScript, since it runs as it stands. */

declare module '*/release/changelog' {
  export function changelogProblems(of: {
    readonly manifest: string;
    readonly lockfile: string;
    readonly changelog: string;
  }): string[];
}

declare module '*/release/ids' {
  export function lostIds(before: readonly string[], now: readonly string[], where: string): string[];
}

declare module '*/release/sbom' {
  export function sbomProblems(text: string, dependencies: readonly string[]): string[];
}

declare module '*/release/tarball' {
  export function dependencyProblems(
    codeOf: Readonly<Record<string, string>>,
    dependencies: readonly string[],
  ): string[];
  export function tarballProblems(of: {
    readonly size: number;
    readonly files: readonly string[];
    readonly sources: readonly string[];
  }): string[];
}
