import js from '@eslint/js';
import typescript from 'typescript-eslint';

/** The layers, from the top; each may import from those below it and from itself. */
const layers = [
  { name: 'cli', folder: 'src/cli' },
  { name: 'run', folder: 'src/run' },
  { name: 'specs', folder: 'specs' },
  { name: 'oracle', folder: 'src/oracle' },
  { name: 'identity', folder: 'src/identity' },
  { name: 'contract', folder: 'src/contract' },
];

/** The entries for programs lie beside cli and lean on run and below; nothing leans on them. */
const entries = {
  files: ['src/*.ts'],
  rules: forbidden(
    ['^\\./(cli|reference)(/|$)'],
    'The entries for programs lean on run and what is below it.',
  ),
};
const imported = ['^(\\.\\./)+(src/)?jest$', '(^|/)src/(index)?$'];

/** Nothing imports upwards; the embedded server knows nothing of the suite, and only cli and run start it. */
const oneWay = layers.map(({ folder, name }, index) => {
  const above = layers.slice(0, index).map((layer) => layer.name);
  const server = index < 2 ? [] : ['reference'];
  return restricted(
    `${folder}/**/*.ts`,
    [...above, ...server],
    `${name} may not import from a layer above it.`,
  );
});

const server = restricted(
  'src/reference/**/*.ts',
  layers.map(({ name }) => name),
  'The embedded server is written against the document, not against the suite.',
);

function restricted(files, names, message) {
  const patterns = names.map((name) => `(^|/)(\\.\\./)+(src/)?${name}(/|$)`);
  return { files: [files], rules: forbidden([...patterns, ...imported], message) };
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
