'use strict';

const { Buffer } = require('node:buffer');
const { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { dirname, join } = require('node:path');
const { cachedDataVersionTag } = require('node:v8');
const { Script } = require('node:vm');
const { crc32 } = require('node:zlib');

/*
 * What Node.js does from 22.8 on (module.enableCompileCache), for Node.js 20: the code that V8 made of each CommonJS module is
 * kept in one file, and the next call of the command need not compile the modules again.
 *
 * The file is next to the compiled suite, so that whoever can change it could change the suite as well. If it cannot be
 * written, or was damaged, or is of another version of a module, of Node.js or of its flags, modules are compiled as usual.
 */

/** The code of the modules, by their path: where it is in the file, its checksum, and that of the source. */
let kept = { index: {}, code: Buffer.alloc(0) };
const scripts = new Map();
let isComplete = true;

/**
 * @param folder where the file is kept; not made if the one above it is missing
 * @param name of the calls that load the same modules
 */
function keepCompiledCode(folder, name) {
  if (process.sourceMapsEnabled || process.env.NODE_V8_COVERAGE || !existsSync(dirname(folder))) return;
  const file = join(folder, `${name}-${process.version}-${process.arch}-${cachedDataVersionTag()}`);
  kept = read(file) ?? kept;
  const compileAsUsual = Module.prototype._compile;
  Module.prototype._compile = function (source, path, format) {
    const script = format === 'module' ? undefined : scriptOf(source, path);
    return script ? evaluate(script, this, path) : compileAsUsual.call(this, source, path, format);
  };
  process.on('exit', () => {
    if (!isComplete) write(file);
  });
}

const [before] = Module.wrapper;

/** Undefined for what is no CommonJS module, or has an `import()`, which needs what only Node.js knows. */
function scriptOf(source, path) {
  if (/\bimport\s*\(|^#!/.test(source)) return undefined;
  const sum = crc32(source);
  const entry = kept.index[path];
  const cachedData = entry?.sum === sum ? codeOf(entry) : undefined;
  try {
    const options = { filename: path, columnOffset: -before.length, cachedData };
    const script = new Script(Module.wrap(source), options);
    if (!cachedData || script.cachedDataRejected) isComplete = false;
    scripts.set(path, { script, sum });
    return script;
  } catch {
    return undefined;
  }
}

function codeOf({ from, length, check }) {
  const code = kept.code.subarray(from, from + length);
  return crc32(code) === check ? code : undefined;
}

/** What Node.js does with a compiled module. */
function evaluate(script, module, path) {
  const require = (id) => module.require(id);
  require.resolve = (request, options) => Module._resolveFilename(request, module, false, options);
  require.resolve.paths = (request) => Module._resolveLookupPaths(request, module);
  require.main = process.mainModule;
  require.extensions = Module._extensions;
  require.cache = Module._cache;
  const { exports } = module;
  return script.runInThisContext().call(exports, exports, require, module, path, dirname(path));
}

/** The file begins with the length of the index, which is JSON. */
function read(file) {
  try {
    const content = readFileSync(file);
    const from = 4 + content.readUInt32LE(0);
    return { index: JSON.parse(content.toString('utf8', 4, from)), code: content.subarray(from) };
  } catch {
    return undefined;
  }
}

/** Written at the end, when V8 has also compiled the functions that were called; whole, or not at all. */
function write(file) {
  const temporary = `${file}.${process.pid}`;
  // Where nothing can be written, the work is not done either.
  const begun = succeeds(() => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(temporary, '');
  });
  if (!begun) return;
  const done = succeeds(() => {
    writeFileSync(temporary, content());
    renameSync(temporary, file);
  });
  if (!done) succeeds(() => rmSync(temporary));
}

/** Nothing that fails here may change how the command ends: the next call compiles the modules, as this one did. */
function succeeds(work) {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}

function content() {
  const index = {};
  const parts = [];
  let from = 0;
  const add = (path, code, sum) => {
    index[path] = { sum, from, length: code.length, check: crc32(code) };
    parts.push(code);
    from += code.length;
  };
  for (const [path, { script, sum }] of scripts) add(path, script.createCachedData(), sum);
  for (const [path, entry] of Object.entries(kept.index)) {
    const code = scripts.has(path) ? undefined : codeOf(entry);
    if (code && existsSync(path)) add(path, code, entry.sum);
  }
  const text = Buffer.from(JSON.stringify(index));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  return Buffer.concat([length, text, ...parts]);
}

module.exports = { keepCompiledCode };
