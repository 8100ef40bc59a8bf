import { describe, expect, it } from 'vitest';
import { sampleReport } from '../../../test/sample-run.js';
import { mapSvg } from './drawing.js';
import type { IntegrationMap } from './integration-map.js';
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
  expect(page.match(/<tr>/g)).toHaveLength(map.gaps.length + 1);
});
