const { builtinModules } = require('node:module');

/* What the tarball must hold: all that runs, and nothing that was left over in dist. */

const mostBytes = 1_000_000;
const needed = [
  'bin/identity-conformance.js',
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'SECURITY.md',
  'dist/src/cli/main.js',
  'dist/src/index.d.ts',
  'dist/src/index.js',
  'dist/src/jest.d.ts',
  'dist/src/jest.js',
  'fixtures/index.yaml',
  'package.json',
  'requirements/document.yaml',
  'schemas/config.schema.json',
  'schemas/diff.schema.json',
  'schemas/json/access.json',
  'schemas/report.schema.json',
  'schemas/xsd/access.xsd',
];

/**
 * The sentences on what is wrong with a tarball.
 * @param size bytes
 * @param sources files of the project, to distinguish compiled code from leftovers of an earlier build
 */
function tarballProblems({ size, files, sources }) {
  const problems = [];
  if (size >= mostBytes) problems.push(`The tarball has ${size} bytes; ${mostBytes} are too many.`);
  for (const file of needed) if (!files.includes(file)) problems.push(`The tarball lacks ${file}.`);
  for (const file of files) {
    if (/\.map$|\.tsbuildinfo$|(^|\/)tests\//.test(file))
      problems.push(`The tarball holds ${file}; leave it out.`);
    const source = /^dist\/(?!prepared\/)(.*?)(\.d\.ts|\.js)$/.exec(file)?.[1];
    if (source && !sources.includes(`${source}.ts`))
      problems.push(`${file} has no source; delete dist and build again.`);
  }
  return problems;
}

/** The packages that compiled code loads. */
function packagesOf(code) {
  const loaded = code.matchAll(
    /\b(?:require|import|requireHere\.resolve)\(["']((?:@[\w.-]+\/)?[\w-][\w.-]*)(?:\/[^"']*)?["']\)/g,
  );
  return [...loaded].map(([, name]) => name).filter((name) => !builtinModules.includes(name));
}

/** The sentences on packages that are loaded at run time and not installed with this one. */
function dependencyProblems(codeOf, dependencies) {
  return Object.entries(codeOf).flatMap(([file, code]) =>
    packagesOf(code)
      .filter((name) => !dependencies.includes(name))
      .map((name) => `${file} loads ${name}, which is no dependency; make it one.`),
  );
}

module.exports = { dependencyProblems, tarballProblems };
