// What is remembered of each source, one text each: how far one that Weir asks has been read, how it is heard
// by webhooks, since when nobody listens to it; and by which contract all was judged. The cursor of what is asked is written in the transaction of
// what was read up to it, so that after any crash the two agree. A part of the store's seam.

export interface Offset {
  /** `poll:SYSTEM/READER`, `file:SYSTEM/NAME`, `heard:SYSTEM` and such: one part of the hub's own. */
  readonly source: string;
  /** That part's own text. */
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
