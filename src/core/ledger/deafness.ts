// Times at which nobody listened to a system: then its silence says nothing. A poll that can be
// read again brings what it missed; what was posted to a hub that was not there may be lost for good, and what
// was not posted at all is.
import type { Contract } from '../contract/contract.js';
import type { Span } from '../observation/coverage.js';
import type { Instant } from '../observation/instant.js';

/** What is remembered of one source, in an offset. */
export interface Deafness {
  /** null: every system that is not asked for what it has missed to tell. */
  readonly system: string | null;
  /** Since when nothing is heard by it; null: it is listened to. */
  readonly since: Instant | null;
  /** Times whose silence nothing has explained since, oldest first. */
  readonly past: readonly Span[];
}

/** Begins the names of these offsets. */
export const deafSources = 'deaf:';

/** What is older has long been judged by what stood there then. */
const pastMost = 100;

export function deafnessOf(cursor: string | null, system: string | null): Deafness {
  return cursor === null ? { system, since: null, past: [] } : (JSON.parse(cursor) as Deafness);
}

export function withPast(before: Deafness, span: Span): Deafness {
  return { ...before, past: [...before.past, span].slice(-pastMost) };
}

/** Later than any time: of a hole that is open. */
const open = Infinity as Instant;

/** @returns system -> its holes; a system that has none is not in it. */
export function holesOf(
  remembered: readonly Deafness[],
  { systems, polls, fileSources }: Pick<Contract, 'systems' | 'polls' | 'fileSources'>,
): ReadonlyMap<string, readonly Span[]> {
  const told = [...systems.keys()].filter((name) => !polls.has(name) && !fileSources.has(name));
  const holes = new Map<string, Span[]>();
  for (const { system, since, past } of remembered) {
    const spans = since === null ? past : [...past, { from: since, until: open }];
    if (spans.length === 0) continue;
    for (const of of system === null ? told : [system]) {
      holes.set(of, [...(holes.get(of) ?? []), ...spans]);
    }
  }
  return holes;
}

export function isOpen({ until }: Span): boolean {
  return until === open;
}
