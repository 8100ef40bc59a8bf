import { describe, expect, it } from 'vitest';
import { exportGuides, vocabularies } from '../../connectors/registry.js';
import type { ExitCode } from './verb.js';
import { runWhatToExport } from './what-to-export.js';

function printed(
  systems: readonly string[],
  json = false,
): { code: ExitCode; out: string; err: string } {
  const texts = { out: '', err: '' };
  const doors = {
    out: (text: string) => {
      texts.out += text;
    },
    err: (text: string) => {
      texts.err += text;
    },
  };
  return { code: runWhatToExport({ systems, json }, doors), ...texts };
}

describe('what to export', () => {
  it('is there for every connector', () => {
    expect([...exportGuides.keys()]).toEqual([...vocabularies.keys()]);
  });

  it('is told of the systems that are named, in 80 columns', () => {
    const { code, out } = printed(['netsuite', 'shopify']);
    expect(code).toBe(0);
    expect([...out.matchAll(/^== (.+) ==$/gm)].map(([, system]) => system)).toEqual([
      'netsuite',
      'shopify',
    ]);
    for (const label of ['menu', 'columns', 'period', 'zone', 'shows', 'not in it']) {
      expect(out).toMatch(new RegExp(`^  ${label} +\\S`, 'm'));
    }
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('is told of all where none is named, and as one JSON document', () => {
    const { out } = printed([], true);
    const systems = (JSON.parse(out) as { system: string; files: unknown[] }[]).map(
      ({ system }) => system,
    );
    expect(systems).toEqual([...exportGuides.keys()]);
  });

  it('refuses a system that nobody knows, and says which there are', () => {
    const { code, out, err } = printed(['shopfy']);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/shopfy.+shopify/);
  });
});
