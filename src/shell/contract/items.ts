// The item cross-reference that `items:` may name: a CSV of system, sku, canonical, kit_of, pack.
import { parse } from 'csv-parse/sync';
import { limits } from '../../core/limits.js';
import { reasonOf } from '../../core/reason.js';

export interface ItemsReading {
  readonly file: string;
  /** Rows in the plain form of an inline `items:` list. */
  readonly rows: readonly unknown[];
  /** Line of each row in the file, from 1. */
  readonly lines: readonly number[];
  /** Why the file as a whole cannot be used, in one sentence. */
  readonly failure: string | null;
}

const needed = ['system', 'sku', 'canonical'];

interface RawRow {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

/** `A-1:2;B-2:1`, the parts of a kit and how many of each; a part alone counts once. */
function kitOf(text: string): Record<string, string> | undefined {
  if (text.trim() === '') return undefined;
  const parts = text.split(';').flatMap((part): [string, string][] => {
    const [, sku = '', quantity = '1'] = /^(.*?)(?::([0-9.]+))?$/.exec(part.trim()) ?? [];
    return sku === '' ? [] : [[sku, quantity]];
  });
  return Object.fromEntries(parts);
}

function plainRow(row: Readonly<Record<string, string>>): Record<string, unknown> {
  const { system, sku, canonical, kit_of: kit = '', pack = '' } = row;
  const parts = kitOf(kit);
  return {
    system,
    sku,
    canonical,
    ...(parts === undefined ? {} : { kit_of: parts }),
    ...(pack.trim() === '' ? {} : { pack: Number(pack) }),
  };
}

function failed(file: string, why: string): ItemsReading {
  return { file, rows: [], lines: [], failure: `${file}: ${why}.` };
}

export function readItems(file: string, bytes: Uint8Array): ItemsReading {
  let parsed: RawRow[];
  try {
    parsed = parse(Buffer.from(bytes), {
      bom: true,
      columns: true,
      info: true,
      skip_empty_lines: true,
      trim: true,
      to: limits.itemRowsMax + 1,
    });
  } catch (error) {
    return failed(file, reasonOf(error));
  }
  if (parsed.length > limits.itemRowsMax) {
    return failed(file, `it has more than ${limits.itemRowsMax} rows`);
  }
  const first = parsed[0];
  if (first === undefined) return failed(file, 'it has no row');
  const missing = needed.filter((column) => !Object.hasOwn(first.record, column));
  if (missing.length > 0) return failed(file, `it has no column ${missing.join(', ')}`);
  return {
    file,
    rows: parsed.map((row) => plainRow(row.record)),
    lines: parsed.map((row) => row.info.lines),
    failure: null,
  };
}
