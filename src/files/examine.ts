// A file read once from end to end, before anything of it is believed.
import type { Kind } from '../core/observation/kinds.js';
import { observationLines } from './json.js';
import type { FileOptions } from './read-file.js';
import { readFileAsLines } from './read-file.js';

export interface Examined {
  /** Why no reader takes it; null: one does. */
  readonly refused: string | null;
  /** It holds observation lines, which need no reader. */
  readonly lines: boolean;
  readonly rows: number;
  /** Why it is not whole; null: nothing says that. */
  readonly cut: string | null;
  /** All that it says are levels and figures, of which each file shows all. */
  readonly levels: boolean;
}

const levelKinds: ReadonlySet<Kind> = new Set([
  'stock.level',
  'listing.availability',
  'feed.snapshot',
  'metric.shown',
]);

export async function examine(path: string, options: FileOptions): Promise<Examined> {
  let cut: string | null = null;
  let refused: string | null = null;
  let rows = 0;
  const kinds = new Set<Kind>();
  const told: FileOptions = { ...options, onCut: (reason) => (cut = reason) };
  for await (const readings of readFileAsLines(path, told)) {
    for (const reading of readings) {
      if (reading.kind === 'observation') kinds.add(reading.observation.kind);
      if (reading.kind === 'refused') refused = reading.reason;
      if (reading.kind === 'end') ({ rows } = reading);
    }
  }
  const levels = kinds.size > 0 && [...kinds].every((kind) => levelKinds.has(kind));
  return { refused, lines: refused === observationLines, rows, cut, levels };
}
