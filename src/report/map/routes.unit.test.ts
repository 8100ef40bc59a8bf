// The law of the drawing: no line runs through a box, none lies on another, and no label touches anything.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roles } from '../../core/contract/contract.js';
import type { EdgeState, IntegrationMap } from '../../core/map/integration-map.js';
import { drawnArrows } from './arrows.js';
import { layoutOf } from './routes.js';
import type { Area, Layout, Point, Route } from './routes.js';

const states: readonly EdgeState[] = ['kept', 'failing', 'silent', 'unproven'];
const facts = [
  'order.placed',
  'shipment.shipped',
  'stock.changed',
  'refund.issued',
  'v104-metrics',
];

const node = fc.record({ role: fc.option(fc.constantFrom(...roles)), events: fc.nat() });
const link = fc.record({
  from: fc.nat(),
  to: fc.nat(),
  fact: fc.constantFrom(...facts),
  state: fc.constantFrom(...states),
  shown: fc.nat(9_999_999),
  faults: fc.nat(99_999),
  isGap: fc.boolean(),
});

const maps = fc
  .record({
    nodes: fc.array(node, { maxLength: 16 }),
    links: fc.array(link, { maxLength: 70 }),
  })
  .map(({ nodes, links }): IntegrationMap => {
    const name = (at: number): string => `s${nodes.length === 0 ? 0 : at % nodes.length}`;
    const ends = links.map((one) => ({ ...one, from: name(one.from), to: name(one.to) }));
    return {
      nodes: nodes.map((one, at) => ({ ...one, id: name(at), owner: null, errors: 0 })),
      edges: ends.map(({ isGap: _isGap, ...one }) => ({
        ...one,
        rule: null,
        kind: one.fact.includes('.') ? 'handoff' : 'feed',
        owner: null,
      })),
      gaps: ends
        .filter(({ isGap }) => isGap)
        .map(({ from, to, fact }) => ({
          kind: 'no-acknowledgement',
          from,
          to,
          fact,
          because: '',
          order_class: null,
          count: 0,
        })),
      closing_set: [],
    };
  });

function laidOut(map: IntegrationMap): Layout {
  return layoutOf(map.nodes, drawnArrows(map).drawn, 80);
}

/** The pieces of a line, as thick as it may be drawn. */
function strokesOf({ points }: Route): Area[] {
  return points.slice(1).map((point, index) => {
    const from: Point = points[index] ?? point;
    return {
      x: Math.min(from.x, point.x) - 2,
      y: Math.min(from.y, point.y) - 2,
      width: Math.abs(from.x - point.x) + 4,
      height: Math.abs(from.y - point.y) + 4,
    };
  });
}

function touch(one: Area, other: Area): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

function inner({ x, y, width, height }: Area, by: number): Area {
  return { x: x + by, y: y + by, width: width - 2 * by, height: height - 2 * by };
}

/** Both level or both upright: where two such meet, one lies on the other. */
function isLevel({ width, height }: Area): boolean {
  return width >= height;
}

function firstTouch(ones: readonly Area[], others: readonly Area[]): readonly Area[] | null {
  for (const one of ones) {
    const other = others.find((area) => area !== one && touch(one, area));
    if (other !== undefined) return [one, other];
  }
  return null;
}

describe('the drawing of any map', () => {
  const each = (law: (layout: Layout) => void): void => {
    fc.assert(
      fc.property(maps, (map) => law(laidOut(map))),
      { numRuns: 300 },
    );
  };

  it('has a box for every system, none upon another, all within its size', () => {
    fc.assert(
      fc.property(maps, (map) => {
        const { boxes, width, height } = laidOut(map);
        expect(boxes.map((box) => box.node.id).sort()).toEqual(
          map.nodes.map(({ id }) => id).sort(),
        );
        expect(firstTouch(boxes, boxes)).toBeNull();
        for (const box of boxes) {
          expect(box.x).toBeGreaterThan(0);
          expect(box.x + box.width).toBeLessThan(width);
          expect(box.y).toBeGreaterThanOrEqual(80);
          expect(box.y + box.height).toBeLessThanOrEqual(height);
        }
      }),
    );
  });

  it('leads every arrow from its box to the other, and through none', () => {
    each(({ boxes, routes }) => {
      for (const route of routes) {
        const [from, to] = [route.arrow.from, route.arrow.to].map((id) =>
          boxes.find((box) => box.node.id === id),
        );
        const [start, finish] = [route.points[0], route.points.at(-1)];
        for (const [box, end] of [[from, start] as const, [to, finish] as const]) {
          if (box === undefined || end === undefined) throw new Error('an arrow has two ends');
          expect([box.x, box.x + box.width]).toContain(end.x);
          expect(end.y).toBeGreaterThan(box.y + 2);
          expect(end.y).toBeLessThan(box.y + box.height - 2);
        }
        expect(
          firstTouch(
            strokesOf(route),
            boxes.map((box) => inner(box, 2)),
          ),
        ).toBeNull();
      }
    });
  });

  it('lays no line on another: they only cross', () => {
    each(({ routes }) => {
      const strokes = routes.map(strokesOf);
      strokes.forEach((own, index) => {
        const others = strokes.slice(index + 1).flat();
        const level = others.filter(isLevel);
        const upright = others.filter((one) => !isLevel(one));
        expect(firstTouch(own.filter(isLevel), level)).toBeNull();
        expect(
          firstTouch(
            own.filter((one) => !isLevel(one)),
            upright,
          ),
        ).toBeNull();
      });
    });
  });

  it('sets labels clear of boxes, lines and each other, inside of the drawing', () => {
    each(({ boxes, routes, width, height }) => {
      const labels = routes.map(({ label }) => label);
      expect(firstTouch(labels, boxes)).toBeNull();
      expect(firstTouch(labels, routes.flatMap(strokesOf))).toBeNull();
      expect(firstTouch(labels, labels)).toBeNull();
      for (const { x, y, width: own, height: tall } of labels) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x + own).toBeLessThanOrEqual(width);
        expect(y).toBeGreaterThanOrEqual(54);
        expect(y + tall).toBeLessThanOrEqual(height);
      }
    });
  });
});
