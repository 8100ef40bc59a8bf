// What the inputs of a run can show: per system and kind, from when until when. An expectation is
// judged only inside it (interfaces 2.3); outside, the answer is `unknown`.
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
}

export interface Coverage {
  readonly systems: ReadonlyMap<string, SystemCoverage>;
  /** The instant of the latest statement of the run: the audit's `now`. */
  readonly until: Instant;
}

/** Whether `system` would have shown any of `kinds` anywhere from `from` to `until`. */
export function covers(
  coverage: Coverage,
  system: string,
  kinds: readonly Kind[],
  span: Span,
): boolean {
  const known = coverage.systems.get(system);
  if (known === undefined || known.from > span.from || known.until < span.until) return false;
  return kinds.some((kind) => known.kinds.has(kind));
}
