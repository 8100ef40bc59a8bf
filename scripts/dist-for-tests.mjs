// The end-to-end tests run the built binary, never the sources: this brings it up to date first.

import { buildIfStale } from './build.mjs';

export function setup() {
  if (buildIfStale() !== 0) throw new Error('dist can not be built; `npm run build` says why');
}
