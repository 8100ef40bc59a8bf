// Edits and stops of an order that every system which hears of them tells again: each destination is told of
// each once, whoever is told first, and nobody is told what it did itself.
import { describe, expect, it } from 'vitest';
import type { Said } from './several-world.js';
import { askedOf, everyArrival, held } from './several-world.js';

function lines(qty: number): object {
  return {
    lines: [
      { sku: 'A', qty },
      { sku: 'B', qty: 1 },
    ],
  };
}

const edit = (system: string, qty: number): Said => [`${system} order.updated`, {}, lines(qty)];
const both = ['erp update-order A×2+B×1', 'wh update-order A×2+B×1'];

/** Each thing that was asked, once, in whatever order. */
async function everyOutcome(said: readonly Said[], before = held()): Promise<ReadonlySet<string>> {
  const outcomes = new Set<string>();
  for (const arriving of everyArrival(said.length, ['none', 'answers', 'own'])) {
    outcomes.add((await askedOf(before, said, arriving)).join(', '));
  }
  return outcomes;
}

describe('an edit', () => {
  it.each([
    ['one tells of', [edit('shop', 2)], held()],
    ['shop and marketplace tell of', [edit('market', 2), edit('shop', 2)], held('market')],
    [
      'shop and marketplace tell of, lines or none',
      [edit('market', 2), ['shop order.updated']],
      held('market'),
    ],
  ] as const)('that %s is told to each once', async (_words, said, before) => {
    for (const arriving of everyArrival(said.length, ['none', 'answers', 'own'])) {
      const asked = await askedOf(before, said as readonly Said[], arriving);
      expect(asked.map((one) => one.split(' ')[0])).toEqual(['erp', 'wh']);
    }
  });

  it('that the ERP made, or tells of as well, is not told to the ERP again', async () => {
    expect(await everyOutcome([edit('erp', 2)])).toEqual(new Set(['wh update-order A×2+B×1']));
    // Where the shop was heard first, the ERP was told before it said that it knows.
    expect(await everyOutcome([edit('shop', 2), edit('erp', 2)])).toEqual(
      new Set(['wh update-order A×2+B×1', both.join(', ')]),
    );
  });

  it('is not undone by the late echo of an edit before it', async () => {
    const said = [edit('shop', 2), edit('shop', 1), edit('erp', 2), edit('erp', 1)];
    const arriving = { order: [0, 1, 2, 3], each: true } as const;
    for (const echo of ['none', 'answers', 'own'] as const) {
      expect(await askedOf(held(), said, { ...arriving, echo })).toEqual([
        'erp update-order A×1+B×1',
        'erp update-order A×2+B×1',
        'wh update-order A×1+B×1',
        'wh update-order A×2+B×1',
      ]);
    }
  });

  it('that goes back to what was before is another one', async () => {
    const said = [edit('shop', 2), edit('shop', 1), edit('shop', 2)];
    const asked = await askedOf(held(), said, { order: [0, 1, 2], each: true, echo: 'answers' });
    expect(asked).toHaveLength(6);
  });

  it('of which two stand by lines of their own goes not on between them without end', async () => {
    const said = [edit('shop', 2), edit('erp', 1), edit('wh', 2), edit('wh', 2)];
    const asked = await askedOf(held(), said, { order: [0, 1, 2, 3], each: true, echo: 'none' });
    expect(asked).toEqual([...both, 'wh update-order A×1+B×1'].sort());
  });
});

describe('a hold and its release', () => {
  const stop = (spoken: string): Said => [spoken.replace(' ', ' order.')];
  const risky = [stop('risk held'), stop('erp held'), stop('risk released')];

  it('are told to the warehouse once, whoever tells of them again', async () => {
    const said = [...risky, stop('erp released')];
    for (const arriving of everyArrival(said.length, ['none', 'answers', 'own'])) {
      // Where the release was heard before the hold could go, there is nothing to hold any more.
      const asked = await askedOf(held(), said, arriving);
      expect([['wh hold-order', 'wh release-order'], ['wh release-order']]).toContainEqual(asked);
    }
  });

  it('are not undone by the late echo of the hold', async () => {
    const said = [stop('risk held'), stop('risk released'), stop('erp held')];
    for (const echo of ['none', 'answers', 'own'] as const) {
      const arriving = { order: [0, 1, 2], each: true, echo };
      const asked = await askedOf(held(), said, arriving, { inTurn: true });
      expect(asked).toEqual(['wh hold-order', 'wh release-order']);
    }
  });

  it('are told again where the order is held anew', async () => {
    const said = [...risky, stop('risk held'), stop('erp held'), stop('erp released')];
    const order = said.map((_, index) => index);
    const asked = await askedOf(
      held(),
      said,
      { order, each: true, echo: 'answers' },
      { inTurn: true },
    );
    expect(asked).toEqual([
      'wh hold-order',
      'wh release-order',
      'wh hold-order',
      'wh release-order',
    ]);
  });
});
