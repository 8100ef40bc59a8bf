// Keys that a destination may have forgotten: what was told under one, nobody may tell again.
import { keysKeptMillis } from '../destination.js';
import type { Evidence } from '../evidence.js';

/** After it was first told, the destination asked to be left alone for as long as it keeps a key. */
export function isForgotten(key: string, to: string, { calls }: Evidence): boolean {
  // Never told, its process may have ended between claim and call: the hub can't know that it wasn't.
  const begun = calls.find((call) => call.key === key)?.begun ?? 0;
  return calls.some(({ to: told, heard }) => {
    if (told !== to || heard === null) return false;
    const { at, exchanged } = heard;
    const asked = exchanged.got === 'answer' ? exchanged.retryAfter : null;
    const seconds = /^\d+$/.test(asked ?? '') ? Number(asked) : 0;
    return at >= begun && seconds * 1_000 >= keysKeptMillis;
  });
}
