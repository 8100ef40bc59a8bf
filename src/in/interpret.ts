// What a connector's reader made of a body -> what the ledger keeps of it. Each statement becomes an
// observation line and is filed like any other; what the reader could not read is set aside.
import type { Reading } from '../connectors/connector.js';
import type { Arrival, Receipt } from '../store/store.js';
import type { Interpreting, Piece } from './observations.js';
import { arrivalOfPieces } from './observations.js';

export interface Interpretation {
  readonly readings: readonly Reading[];
  /**
   * Version of the mapping that made them, such as `shopify.api-json/1`, or a reader of the contract
   * with the digest of its declaration: what one version could not read is read again by another.
   */
  readonly mapping: string;
}

/** @param receipt what came, kept whole whatever its readings say. */
export async function interpreted(
  receipt: Receipt,
  { readings, mapping }: Interpretation,
  interpreting: Interpreting,
): Promise<Arrival> {
  return arrivalOfPieces(receipt, { pieces: readings.flatMap(pieceOf), mapping }, interpreting);
}

/** A remark is about the whole body and is no row of it. */
function pieceOf(reading: Reading): readonly Piece[] {
  switch (reading.kind) {
    case 'observation':
      return [{ line: reading.line, text: JSON.stringify(reading.observation) }];
    case 'unreadable':
      return [{ line: reading.line, text: '', unreadable: reading.reason }];
    case 'remark':
      return [];
  }
}
