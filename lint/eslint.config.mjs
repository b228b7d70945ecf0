import js from '@eslint/js';
import typescript from 'typescript-eslint';

/** The layers, from the top; each may import from those below it and from itself. docs/architecture.md has a picture. */
const layers = [
  { name: 'cli', folder: 'src/cli' },
  { name: 'mutants', folder: 'src/mutants' },
  { name: 'capture', folder: 'src/capture' },
  { name: 'doctor', folder: 'src/doctor' },
  { name: 'run', folder: 'src/run' },
  { name: 'report', folder: 'src/report' },
  { name: 'specs', folder: 'specs' },
  { name: 'checks', folder: 'src/checks' },
  { name: 'oracle', folder: 'src/oracle' },
  { name: 'configuration', folder: 'src/configuration' },
  { name: 'http', folder: 'src/http' },
  { name: 'secrets', folder: 'src/secrets' },
  { name: 'protocol', folder: 'src/protocol' },
  { name: 'contract', folder: 'src/contract' },
  { name: 'text', folder: 'src/text' },
];

/** These may start the embedded server. */
const starting = ['cli', 'mutants', 'run'];

/** The entries for programs lie beside cli and lean on run and below; nothing leans on them. */
const entries = {
  files: ['src/*.ts'],
  rules: forbidden(
    ['^\\./(cli|mutants|capture|doctor|server)(/|$)'],
    'The entries for programs lean on run and what is below it.',
  ),
};
const imported = ['^(\\.\\./)+(src/)?jest$', '(^|/)src/(index)?$'];

/** Nothing imports upwards or a spec file, and the embedded server knows nothing of the suite. */
const oneWay = layers.map(({ folder, name }, index) => {
  const above = layers.slice(0, index).map((layer) => layer.name);
  const never = ['specs', ...(starting.includes(name) ? [] : ['server'])];
  return restricted(
    `${folder}/**/*.ts`,
    [...new Set([...above, ...never])],
    `${name} may not import from a layer above it.`,
    name === 'specs' ? ['^\\.\\./src/(?!checks$)'] : [],
  );
});

const server = restricted(
  'src/server/**/*.ts',
  layers.map(({ name }) => name),
  'The embedded server is written against the document, not against the suite.',
);

function restricted(files, names, message, more = []) {
  const patterns = names.map((name) => `(^|/)(\\.\\./)+(src/)?${name}(/|$)`);
  return { files: [files], rules: forbidden([...patterns, ...imported, ...more], message) };
}

function forbidden(patterns, message) {
  return {
    'no-restricted-imports': ['error', { patterns: patterns.map((regex) => ({ regex, message })) }],
  };
}

const xmlBinding = {
  files: ['src/**/*.ts', 'specs/**/*.ts'],
  ignores: ['src/contract/xml/binding.ts'],
  rules: {
    'no-restricted-syntax': [
      'error',
      {
        selector: "Literal[value='libxmljs2']",
        message: 'libxmljs2 lives in src/contract/xml/binding.ts alone; see its docstring.',
      },
    ],
  },
};

export default typescript.config(
  { ignores: ['dist', 'reports', 'coverage', 'node_modules', '.stryker-tmp'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [typescript.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-control-regex': 'off',
    },
  },
  {
    files: ['**/*.js'],
    languageOptions: {
      globals: {
        require: 'readonly',
        module: 'writable',
        process: 'readonly',
        __dirname: 'readonly',
        AbortController: 'readonly',
      },
    },
  },
  {
    // Jest's asymmetric matchers and parsed answers are `any`, and a test's doubles need no await.
    files: ['tests/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  ...oneWay,
  entries,
  server,
  xmlBinding,
);
