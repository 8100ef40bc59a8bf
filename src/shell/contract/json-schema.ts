// The schemas in JSON Schema, draft 7, for editors; and the keys that an object at a path may have.
import { z } from 'zod';
import type { Path } from '../../core/contract/fault.js';
import { answersSchema, contractSchema } from './schema.js';

export type JsonSchema = Readonly<Record<string, unknown>>;

function generated(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { target: 'draft-7', io: 'input' });
}

/** What `weir contract schema` prints. */
export function contractJsonSchema(): JsonSchema {
  return generated(contractSchema);
}

export function answersJsonSchema(): JsonSchema {
  return generated(answersSchema);
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A schema and those that it offers as alternatives, with the ones behind them. */
function alternatives(schema: JsonSchema): JsonSchema[] {
  const offered: unknown = schema['anyOf'];
  if (!Array.isArray(offered)) return [schema];
  return offered.filter(isSchema).flatMap(alternatives);
}

function inner(schema: JsonSchema, step: string | number): JsonSchema[] {
  if (typeof step === 'number') {
    const each: unknown = schema['items'];
    const listed: readonly unknown[] = Array.isArray(each) ? each : [];
    const found = listed.length > 0 ? listed[step] : each;
    return isSchema(found) ? [found] : [];
  }
  const properties = schema['properties'];
  const own = isSchema(properties) ? properties[step] : undefined;
  const found = own ?? schema['additionalProperties'];
  return isSchema(found) ? [found] : [];
}

/** The keys that an object at this path may have; empty where any is allowed. */
export function keysAt(schema: JsonSchema, path: Path): string[] {
  let reached = alternatives(schema);
  for (const step of path) {
    reached = reached.flatMap((one) => inner(one, step)).flatMap(alternatives);
  }
  const keys = reached.flatMap((one) => {
    const properties = one['properties'];
    return isSchema(properties) ? Object.keys(properties) : [];
  });
  return [...new Set(keys)];
}
