// Commands some of whose personal data was erased: a body that does without it is built as ever, and one
// that would have a hole is not.
import { erasedAnswer, personToken } from '../../core/people/split.js';

/** The command with a fault in each place of what was erased, for whoever reads it there. */
export function guarded<Value>(command: Value): Value {
  return withoutErased(command) as Value;
}

function withoutErased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutErased);
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(value)) {
    if (isErased(inner)) Object.defineProperty(copy, name, { enumerable: true, get: refuse });
    else copy[name] = withoutErased(inner);
  }
  return copy;
}

function isErased(value: unknown): boolean {
  return typeof value === 'object' && value !== null && personToken in value;
}

function refuse(): never {
  // JSONata hands on what is thrown, and it comes back in the reason.
  throw new Error(erasedAnswer);
}
