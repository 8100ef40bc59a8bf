// The built product under a measurement.

import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** A module of dist/src. */
export const fromBuild = (path) => import(join(root, 'dist', 'src', path));

/** A value of a sorted list below which so much of it lies. */
export const quantile = (sorted, share) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

export const pause = (millis) => setTimeout(millis);

const breathMillis = 5;
let breath = null;

/** A moment that all who wait for room share: a timer each would cost more than what is measured. */
export const breathe = () =>
  (breath ??= setTimeout(breathMillis).finally(() => {
    breath = null;
  }));
