// What is wrong with a value that a request gave, in words: what it has to be, never what it was.
import type { z } from 'zod';
import { grouped } from '../../core/detect/pattern-names.js';

type Issue = z.core.$ZodRawIssue;

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a JSON object',
};

const formats: Readonly<Record<string, string>> = {
  datetime: 'a time with its zone, such as 2026-03-04T10:00:00Z',
};

/** undefined: whoever declared the field has words of its own. */
export function faultWords(issue: Issue): string | undefined {
  if (issue.input === undefined) return 'it is missing';
  switch (issue.code) {
    case 'invalid_type':
      return hasToBe(kinds[issue.expected]);
    case 'invalid_format':
      return hasToBe(formats[issue.format]);
    case 'invalid_value':
      return hasToBe(oneOf(issue.values.map(String)));
    case 'too_small':
      return issue.origin === 'string'
        ? 'it may not be empty'
        : hasToBe(`${grouped(Number(issue.minimum))} or more`);
    case 'too_big':
      return issue.origin === 'string'
        ? `it may have no more than ${grouped(Number(issue.maximum))} characters`
        : hasToBe(`${grouped(Number(issue.maximum))} or less`);
    case 'custom':
    case 'invalid_element':
    case 'invalid_key':
    case 'invalid_union':
    case 'not_multiple_of':
    case 'unrecognized_keys':
      return undefined;
  }
}

function hasToBe(what: string | undefined): string | undefined {
  return what === undefined ? undefined : `it has to be ${what}`;
}

function oneOf(values: readonly string[]): string {
  return values.length === 1 ? values.join('') : `one of ${values.join(', ')}`;
}
