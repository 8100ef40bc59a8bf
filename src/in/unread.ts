// Receipts that were kept before they were read -> the ledger. What can't be read is set aside with its
// reason, and ends nothing: a receipt that waited for ever would keep all behind it waiting.
import { limits } from '../core/limits.js';
import { reasonOf } from '../core/reason.js';
import { isOfContent } from '../store/group-commit.js';
import type { Arrival, Receipt, Store, UnreadReceipt } from '../store/store.js';
import type { Interpreting } from './observations.js';
import type { SourceReading, SourceReadings } from './source-readings.js';

/** A receipt kept as it came, for who reads it later. */
export function unreadArrival(receipt: Receipt): Arrival {
  return { receipt, filed: [], quarantined: [], unread: true };
}

export interface UnreadGiven {
  readonly store: Pick<Store, 'refile'>;
  readonly readings: SourceReadings;
  readonly interpreting: Interpreting;
  /** A fault of ours, or what the store refuses: the receipt is set aside for it. */
  readonly complain: (line: string) => void;
  /** It has been tried often enough: one receipt alone is set aside whatever keeps it from being filed. */
  readonly isLast?: boolean;
}

/** Statements in one commit, or few more: the doors' own commits wait for it. */
const statementsMost = 500;

/**
 * Reads them and files what is read.
 * @returns how many statements this brought; it rejects where the store could not keep them.
 */
export async function readUnread(
  receipts: readonly UnreadReceipt[],
  given: UnreadGiven,
): Promise<number> {
  let accepted = 0;
  let arrivals: Arrival[] = [];
  let statements = 0;
  for (const receipt of receipts) {
    const arrival = await arrivalOf(receipt, given);
    arrivals.push(arrival);
    statements += arrival.filed.length;
    await given.interpreting.rest?.();
    if (statements < statementsMost) continue;
    accepted += await together(arrivals, given);
    arrivals = [];
    statements = 0;
  }
  return accepted + (await together(arrivals, given));
}

/** With one commit where the store takes it. */
async function together(arrivals: readonly Arrival[], given: UnreadGiven): Promise<number> {
  if (arrivals.length === 0) return 0;
  try {
    return await filed(arrivals, given);
  } catch (error) {
    const isGivenUp = given.isLast === true && arrivals.length === 1;
    if (!isGivenUp && !isOfContent(error)) throw error;
    return eachFiled(arrivals, given);
  }
}

async function filed(arrivals: readonly Arrival[], { store }: UnreadGiven): Promise<number> {
  const received = await store.refile(arrivals);
  return received.reduce((sum, { accepted }) => sum + accepted, 0);
}

/** What the store refuses of one must not take the others with it. */
async function eachFiled(arrivals: readonly Arrival[], given: UnreadGiven): Promise<number> {
  let accepted = 0;
  for (const arrival of arrivals) {
    try {
      accepted += await filed([arrival], given);
    } catch (error) {
      if (given.isLast !== true && !isOfContent(error)) throw error;
      await filed([await quarantinedWhole(arrival.receipt, error, given)], given);
    }
  }
  return accepted;
}

async function arrivalOf(receipt: UnreadReceipt, given: UnreadGiven): Promise<Arrival> {
  const before = receipt.readers - 1;
  if (before >= limits.readersMax) {
    const why = `${before} processes have begun it, and none has ended it`;
    return quarantinedWhole(receipt, new Error(why), given);
  }
  try {
    return await readingOf(receipt, given).read(receipt);
  } catch {
    // The store may have failed to give an id, which is no fault of the receipt.
    return readAgain(receipt, given);
  }
}

async function readAgain(receipt: Receipt, given: UnreadGiven): Promise<Arrival> {
  try {
    return await readingOf(receipt, given).read(receipt);
  } catch (error) {
    return quarantinedWhole(receipt, error, given);
  }
}

function readingOf({ source }: Receipt, { readings }: UnreadGiven): SourceReading {
  const reading = readings[source];
  if (reading === undefined) throw new Error(`nothing that comes by ${source} is read later`);
  return reading;
}

/** Whole, as no mapping could not read it: `weir reread` tries it again whatever the mapping is then. */
async function quarantinedWhole(
  receipt: Receipt,
  error: unknown,
  { interpreting, complain }: UnreadGiven,
): Promise<Arrival> {
  const reason = `it could not be read: ${reasonOf(error)}`;
  complain(`receipt ${receipt.id} of ${receipt.system} is set aside: ${reason}`);
  const id = await interpreting.ids(1);
  const piece = { id, line: 1, kind: 'unreadable', reason, mapping: '', text: '' } as const;
  return { receipt, filed: [], quarantined: [piece] };
}
