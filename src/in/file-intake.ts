// Takes one file in, part by part: each receipt holds a piece of its bytes and a batch of what its rows
// say, and how far the file has been taken is kept in the receipt's transaction. After an end in the
// middle it goes on with the next part, and the same part is never filed twice.
import type { Reading } from '../connectors/connector.js';
import type { Instant } from '../core/observation/instant.js';
import type { Arrival, Receipt, Store } from '../store/store.js';
import { interpreted } from './interpret.js';
import type { Interpreting, Piece } from './observations.js';
import { arrivalOfPieces, linesMapping } from './observations.js';
import type { Submit } from './submitted.js';
import { submitted } from './submitted.js';

/** What is remembered of a file, by its name. */
export interface FileCursor {
  /** Of its bytes, and the mapping that reads them. */
  readonly digest: string;
  readonly mapping: string;
  readonly inode: string;
  readonly size: number;
  readonly changed: number;
  readonly rows: number;
  readonly state: 'reading' | 'taken' | 'quarantined';
  /** Parts that are kept. */
  readonly parts: number;
  /** Why it was set aside; empty where it was not. */
  readonly reason: string;
  readonly at: Instant;
}

export function fileCursorOf(text: string): FileCursor {
  return JSON.parse(text) as FileCursor;
}

/** A part: a batch of readings, or of observation lines. */
export type Batch =
  { readonly readings: readonly Reading[] } | { readonly lines: readonly Piece[] };

export interface FileParts {
  readonly system: string;
  readonly name: string;
  /** Names its offset: `file:acme/stock.csv`. */
  readonly source: string;
  /** What its receipts are known by, before the number of the part. */
  readonly position: string;
  readonly cursor: FileCursor;
  /** How its rows come; of a file that is set aside none do. */
  readonly batches: () => AsyncIterable<Batch>;
  /** A piece of its bytes, from 0; empty behind the last. */
  readonly bytes: (part: number) => Promise<Uint8Array>;
}

export interface FileIntakeGiven {
  readonly submit: Submit;
  readonly offsets: Pick<Store['offsets'], 'keep'>;
  readonly interpreting: Interpreting;
}

const nothing: Batch = { readings: [] };

/** @returns how many statements were new. It rejects where the store does, and may be taken again. */
export async function takeFile(
  parts: FileParts,
  given: FileIntakeGiven,
  now: Instant,
): Promise<number> {
  const { cursor, batches, bytes, source } = parts;
  let accepted = 0;
  let part = 0;
  const keep = async (batch: Batch, body: Uint8Array): Promise<void> => {
    const moved: FileCursor = { ...cursor, parts: part + 1 };
    const arrival = await arrivalOfPart({ parts, part, batch, body, now }, given.interpreting);
    const offset = { source, cursor: JSON.stringify(moved) };
    const received = await submitted({ ...arrival, offset }, given.submit);
    accepted += received.accepted;
  };
  for await (const batch of batches()) {
    if (part >= cursor.parts) await keep(batch, await bytes(part));
    part += 1;
  }
  for (let body = await bytes(part); body.length > 0; body = await bytes(part)) {
    if (part >= cursor.parts) await keep(nothing, body);
    part += 1;
  }
  const state = cursor.reason === '' ? 'taken' : 'quarantined';
  const ended: FileCursor = { ...cursor, state, parts: part, at: now };
  await given.offsets.keep({ source, cursor: JSON.stringify(ended) });
  return accepted;
}

interface Part {
  readonly parts: FileParts;
  readonly part: number;
  readonly batch: Batch;
  readonly body: Uint8Array;
  readonly now: Instant;
}

async function arrivalOfPart(
  { parts, part, batch, body, now }: Part,
  interpreting: Interpreting,
): Promise<Arrival> {
  const { system, name, cursor, position } = parts;
  const receipt: Receipt = {
    id: await interpreting.ids(1),
    system,
    source: 'file',
    position: `${position}/${part}`,
    at: now,
    headers: { file: name, part: String(part + 1) },
    body,
    digest: interpreting.digest(body),
  };
  if ('lines' in batch) {
    const pieces = { pieces: batch.lines, mapping: linesMapping };
    return arrivalOfPieces(receipt, pieces, interpreting);
  }
  return interpreted(receipt, { ...batch, mapping: cursor.mapping }, interpreting);
}
