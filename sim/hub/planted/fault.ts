// A fault planted in the built hub: an exact text of one module replaced by another while it is loaded.

export interface PlantedFault {
  /** What the hub can no longer do, in words. */
  readonly breaks: string;
  /** Module under `dist/src`, without its ending. */
  readonly module: string;
  /** Stands exactly once in the built module. */
  readonly text: string;
  readonly replacement: string;
  /** A seed whose auditors noticed it. */
  readonly seed: number;
}
