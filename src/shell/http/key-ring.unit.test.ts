// How often the keys are read: soon for whoever has one, and never as often as strangers ask.
import { expect, it } from 'vitest';
import type { Instant } from '../../core/observation/instant.js';
import { KeyRing } from './key-ring.js';

it('reads them again for a key that it does not know, and at most once a second', async () => {
  let readings = 0;
  const keys = async (): Promise<[]> => {
    readings += 1;
    return Promise.resolve([]);
  };
  const ring = new KeyRing({ keys }, () => 0 as Instant);
  for (let asked = 0; asked < 50; asked += 1) expect(await ring.holder(`k${asked}`)).toBeNull();
  expect(readings).toBe(2);
});
