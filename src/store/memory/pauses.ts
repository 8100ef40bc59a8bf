// Paused destinations in memory.
import { compareTexts } from '../../core/observation/compare-texts.js';
import type { Pause, Pauses } from '../pauses.js';

export class MemoryPauses implements Pauses {
  readonly #paused = new Map<string, Pause>();

  readonly all: Pauses['all'] = async () =>
    Promise.resolve([...this.#paused.values()].sort((a, b) => compareTexts(a.to, b.to)));

  readonly pause: Pauses['pause'] = async (pause) => {
    const isNew = !this.holds(pause.to);
    if (isNew) this.#paused.set(pause.to, pause);
    return Promise.resolve(isNew);
  };

  readonly resume: Pauses['resume'] = async (to) => Promise.resolve(this.#paused.delete(to));

  holds(to: string): boolean {
    return this.#paused.has(to);
  }
}
