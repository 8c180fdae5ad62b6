import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'target'] },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: { project: ['./tsconfig.json', './test/tsconfig.json'], tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      'max-lines': ['error', 300],
      'no-console': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/dot-notation': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  layer('model', ['client', 'chart', 'parts', 'pages']),
  layer('format', ['client', 'chart', 'parts', 'pages']),
  layer('client', ['chart', 'parts', 'pages']),
  layer('chart', ['client', 'parts', 'pages']),
  layer('parts', ['pages']),
  { files: ['**/*.js'], ...tseslint.configs.disableTypeChecked },
);

/** What a folder must not import: model <- client, format <- chart <- parts <- pages. */
function layer(folder, forbidden) {
  return {
    files: [`src/${folder}/**`],
    rules: {
      'no-restricted-imports': ['error', { patterns: forbidden.map((name) => ({ group: [`**/${name}/*`] })) }],
    },
  };
}
