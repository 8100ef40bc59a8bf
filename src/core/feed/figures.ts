// The figures that a feed's snapshots carry, one by one.
import type { Instant } from '../observation/instant.js';
import type { FeedRecord } from './record.js';

export interface Figure {
  readonly supplier: string;
  readonly metric: string;
  readonly value: string;
  readonly asOf: Instant;
}

export function figuresOf({ views }: FeedRecord): Figure[] {
  const figures: Figure[] = [];
  for (const view of views.values()) {
    for (const { statement, asOf } of view.arrivals) {
      const suppliers = Object.entries(statement.data.metrics ?? {});
      for (const [supplier, metrics] of suppliers) pushAll(figures, supplier, metrics, asOf);
    }
  }
  return figures;
}

function pushAll(
  figures: Figure[],
  supplier: string,
  metrics: Readonly<Record<string, string>>,
  asOf: Instant,
): void {
  for (const [metric, value] of Object.entries(metrics)) {
    figures.push({ supplier, metric, value, asOf });
  }
}
