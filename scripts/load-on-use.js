/*
 * After a build: compiled code loads a module where it first uses it, instead of all modules before anything runs, so
 * that `--version` does not wait for HTTP, schemas and Jest. Sources import as usual; this is the one place that knows.
 * Lines stay where the compiler put them.
 */
const { readFileSync, readdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

/** What the compiler makes of an import; it names the module with a number, and nothing else so. */
const imported = /^(?:const|var) (\w+_\d+) = ((?:__importDefault\()?require\("[^"]+"\)\)?);$/gm;

/** What it makes of an export from another module. */
const exported =
  /^Object\.defineProperty\(exports, "(\w+)", \{ enumerable: true, get: function \(\) \{ return (\w+_\d+\.\w+); \} \}\);$/gm;

/** An `import()` of another module of the suite, which takes the loader of ES modules, another wait at the start. */
const importedLater = /\bimport\((['"]\.[^'"]+['"])\)/g;

/** The code with each import as a function that loads the module once; code that was rewritten stays as it is. */
function loadingOnUse(code) {
  const names = [...code.matchAll(imported)].map(([, name]) => name);
  const required = code.replace(importedLater, 'Promise.resolve().then(() => require($1))');
  const declared = required.replace(
    imported,
    (_, name, load) => `let ${name}$; const ${name} = () => (${name}$ ??= ${load});`,
  );
  // An import() of Node.js takes a getter that calls something for one that must not run: it does not know this one.
  const reexported = declared.replace(
    exported,
    (_, name, value) =>
      `((name, get) => Object.defineProperty(exports, name, { enumerable: true, get }))("${name}", () => ${value});`,
  );
  return names.length === 0
    ? required
    : reexported.replace(new RegExp(`\\b(${names.join('|')})\\.`, 'g'), (_, name) => `(${name}()).`);
}

module.exports = { loadingOnUse };

if (require.main === module) {
  const dist = join(__dirname, '..', 'dist');
  for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.js')) continue;
    const file = join(entry.parentPath, entry.name);
    const code = readFileSync(file, 'utf8');
    const rewritten = loadingOnUse(code);
    if (rewritten !== code) writeFileSync(file, rewritten);
  }
}
