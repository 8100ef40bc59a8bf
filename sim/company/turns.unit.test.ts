import { describe, expect, it } from 'vitest';
import type { Emission } from './emission.js';
import { simulate } from './simulate.js';
import { subjects, type Told } from './subjects.js';
import { createWorld, type World } from './world.js';

function worldWhere(holds: (world: World) => boolean): World {
  const worlds = Array.from({ length: 20 }, (_, seed) =>
    createWorld(seed, 600, { naming: 'declared', exported: false }),
  );
  return worlds.find(holds) ?? createWorld(0, 600, { naming: 'declared', exported: false });
}

function toldIn(world: World, patterns: Parameters<typeof subjects>[1]['patterns'] = []): Told[] {
  return [...subjects(world, { patterns, rate: 0.05 })];
}

function said({ tale }: Told, system: string, kind: string): Emission[] {
  return tale.emissions.filter((one) => one.system === system && one.kind === kind);
}

describe('honest turns', () => {
  const world = worldWhere(({ deposits }) => deposits);
  const all = toldIn(world);

  it('let a supplier ship some orders: bought, answered, sent, billed and then booked', () => {
    const bought = all.filter(({ tale }) =>
      tale.emissions.some(({ data }) => data?.['fulfilled_by'] === 'supplier'),
    );
    expect(bought.length).toBeGreaterThan(3);
    for (const told of bought) {
      const [billed] = said(told, 'acme-edi', 'purchase.invoiced');
      const [cost] = said(told, 'erp', 'books.cogs');
      expect(said(told, 'acme-edi', 'shipment.shipped')).toHaveLength(1);
      expect(said(told, 'warehouse', 'shipment.shipped')).toHaveLength(0);
      expect(cost?.at).toBeGreaterThan(billed?.at ?? Infinity);
    }
  });

  it('show the money in the ERP within two hours, where the company does so', () => {
    const taken = all.flatMap((told) => {
      const [captured] = said(told, 'shop', 'payment.captured');
      const [held] = said(told, 'erp', 'order.acknowledged');
      const [shown] = said(told, 'erp', 'payment.captured');
      return captured === undefined || held === undefined ? [] : [{ captured, shown }];
    });
    expect(taken.length).toBeGreaterThan(100);
    const waits = taken.map(({ captured, shown }) => (shown?.at ?? Infinity) - captured.at);
    expect(Math.max(...waits)).toBeLessThan(7_200_000);
    const bare = toldIn(worldWhere(({ deposits }) => !deposits));
    expect(bare.flatMap((told) => said(told, 'erp', 'payment.captured'))).toEqual([]);
  });

  it('show channels the sum of two halls, also where one of them is empty', () => {
    const located = all.filter(({ tale }) => tale.key.startsWith('kLO-'));
    const emptied = located
      .flatMap((told) => said(told, 'erp', 'stock.level'))
      .filter(({ data }) => data?.['available'] === 0);
    const shown = located.flatMap((told) => said(told, 'shop', 'listing.availability'));
    expect(emptied.length).toBeGreaterThan(0);
    expect(shown.every(({ data }) => Number(data?.['available']) > 0)).toBe(true);
  });

  it('send notices, bills and stock advices over EDI', () => {
    const types = all
      .flatMap((told) => said(told, 'acme-edi', 'document.received'))
      .map(({ data }) => data?.['type']);
    expect(new Set(types)).toEqual(new Set(['846', '856', '810']));
  });

  it('total a channel without tax in the ERP, where the world is such', () => {
    const untaxed = toldIn({ ...world, untaxed: 'walmart' });
    const totals = untaxed.flatMap((told) => {
      const [placed] = said(told, 'walmart', 'order.placed');
      const [held] = said(told, 'erp', 'order.acknowledged');
      const [asked, kept] = [placed, held].map(
        (one) => one?.data?.['total'] as { amount: string } | undefined,
      );
      return asked === undefined || kept === undefined
        ? []
        : [[Number(asked.amount), Number(kept.amount)] as const];
    });
    const sold = totals.filter(([, kept]) => kept > 0);
    expect(sold.length).toBeGreaterThan(20);
    expect(sold.every(([asked, kept]) => Math.abs(asked / kept - 1.0825) < 0.01)).toBe(true);
  });
});

describe('what is mended by hand', () => {
  it('comes again: the same fault, corrected each time days after it was due', () => {
    const told = toldIn(
      worldWhere(() => true),
      ['status-void'],
    );
    const mended = told.filter(
      (one) => one.faults.length > 0 && said(one, 'erp', 'hand.corrected').length > 0,
    );
    expect(mended.length).toBeGreaterThan(1);
    for (const one of mended) {
      const [hand] = said(one, 'erp', 'hand.corrected');
      const [effect] = said(one, 'erp', 'shipment.shipped');
      expect(effect?.at).toBe(hand?.at);
      expect(one.faults[0]?.pattern).toBe('status-void');
    }
  });

  it('is there in healthy companies too, and is no fault', () => {
    const kinds = new Set<string>();
    for (const event of simulate({ seed: 3, orders: 2_000, faults: [] }).events()) {
      expect(event.event).toBe('row');
      const kind = /"kind":"(hand\.[a-z]+)"/.exec(event.event === 'row' ? event.text : '')?.[1];
      if (kind !== undefined) kinds.add(kind);
    }
    expect(kinds).toEqual(new Set(['hand.corrected', 'hand.held', 'hand.script']));
  });
});
