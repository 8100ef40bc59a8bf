import { describe, expect, it } from 'vitest';
import { sampleReport } from '../../../test/sample-run.js';
import { mapSvg } from './drawing.js';
import type { EdgeState, IntegrationMap } from '../../core/map/integration-map.js';
import { mapHtml } from './page.js';

const { map } = sampleReport();

/** Every opened element is closed, in order; enough to catch unescaped names. */
function isWellFormed(markup: string): boolean {
  const open: string[] = [];
  for (const [, end, name, own] of markup.matchAll(/<(\/?)([a-z]+)[^<>]*?(\/?)>/gi)) {
    if (name === undefined || own === '/') continue;
    if (end !== '/') open.push(name);
    else if (open.pop() !== name) return false;
  }
  return open.length === 0;
}

describe('mapSvg', () => {
  const svg = mapSvg(map);

  it('draws every system and one arrow a pair', () => {
    for (const node of map.nodes) expect(svg).toContain(`>${node.id}</text>`);
    const pairs = new Set(
      [...map.edges, ...map.gaps]
        .filter(({ from, to }) => from !== null && to !== null)
        .map(({ from, to }) => `${from ?? ''}→${to ?? ''}`),
    );
    expect(svg.match(/marker-end=/g)).toHaveLength(pairs.size);
    expect(isWellFormed(svg)).toBe(true);
  });

  it('says so where a gap lies between two systems', () => {
    const [gap] = map.gaps.filter(({ kind, from, to }) => kind !== 'no-owner' && from && to);
    expect(gap).toBeDefined();
    expect(svg).toMatch(/class="label [a-z]+"[^>]*>[^<]* · gap</);
  });

  it('leaves bare obligations out where they would bury what was seen, and says so', () => {
    const names = Array.from({ length: 9 }, (_, index) => `s${index}`);
    const [edge] = map.edges;
    if (edge === undefined) throw new Error('the sample has edges');
    const bare = { ...edge, shown: 0, faults: 0, state: 'unproven' } as const;
    const pairs = names.flatMap((from) => names.map((to) => ({ ...bare, from, to })));
    const nodes = names.map((id) => ({ id, role: null, owner: null, events: 1, errors: 0 }));
    const crowded: IntegrationMap = { nodes, edges: pairs, gaps: [], closing_set: [] };
    expect(mapSvg(crowded).match(/marker-end=/g)).toHaveLength(72);
    const seen = { ...edge, from: 's0', to: 's1' };
    const drawn = mapSvg({ ...crowded, edges: [...pairs, seen] });
    expect(drawn.match(/marker-end=/g)).toHaveLength(1);
    expect(drawn).toContain('71 pairs of which the inputs show nothing are left out');
  });

  it('colours an arrow by those of its facts that could be judged', () => {
    const [edge] = map.edges;
    if (edge === undefined) throw new Error('the sample has edges');
    const drawn = (...states: readonly EdgeState[]): string | undefined => {
      const edges = states.map((state) => ({ ...edge, state }));
      return /class="arrow ([a-z]+)" d/.exec(mapSvg({ ...map, edges, gaps: [] }))?.[1];
    };
    expect(drawn('kept', 'unproven')).toBe('kept');
    expect(drawn('silent', 'unproven')).toBe('silent');
    expect(drawn('silent', 'kept')).toBe('failing');
    expect(drawn('unproven', 'unproven')).toBe('unproven');
  });

  it('cuts a name that its box does not hold', () => {
    const nodes = ['merchant-portal', 'W'.repeat(5_000)].map((id) => ({
      id,
      role: null,
      owner: null,
      events: 0,
      errors: 0,
    }));
    const drawn = mapSvg({ nodes, edges: [], gaps: [], closing_set: [] });
    const [whole, cut = ''] = [...drawn.matchAll(/class="system"[^>]*>([^<]*)</g)].map(
      ([, name]) => name,
    );
    expect(whole).toBe('merchant-portal');
    expect(cut).toMatch(/^W{8,14}…$/);
  });

  it('escapes the names that foreign files gave', () => {
    const hostile: IntegrationMap = {
      nodes: [{ id: '<script>"&', role: null, owner: null, events: 0, errors: 0 }],
      edges: [],
      gaps: [],
      closing_set: [],
    };
    const drawn = mapSvg(hostile);
    expect(drawn).not.toContain('<script');
    expect(drawn).toContain('&lt;script&gt;&quot;&amp;');
    expect(isWellFormed(drawn)).toBe(true);
  });

  it('draws an empty map', () => {
    const empty = mapSvg({ nodes: [], edges: [], gaps: [], closing_set: [] });
    expect(isWellFormed(empty)).toBe(true);
    expect(empty).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('has numbers everywhere', () => {
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });
});

it('the page holds the drawing, the gaps and the rules that close them', () => {
  const page = mapHtml(map);
  expect(page).toContain('<svg');
  expect(page).toContain('stock-to-channels');
  expect(page.match(/"gap">(no acknowledgement|never seen|nobody|batch)/g)).toHaveLength(
    map.gaps.filter(({ kind }) => kind !== 'no-owner').length,
  );
});
