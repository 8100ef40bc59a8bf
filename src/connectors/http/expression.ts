// Expressions of the contract: JSONata with limits. They compute from what they are given and nothing
// else: no code that arrives as text, no clock, no chance, no pattern that could run without end. The
// same command gives the same bytes at every attempt.
import jsonata from 'jsonata';
import { bound, keepShort } from './bounded.js';
import { rootsOf } from './roots.js';

/** Milliseconds, nested calls, items of one list: beyond any of them an evaluation ends with a fault. */
const guards = { timeout: 250, stack: 200, sequence: 10_000 } as const;
/** JSONata's code of an evaluation that took longer than its `timeout`. */
const outOfTime = 'D1012';
const longestExpression = 10_000;
const longestResult = 1_048_576;
const longestReason = 200;
/** JSONata's codes whose value is a limit; of all others it is what was computed with. */
const ofLimits: ReadonlySet<unknown> = new Set([outOfTime, 'D2014', 'D2015']);

const banned: ReadonlyMap<string, string> = new Map([
  ['eval', 'it runs text as code'],
  ['now', 'it differs at each attempt'],
  ['millis', 'it differs at each attempt'],
  ['random', 'it differs at each attempt'],
  ['shuffle', 'it differs at each attempt'],
]);

export interface Expression {
  /** The names at which it begins, of what it is computed over. */
  readonly roots: readonly string[];
  readonly evaluate: (over: unknown) => Promise<Evaluated>;
}

export type Evaluated =
  /** Plain JSON; undefined: the expression finds nothing. */
  { readonly value: unknown } | { readonly failed: string };

export interface NoExpression {
  readonly failed: string;
}

export function expressionOf(text: string): Expression | NoExpression {
  if (text.length > longestExpression) {
    return { failed: `it is longer than ${longestExpression} characters` };
  }
  try {
    const compiled = jsonata(text, guards);
    const tree: unknown = compiled.ast();
    const reason = bannedIn(tree);
    if (reason !== null) return { failed: reason };
    bound(compiled, { items: guards.sequence, characters: longestResult });
    return { roots: rootsOf(tree), evaluate: async (over) => evaluated(compiled, over) };
  } catch (error) {
    return { failed: reasonOf(error) };
  }
}

async function evaluated(compiled: jsonata.Expression, over: unknown): Promise<Evaluated> {
  try {
    const found = await inTime(compiled, over);
    keepShort(found, longestResult);
    // Through text: what JSONata hands back may hold functions and marks of its own.
    const text = JSON.stringify(found) as string | undefined;
    if (text === undefined) return { value: undefined };
    if (text.length > longestResult) return { failed: `it gives more than ${longestResult} bytes` };
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return { failed: failureOf(error) };
  }
}

/** Its time is a clock's, which goes on while the process stands still: who ran out of it may try once more. */
async function inTime(compiled: jsonata.Expression, over: unknown): Promise<unknown> {
  try {
    return (await compiled.evaluate(over)) as unknown;
  } catch (error) {
    if ((error as { readonly code?: unknown }).code !== outOfTime) throw error;
    return (await compiled.evaluate(over)) as unknown;
  }
}

/** A reason is kept and shown: of what was computed with, which may be a person's, it says nothing. */
function failureOf(error: unknown): string {
  const { code, value, value2, ...rest } = error as Readonly<Record<string, unknown>>;
  // An error of its own has its message where nothing spreads it from.
  let { message } = error as { readonly message?: unknown };
  for (const one of ofLimits.has(code) ? [] : [value, value2]) {
    const shown = JSON.stringify(one) as string | undefined;
    if (typeof message === 'string' && shown !== undefined) {
      message = message.replaceAll(shown, '…');
    }
  }
  return reasonOf({ ...rest, message }).slice(0, longestReason);
}

/** JSONata throws plain objects with a message and the position behind the place, from 1. */
function reasonOf(error: unknown): string {
  const { message, position } = error as {
    readonly message?: unknown;
    readonly position?: unknown;
  };
  const said = typeof message === 'string' ? message.replace(/\.$/, '') : 'it can not be read';
  return typeof position === 'number' ? `${said} (at character ${position})` : said;
}

function bannedIn(node: unknown): string | null {
  if (typeof node !== 'object' || node === null) return null;
  const { type, value } = node as { readonly type?: unknown; readonly value?: unknown };
  if (type === 'regex') return 'a regular expression may run without end: compare texts instead';
  if (type === 'variable' && typeof value === 'string') {
    const why = banned.get(value);
    if (why !== undefined) return `$${value} may not be used: ${why}`;
  }
  for (const inner of Object.values(node)) {
    const found = bannedIn(inner);
    if (found !== null) return found;
  }
  return null;
}
