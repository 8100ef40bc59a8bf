// Two accounts of one effect, field by field: what was sent, or would have been, and what the
// destination holds. Amounts are compared as decimals, lines by article, texts without their blanks.
import { tokensIn } from '../people/split.js';
import { decimalOf, decimalText } from '../observation/decimal.js';
import type { Decimal } from '../observation/decimal.js';

/** `data` of an observation line as it was written. */
type Account = Readonly<Record<string, unknown>>;

/** One field of which both accounts speak, as text; equal texts are equal values. */
export interface ComparedField {
  readonly field: string;
  readonly sent: string;
  readonly held: string;
}

/**
 * @param fields names as the contract's `confirm: fields:` has them, dots for inner fields; a field
 * that either side does not have is not compared.
 */
export function compareFields(
  sent: Account,
  held: Account,
  fields: readonly string[],
): readonly ComparedField[] {
  return fields.flatMap((field) => {
    const ours = textOf(field, valueAt(sent, field));
    const theirs = textOf(field, valueAt(held, field));
    return ours === null || theirs === null ? [] : [{ field, sent: ours, held: theirs }];
  });
}

function valueAt(account: Account, field: string): unknown {
  const plain = stepped(account, field.split('.'));
  // A total carries its currency; both are fields of their own here.
  if (field === 'total') return stepped(account, ['total', 'amount']) ?? plain;
  if (field === 'currency') return plain ?? stepped(account, ['total', 'currency']);
  return plain;
}

function stepped(account: unknown, steps: readonly string[]): unknown {
  let reached = account;
  for (const step of steps) {
    if (typeof reached !== 'object' || reached === null) return undefined;
    reached = Object.getOwnPropertyDescriptor(reached, step)?.value;
  }
  return reached;
}

function textOf(field: string, value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (field === 'lines' || field.endsWith('.lines')) return linesText(value);
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'string') return numberText(value.trim());
  if (typeof value === 'boolean') return String(value);
  const text = JSON.stringify(value);
  // Either side's personal data is kept apart, and can't be compared by its token.
  return tokensIn(text).length === 0 ? text : null;
}

function numberText(value: string | number): string {
  // A zero in front belongs to a name: a postal code, an article.
  if (typeof value === 'string' && /^[+-]?0\d/.test(value)) return value;
  const decimal = decimalOf(value);
  return decimal === undefined ? String(value) : decimalText(decimal);
}

/** Quantities by article, in the order of their names; null: they can't be told. */
function linesText(value: unknown): string | null {
  if (!Array.isArray(value)) return null;
  const sums = new Map<string, number>();
  for (const line of value as readonly unknown[]) {
    const sku = stepped(line, ['sku']) ?? stepped(line, ['line']);
    const qty = stepped(line, ['qty']) ?? 1;
    const known = typeof qty === 'string' || typeof qty === 'number' ? decimalOf(qty) : undefined;
    if ((typeof sku !== 'string' && typeof sku !== 'number') || known === undefined) return null;
    sums.set(String(sku), (sums.get(String(sku)) ?? 0) + known);
  }
  return [...sums]
    .filter(([, qty]) => qty !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([sku, qty]) => `${decimalText(qty as Decimal)} × ${sku}`)
    .join(', ');
}
