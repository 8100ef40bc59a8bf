// `weir receipts`: what has arrived, and what of it is set aside.
import { instantText } from '../../core/observation/instant.js';
import type { Page } from '../../store/lists.js';
import type { ReceiptRow, ReceiptState } from '../../store/quarantine.js';
import { receiptStates } from '../../store/quarantine.js';
import type { Store } from '../../store/store.js';
import { receiptAnswer } from '../http/routes/receipts.js';
import type { LedgerVerbDoors, LedgerVerbOptions } from './ledger-verb.js';
import { withLedger } from './ledger-verb.js';
import { printNamed } from './printed.js';
import type { ExitCode } from './verb.js';

export interface ReceiptsOptions extends LedgerVerbOptions {
  readonly state?: string;
  readonly system?: string;
  readonly contract?: string;
}

const pageMost = 200;
/** Reasons shown of one receipt. */
const linesMost = 5;

export async function runReceipts(
  { data, json, state, system, contract }: ReceiptsOptions,
  doors: LedgerVerbDoors,
): Promise<ExitCode> {
  const wanted = receiptStates.find((one) => one === state);
  if (state !== undefined && wanted === undefined) {
    doors.err(`weir receipts: --state ${state} is none of ${receiptStates.join(', ')}.\n`);
    return 2;
  }
  const filters = {
    ...(wanted === undefined ? {} : { state: wanted satisfies ReceiptState }),
    ...(system === undefined ? {} : { system }),
  };
  return withLedger('receipts', { data, doors }, async (store) => {
    const { quarantine } = store;
    const ask = async (after: string | null): Promise<Page<string>> => {
      const page = await quarantine.receipts({ ...filters, after, most: pageMost });
      const shown = json === true ? jsonOf : textOf(quarantine);
      return { rows: await Promise.all(page.rows.map(shown)), next: page.next };
    };
    const naming = { verb: 'receipts', system: ['--system', system], contract, store } as const;
    return printNamed({ ask, shown: (line) => line }, naming, doors);
  });
}

async function jsonOf(row: ReceiptRow): Promise<string> {
  return Promise.resolve(JSON.stringify(receiptAnswer(row)));
}

function textOf(quarantine: Store['quarantine']): (row: ReceiptRow) => Promise<string> {
  return async ({ id, at, system, source, size, quarantined, unread, erasedAt }) => {
    const bytes = erasedAt === null ? `${size} bytes` : `erased ${instantText(erasedAt)}`;
    const head = `${id}  ${instantText(at)}  ${system} by ${source}, ${bytes}`;
    if (unread) return `${head}: waits to be read`;
    if (quarantined === 0) return head;
    const listed = await quarantine.lines(id, linesMost);
    const lines = listed.map(({ line, kind, reason }) => `    line ${line} (${kind}): ${reason}`);
    const more = quarantined > listed.length ? [`    and ${quarantined - listed.length} more`] : [];
    return [`${head}: ${quarantined} set aside`, ...lines, ...more].join('\n');
  };
}
