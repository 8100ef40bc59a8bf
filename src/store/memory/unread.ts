// Receipts that wait to be read, in memory.
import { limits } from '../../core/limits.js';
import type { Instant } from '../../core/observation/instant.js';
import type { Store, UnreadReceipt, UnreadRequest } from '../store.js';
import type { Held } from './held.js';

export function memoryUnread(held: Held): Pick<Store, 'beginUnread' | 'unreadSince'> {
  return {
    beginUnread: async (request) => Promise.resolve(beginUnread(held, request)),
    unreadSince: async () => Promise.resolve(unreadSince(held)),
  };
}

/** When the oldest that waits came in. */
export function unreadSince(held: Held): Instant | null {
  return unreadOf(held)[0]?.at ?? null;
}

function beginUnread(held: Held, { most, bytes, reader }: UnreadRequest): readonly UnreadReceipt[] {
  const oldest = unreadOf(held).slice(0, most);
  const [first] = oldest;
  const isCareful = first !== undefined && first.readers >= limits.readersOfCare;
  const together = oldest.filter(({ readers }) => !isCareful && readers < limits.readersOfCare);
  let size = 0;
  const chosen = (isCareful ? [first] : together).filter(({ body }, index) => {
    size += body.length;
    return index === 0 || size <= bytes;
  });
  for (const { id } of chosen) held.unread.get(id)?.readers.add(reader);
  return chosen.map((one) => ({ ...one, readers: held.unread.get(one.id)?.readers.size ?? 0 }));
}

function unreadOf(held: Held): readonly UnreadReceipt[] {
  return [...held.unread]
    .sort(([a], [b]) => a - b)
    .flatMap(([id, { readers }]) => {
      const receipt = held.receipts.get(id);
      return receipt === undefined ? [] : [{ ...receipt, readers: readers.size }];
    });
}
