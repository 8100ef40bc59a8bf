// Receipts and what of them was set aside, in memory.
import type { Id } from '../../core/ledger/ledger.js';
import type { Instant } from '../../core/observation/instant.js';
import type { Quarantined, Quarantine, ReceiptRow, ReceiptState } from '../quarantine.js';
import { ourFaults, unfolded } from '../outcomes-of.js';
import type { Receipt } from '../store.js';
import type { HeldFact } from './held.js';

export interface KeptReceipts {
  readonly receipts: () => ReadonlyMap<Id, Receipt>;
  readonly quarantined: () => ReadonlyMap<Id, readonly Quarantined[]>;
  readonly erasedAt: (receipt: Id) => Instant | null;
  readonly isUnread: (receipt: Id) => boolean;
  /** Has every component folded again that holds such a fact; how many. */
  readonly foldWhere: (asked: (fact: HeldFact) => boolean) => number;
}

export function memoryQuarantine(kept: KeptReceipts): Quarantine {
  const linesOf = (receipt: Id): readonly Quarantined[] =>
    [...(kept.quarantined().get(receipt) ?? [])].sort((a, b) => a.line - b.line || a.id - b.id);
  const rowOf = ({ id, system, source, position, at, digest, body }: Receipt): ReceiptRow => {
    const lines = linesOf(id);
    const mappings = [...new Set(lines.map(({ mapping }) => mapping))].sort();
    const size = body.length;
    const erasedAt = kept.erasedAt(id);
    const row = { id, system, source, position, at, size, digest, mappings, erasedAt };
    return { ...row, quarantined: lines.length, unread: kept.isUnread(id) };
  };
  const stateOf = ({ unread, quarantined }: ReceiptRow): ReceiptState => {
    if (quarantined > 0) return 'quarantined';
    return unread ? 'unread' : 'read';
  };
  return {
    receipts: async ({ after, most, system, state, since }) => {
      const wanted = [...kept.receipts().values()]
        .filter((receipt) => receipt.id > Number(after ?? 0))
        .filter((receipt) => system === undefined || receipt.system === system)
        .filter((receipt) => since === undefined || receipt.at >= since)
        .map(rowOf)
        .filter((row) => state === undefined || state === stateOf(row))
        .sort((a, b) => a.id - b.id);
      const last = wanted.length > most ? wanted[most - 1] : undefined;
      const next = last === undefined ? null : String(last.id);
      return Promise.resolve({ rows: wanted.slice(0, most), next });
    },
    receipt: async (id) => {
      const receipt = kept.receipts().get(id);
      return Promise.resolve(receipt === undefined ? null : rowOf(receipt));
    },
    content: async (id) => {
      const receipt = kept.receipts().get(id);
      return Promise.resolve(
        receipt === undefined ? null : { headers: receipt.headers, body: receipt.body },
      );
    },
    lines: async (receipt, most) =>
      Promise.resolve(
        linesOf(receipt)
          .slice(0, most)
          .map(({ line, kind, reason }) => ({ line, kind, reason })),
      ),
    foldUnmapped: async () =>
      Promise.resolve(kept.foldWhere(({ verdict }) => verdict === 'unmapped')),
    foldHeld: async (isAsked) => {
      const reasons = isAsked ? unfolded : Object.values(ourFaults);
      return Promise.resolve(
        kept.foldWhere(
          ({ verdict, reason }) =>
            verdict === 'held' && reasons.some((ours) => reason.startsWith(ours)),
        ),
      );
    },
  };
}
