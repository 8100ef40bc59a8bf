// What the inputs of a run can show: per system and kind, from when until when. An expectation is
// judged only inside it; outside, the answer is `unknown`.
import type { Instant } from './instant.js';
import type { Kind } from './kinds.js';

export interface Span {
  readonly from: Instant;
  readonly until: Instant;
}

export interface SystemCoverage extends Span {
  /** Kinds seen at least once, so that their absence means something. */
  readonly kinds: ReadonlySet<Kind>;
  /** How the input was filtered, as far as is known. */
  readonly filter: string | null;
  /** Kind -> from when until when, where the system's inputs do not all cover the same time. */
  readonly spans?: ReadonlyMap<Kind, Span>;
  /** Times within it at which nobody listened. */
  readonly holes?: readonly Span[];
}

export interface Coverage {
  readonly systems: ReadonlyMap<string, SystemCoverage>;
  /** The instant of the latest statement of the run: the audit's `now`. */
  readonly until: Instant;
}

/** From when until when a system would have shown a kind; null: it shows none. */
export function spanOf(covered: SystemCoverage | undefined, kind: Kind): Span | null {
  if (covered?.kinds.has(kind) !== true) return null;
  return covered.spans?.get(kind) ?? covered;
}

/** Whether `system` would have shown any of `kinds` anywhere from `from` to `until`. */
export function covers(
  coverage: Coverage,
  system: string,
  kinds: readonly Kind[],
  span: Span,
): boolean {
  const known = coverage.systems.get(system);
  const isDeaf = known?.holes?.some(({ from, until }) => from < span.until && until > span.from);
  if (isDeaf === true) return false;
  return kinds.some((kind) => {
    const shown = spanOf(known, kind);
    return shown !== null && shown.from <= span.from && shown.until >= span.until;
  });
}
