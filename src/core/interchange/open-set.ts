// A transaction set while it is read. Where its segments stand is kept, and not the segments: who wants
// no more than the envelopes pays for no more.
import { limits } from '../limits.js';
import type { Opening } from './envelope-faults.js';
import type { InterchangeFault } from './fault.js';
import type { Group, Interchange, TransactionSet } from './interchange.js';
import type { Passage } from './passage.js';
import { Segment } from './segment.js';

/** Pieces of one passage; those among them that are no segments are none of the set's. */
interface Run {
  readonly passage: Passage;
  readonly first: number;
  last: number;
}

interface Envelopes {
  readonly interchange: Interchange;
  readonly group: Group | null;
}

export class OpenSet implements TransactionSet {
  readonly type: string;
  readonly control: string;
  readonly interchange: Interchange;
  readonly group: Group | null;
  readonly line: number;
  /** Which segment of the interchange its first one is. */
  readonly position: number;
  readonly faults: InterchangeFault[] = [];
  readonly #runs: Run[] = [];
  #count = 0;
  #segments: readonly Segment[] | null = null;

  constructor(
    { type, control }: Pick<TransactionSet, 'type' | 'control'>,
    { interchange, group }: Envelopes,
    { line, position }: Opening,
  ) {
    this.type = type;
    this.control = control;
    this.interchange = interchange;
    this.group = group;
    this.line = line;
    this.position = position;
  }

  /** @returns the index of the first that is one too many: it and all behind it are not kept. */
  add(passage: Passage, first: number, last: number): number | null {
    const room = limits.setSegmentsMax - this.#count;
    const fitting = Math.min(last, first + room - 1);
    this.#count += last - first + 1;
    if (fitting >= first) this.#keep(passage, first, fitting);
    return room >= 0 && fitting < last ? fitting + 1 : null;
  }

  #keep(passage: Passage, first: number, last: number): void {
    const run = this.#runs.at(-1);
    if (run?.passage === passage) run.last = last;
    else this.#runs.push({ passage, first, last });
  }

  get segments(): readonly Segment[] {
    this.#segments ??= segmentsOf(this.#runs);
    return this.#segments;
  }
}

function segmentsOf(runs: readonly Run[]): Segment[] {
  const segments: Segment[] = [];
  for (const { passage, first, last } of runs) {
    for (let index = first; index <= last; index += 1) {
      if (passage.isSegment(index)) segments.push(new Segment(passage, index));
    }
  }
  return segments;
}
