// How far each source that Weir asks by itself has been read. A source's cursor is written in the
// transaction of what was read up to it, so that after any crash the two agree. A part of the
// store's seam.

export interface Offset {
  /** `poll:SYSTEM/READER`, `file:SYSTEM/NAME` and such: one writer's own. */
  readonly source: string;
  /** The writer's own text: JSON that no one else reads. */
  readonly cursor: string;
}

export interface Offsets {
  /** null: nothing of it has been read. */
  readonly at: (source: string) => Promise<string | null>;
  /** Those whose source begins so, in its order. */
  readonly under: (prefix: string) => Promise<readonly Offset[]>;
  /** Where reading went on and nothing was there to be received. */
  readonly keep: (offset: Offset) => Promise<void>;
}
