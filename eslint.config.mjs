// What the compiler does not refuse. Each ban names what to write instead.

import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const sources = ['src/**/*.ts', 'sim/**/*.ts', 'test/**/*.ts', 'bench/**/*.ts', '*.config.ts'];
const tests = ['**/*.test.ts', 'test/**/*.ts'];
const testLevels = ['**/*.{unit,int,contract,e2e}.test.ts'];

// Every exception to a limit of size stands in this list and nowhere else: comments that switch a
// rule off have no effect. The list may only shrink. Each names its files, its rules and why:
//   { files: ['src/core/order/transitions.ts'], rules: { 'max-lines': 'off' } }, // one literal table
const exceptions = [];

const form = [
  {
    selector: 'ExportDefaultDeclaration',
    message: 'No default export: export by name, so that a search finds every use.',
  },
  {
    selector: 'TSEnumDeclaration',
    message: "No enum: write a union of literals, `'a' | 'b'`, or `as const` on an object.",
  },
  {
    selector: "TSModuleDeclaration[kind!='global']",
    message: 'No namespace: a file is the module; export its members.',
  },
];

const doors = [
  {
    selector: "MemberExpression[object.name='console']",
    message: 'No console: log with the logger of src/shell, print with the output you were given.',
  },
];

const clockAndChance = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'No Date.now(): time enters by argument; take `now` and pass it in.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'No new Date() without a value: time enters by argument; take `now` and pass it in.',
  },
  {
    selector: "CallExpression[callee.name='Date']",
    message: 'No Date(): time enters by argument; take `now` and pass it in.',
  },
  {
    selector: "MemberExpression[object.name='performance'][property.name='now']",
    message: 'No performance.now(): take a clock as an argument and pass it in from src/shell.',
  },
  {
    selector: "MemberExpression[object.name='process'][property.name='hrtime']",
    message: 'No process.hrtime: take a clock as an argument and pass it in from src/shell.',
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'No Math.random(): take a seeded random source and pass it in.',
  },
  {
    selector: 'Identifier[name=/^(randomUUID|randomBytes|randomInt|getRandomValues)$/]',
    message: 'No random ids here: take an id source and pass it in from src/shell.',
  },
];

const purity = [
  {
    selector: ':function[async=true], AwaitExpression, ForOfStatement[await=true]',
    message: 'No async in core: return a value; the shell waits, then calls again.',
  },
  {
    selector: "NewExpression[callee.name='Promise'], MemberExpression[object.name='Promise']",
    message: 'No promise in core: return a value; the shell waits, then calls again.',
  },
  {
    selector: 'MemberExpression[property.name=/^(localeCompare|toLocale\\w*)$/]',
    message: 'No locale in core: it differs from machine to machine; compare with < and >.',
  },
];

const bareFetch = {
  name: 'fetch',
  message: "No bare fetch: it has no deadline; use the destination's undici pool in a client.ts.",
};

const outsideOfCore = [
  'process',
  'Buffer',
  'console',
  'crypto',
  'performance',
  'globalThis',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
].map((name) => ({
  name,
  message: `No ${name} in core: it decides and touches nothing; pass what you need in.`,
}));

const nothingForeign = {
  regex: '^[^.]',
  message: 'core imports only core: no package and no node:*; do it in the room that calls you.',
};

export default defineConfig(
  { ignores: ['dist/', 'coverage/', '.weir/', 'console/', '**/fixtures/'] },
  {
    linterOptions: { noInlineConfig: true },
    extends: [js.configs.recommended],
    rules: {
      'no-warning-comments': ['error', { terms: ['fixme', 'xxx'], location: 'anywhere' }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-depth': ['error', 3],
      'max-params': ['error', 4],
      complexity: ['error', 20],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-implicit-coercion': 'error',
      'no-param-reassign': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: sources,
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      'no-restricted-globals': ['error', bareFetch],
      'no-restricted-syntax': ['error', ...form, ...doors, ...clockAndChance],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/promise-function-async': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: false, requireDefaultForNonUnion: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    // core decides and report writes down: neither touches anything.
    files: ['src/core/**/*.ts', 'src/report/**/*.ts'],
    ignores: tests,
    rules: {
      'no-restricted-globals': ['error', bareFetch, ...outsideOfCore],
      'no-restricted-imports': ['error', { patterns: [nothingForeign] }],
      'no-restricted-syntax': ['error', ...form, ...doors, ...clockAndChance, ...purity],
    },
  },
  {
    // The rooms that own the clock, chance and ids, and the tests that stand outside the product.
    files: ['src/shell/**/*.ts', 'src/main.ts', ...tests],
    rules: { 'no-restricted-syntax': ['error', ...form, ...doors] },
  },
  {
    files: ['bench/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...form] },
  },
  {
    // A suite is one long list of cases, not one function to be read at once.
    files: tests,
    rules: {
      'max-lines': ['error', { max: 500, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': 'off',
    },
  },
  {
    files: ['**/*.test.ts'],
    ignores: testLevels,
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'Program',
          message: 'No runner picks this file up: name it *.{unit,int,contract,e2e}.test.ts.',
        },
      ],
    },
  },
  {
    // Tools read these files' default export.
    files: ['*.config.ts'],
    rules: { 'no-restricted-syntax': ['error', ...doors] },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', performance: 'readonly' } },
    rules: { 'no-restricted-syntax': ['error', ...doors] },
  },
  ...exceptions,
);
