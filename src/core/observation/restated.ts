// Statements of state: a system may state them again under one id, and the newer replaces.
import type { Observation } from './observation.js';

export function mayBeRestated({ basis, kind }: Observation): boolean {
  return (
    basis === 'extract' ||
    kind === 'order.status' ||
    kind === 'stock.level' ||
    kind === 'listing.availability' ||
    kind === 'metric.shown'
  );
}
