// Checks a plain value against a schema and says each fault in a person's words.
import type { z } from 'zod';
import type { Fault, Path } from '../../core/contract/fault.js';
import { suggestion } from '../../core/contract/nearest.js';
import type { JsonSchema } from './json-schema.js';
import { keysAt } from './json-schema.js';

type Issue = z.core.$ZodIssue;

const typeWords: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a mapping (key: value)',
  record: 'a mapping (key: value)',
  array: 'a list',
  tuple: 'a list',
  null: 'nothing',
  undefined: 'nothing',
};

function typeOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeWords[typeof value] ?? 'something else';
}

function valueAt(value: unknown, path: Path): unknown {
  let reached = value;
  for (const step of path) {
    if (typeof reached !== 'object' || reached === null) return undefined;
    reached = Object.getOwnPropertyDescriptor(reached, step)?.value;
  }
  return reached;
}

function pathOf(issue: Issue): Path {
  return issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
}

const shapeCodes = ['invalid_type', 'invalid_value', 'invalid_union'];

/** Whether one alternative of a union has the wrong shape already at its top. */
function isOtherShape(issues: readonly Issue[]): boolean {
  return issues.some((issue) => issue.path.length === 0 && shapeCodes.includes(issue.code));
}

function expectedWords(issues: readonly Issue[]): string[] {
  return issues.flatMap((issue) => {
    if (issue.path.length > 0) return [];
    if (issue.code === 'invalid_type') return [typeWords[issue.expected] ?? issue.expected];
    if (issue.code === 'invalid_value') return issue.values.map(String);
    if (issue.code === 'invalid_union') return issue.errors.flatMap(expectedWords);
    return [];
  });
}

function leastFaults(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  return [...branches].sort((left, right) => left.length - right.length)[0];
}

export class ShapeChecker {
  readonly #schema: z.ZodType;
  readonly #keys: JsonSchema;

  constructor(schema: z.ZodType, keys: JsonSchema) {
    this.#schema = schema;
    this.#keys = keys;
  }

  /** All that is wrong with the shape of the value; none where it fits. */
  faults(value: unknown): Fault[] {
    const result = this.#schema.safeParse(value);
    if (result.success) return [];
    return result.error.issues.flatMap((issue) => this.#faultsOf(issue, [], value));
  }

  #faultsOf(issue: Issue, above: Path, value: unknown): Fault[] {
    const path = [...above, ...pathOf(issue)];
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => this.#unknownKey(path, key));
    }
    if (issue.code === 'invalid_union') return this.#faultsOfUnion(issue, path, value);
    return [faultOf(issue, path, value)];
  }

  #faultsOfUnion(issue: z.core.$ZodIssueInvalidUnion, path: Path, value: unknown): Fault[] {
    const fitting = leastFaults(issue.errors.filter((branch) => !isOtherShape(branch)));
    if (fitting !== undefined) {
      return fitting.flatMap((inner) => this.#faultsOf(inner, path, value));
    }
    const expected = [...new Set(issue.errors.flatMap(expectedWords))];
    return [wrongType(path, value, expected)];
  }

  #unknownKey(path: Path, key: string): Fault {
    const keys = keysAt(this.#keys, path);
    return {
      path: [...path, key],
      message: `There is no key "${key}" here.`,
      remedy: suggestion(
        key,
        keys,
        keys.length > 0 ? `Keys here: ${keys.join(', ')}.` : 'Take it out.',
      ),
      onKey: true,
    };
  }
}

function wrongType(path: Path, value: unknown, expected: readonly string[]): Fault {
  const found = valueAt(value, path);
  const name = String(path[path.length - 1] ?? 'the file');
  const words = expected.length === 0 ? 'something else' : expected.join(' or ');
  const absent = found === undefined;
  return {
    path,
    message: absent
      ? `"${name}" is missing.`
      : `"${name}" must be ${words}, and is ${typeOf(found)}.`,
    remedy: absent ? `Add ${name}: with ${words}.` : `Write ${words}.`,
    onKey: false,
  };
}

function faultOf(issue: Issue, path: Path, value: unknown): Fault {
  if (issue.code === 'invalid_type') {
    return wrongType(path, value, [typeWords[issue.expected] ?? issue.expected]);
  }
  if (issue.code === 'invalid_value') return wrongType(path, value, issue.values.map(String));
  const name = String(path[path.length - 1] ?? 'the file');
  const message = `"${name}" does not fit: ${issue.message.replace(/\.$/, '')}.`;
  return { path, message, remedy: limitWords(issue), onKey: false };
}

function limitWords(issue: Issue): string {
  if (issue.code === 'too_small') {
    if (issue.origin === 'array') return `Give at least ${issue.minimum}.`;
    return issue.inclusive === false
      ? `Write more than ${issue.minimum}.`
      : `Write ${issue.minimum} or more.`;
  }
  if (issue.code === 'too_big') return `Write at most ${issue.maximum}.`;
  return 'Write it as docs/reference/contract.md shows.';
}
