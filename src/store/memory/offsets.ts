// Offsets of sources in memory.
import { compareTexts } from '../../core/observation/compare-texts.js';
import type { Offset, Offsets } from '../offsets.js';

export class MemoryOffsets implements Offsets {
  readonly #cursors = new Map<string, string>();

  readonly at: Offsets['at'] = async (source) => Promise.resolve(this.#cursors.get(source) ?? null);

  readonly under: Offsets['under'] = async (prefix) =>
    Promise.resolve(
      [...this.#cursors]
        .filter(([source]) => source.startsWith(prefix))
        .sort(([a], [b]) => compareTexts(a, b))
        .map(([source, cursor]) => ({ source, cursor })),
    );

  readonly keep: Offsets['keep'] = async (offset) => {
    this.set(offset);
    return Promise.resolve();
  };

  set({ source, cursor }: Offset): void {
    this.#cursors.set(source, cursor);
  }
}
