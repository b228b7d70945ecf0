const { transformSync } = require('esbuild');

/** Compiles the spec files for `npx jest`. */
module.exports = {
  process: (source, file) =>
    transformSync(source, {
      loader: 'ts',
      format: 'cjs',
      target: 'es2022',
      sourcemap: 'inline',
      sourcefile: file,
    }),
};
