import { describe, expect, it } from 'vitest';
import { inferContract } from '../core/contract/infer.js';
import type { Join } from '../core/contract/contract.js';
import type { NamedSystem } from '../core/identity/find-joins.js';
import { NameTable } from '../core/identity/name-table.js';
import type { PlacedZone } from '../core/contract/survey.js';
import { placeZones } from './place-zones.js';

const hour = 3_600;
const widened = 14 * hour;

/** A system that states each of these names at a second. */
function system(name: string, namespace: string, seconds: readonly number[]): NamedSystem {
  const names = new NameTable();
  for (const [digest, second] of seconds.entries()) names.add(digest, second, true);
  const columns = [{ system: name, namespace, names, marked: 0, plain: names.size }];
  return { system: name, columns, from: 0, until: 10 ** 9, together: () => new Map() };
}

const joins: readonly Join[] = ['shop', 'store'].map((channel) => ({
  left: { system: channel, namespace: 'order_name' },
  right: { system: 'erp', namespace: 'external' },
  prefix: '',
  suffix: '',
}));

const placedAt = Array.from({ length: 60 }, (_, index) => 10 ** 8 + index * 7_919);

/** What an ERP whose clock is `offset` hours ahead of UTC states of orders: late by some minutes. */
function erp(
  offset: (index: number) => number,
  minutes = (index: number) => 1 + (index % 11),
): NamedSystem {
  const wall = placedAt.map((second, index) => second + offset(index) * hour + minutes(index) * 60);
  return system(
    'erp',
    'external',
    wall.map((second) => second - widened),
  );
}

function zones(...systems: NamedSystem[]): readonly PlacedZone[] {
  const { contract } = inferContract(['shop', 'store', 'erp'], new Map());
  return placeZones({ systems, joins, contract, zoneless: new Set(['erp']) });
}

const shop = system('shop', 'order_name', placedAt);

describe('the zone of times that carry none', () => {
  it.each([
    [-7, '-07:00'],
    [0, '+00:00'],
    [5.5, '+05:30'],
    [13, '+13:00'],
  ])('is told by the orders of a channel: %d h', (offset, zone) => {
    expect(
      zones(
        shop,
        erp(() => offset),
      ),
    ).toEqual([{ system: 'erp', zone, channel: 'shop', matched: 60 }]);
  });

  it('is not told by orders that come at any time of the day', () => {
    expect(
      zones(
        shop,
        erp(
          () => -7,
          (index) => (index * 37) % 1_440,
        ),
      ),
    ).toEqual([]);
  });

  it('is not told where clocks change within the files', () => {
    expect(
      zones(
        shop,
        erp((index) => (index < 30 ? -5 : -4)),
      ),
    ).toEqual([]);
  });

  it('is not told by few orders, or by those of another business', () => {
    const few = system('shop', 'order_name', placedAt.slice(0, 19));
    expect(
      zones(
        few,
        erp(() => -7),
      ),
    ).toEqual([]);
    expect(zones(shop, system('erp', 'record', placedAt))).toEqual([]);
  });

  it('is not told where two channels tell two', () => {
    const store = system(
      'store',
      'order_name',
      placedAt.map((second) => second + 2 * hour),
    );
    expect(
      zones(
        shop,
        store,
        erp(() => -7),
      ),
    ).toEqual([]);
  });
});
