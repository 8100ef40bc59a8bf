// Keys that a destination may have forgotten: what was told under one, nobody may tell again.
import { keysKeptMillis } from '../destination.js';
import type { Evidence } from '../evidence.js';

/** After it was first told, the destination asked to be left alone for as long as it keeps a key. */
export function isForgotten(key: string, to: string, { calls }: Evidence): boolean {
  const first = calls.find((call) => call.key === key);
  return calls.some(({ to: told, heard }) => {
    if (first === undefined || told !== to || heard === null) return false;
    const { at, exchanged } = heard;
    const asked = exchanged.got === 'answer' ? exchanged.retryAfter : null;
    const seconds = /^\d+$/.test(asked ?? '') ? Number(asked) : 0;
    return at >= first.begun && seconds * 1_000 >= keysKeptMillis;
  });
}
