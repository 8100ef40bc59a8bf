// What is written outside the database tells a chain that leads on from one that was made anew.
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Instant } from '../../core/observation/instant.js';
import { instantText } from '../../core/observation/instant.js';
import type { ChainHead, Seals } from '../../store/seals.js';
import { chainChecks } from './chain-checks.js';
import { comparedHeads, headsFile, notingHeads } from './heads.js';
import { eventually } from '../../../test/eventually.js';

const start = Date.parse('2026-03-04T00:00:00Z');
const hour = 3_600_000;

/** Chains of a few partitions, link by link. */
class Chains implements Pick<Seals, 'heads' | 'linksAt'> {
  readonly links = new Map<number, string[]>();

  add(partition: number, digest: string): void {
    this.links.set(partition, [...(this.links.get(partition) ?? []), digest]);
  }

  readonly heads: Seals['heads'] = async () =>
    Promise.resolve(
      [...this.links]
        .map(([partition, all]): ChainHead => {
          return { partition, sequence: all.length, digest: all.at(-1) ?? '' };
        })
        .sort((a, b) => a.partition - b.partition),
    );

  readonly linksAt: Seals['linksAt'] = async (places) =>
    Promise.resolve(
      places.map(({ partition, sequence }) => this.links.get(partition)?.[sequence - 1] ?? null),
    );

  readonly examine: Seals['examine'] = async () =>
    Promise.resolve({
      ...{ links: 1, statements: 1, uncovered: 0, broken: [], altered: [], receipts: [] },
    });
}

describe('the ends of the chains', () => {
  let folder = '';
  let file = '';
  let now = start;
  let chains: Chains;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'weir-heads-'));
    file = headsFile({ environment: {}, data: join(folder, 'data') });
    now = start;
    chains = new Chains();
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** As long as it takes to write once. */
  async function noted(): Promise<readonly string[]> {
    const complaints: string[] = [];
    const note = vi.fn();
    const going = notingHeads({
      ...{ seals: chains, file, note, now: () => now as Instant },
      complain: (line) => complaints.push(line),
    });
    await eventually(() => {
      expect(note.mock.calls.length + complaints.length).toBe(1);
    });
    await going.end();
    now += hour;
    return complaints;
  }

  it('agree where a chain leads on, and not where it was made anew', async () => {
    expect(await comparedHeads(chains, file)).toBeNull();
    chains.add(7, 'a');
    chains.add(200, 'b');
    expect(await noted()).toEqual([]);
    const first = '2026-03-04T00:00:00Z';
    chains.add(7, 'c');
    expect(await comparedHeads(chains, file)).toEqual({ agrees: first, differs: null });
    await noted();
    const second = '2026-03-04T01:00:00Z';
    appendFileSync(file, '{"at":"2026-03-04T02:0');
    expect(await comparedHeads(chains, file)).toEqual({ agrees: second, differs: null });
    chains.links.set(7, ['a', 'made up', 'd']);
    expect(await comparedHeads(chains, file)).toEqual({ agrees: first, differs: second });
    chains.links.set(7, ['made up', 'again']);
    expect(await comparedHeads(chains, file)).toEqual({ agrees: null, differs: second });
    const [, check] = await chainChecks(chains, file);
    expect(check).toMatchObject({ state: 'broken' });
    expect(check?.says).toContain(`not the one that was written to ${file} at ${second}`);
  });

  it('are written on a line of their own where a crash broke the last one off', async () => {
    chains.add(7, 'a');
    await noted();
    appendFileSync(file, '{"at":"2026-03-04T00:3');
    chains.add(7, 'b');
    const second = now;
    await noted();
    const agrees = instantText(second as Instant);
    expect(await comparedHeads(chains, file)).toEqual({ agrees, differs: null });
  });

  it('are not written behind those of another chain, which would then seem to hold', async () => {
    chains.add(7, 'a');
    await noted();
    chains.links.set(7, ['made up', 'again']);
    const said = `the chain is not the one that was written there at ${instantText(start as Instant)}`;
    expect(await noted()).toEqual([expect.stringContaining(said) as string]);
    expect(await noted()).toEqual([expect.stringContaining(said) as string]);
    expect((await chainChecks(chains, file))[1]).toMatchObject({ state: 'broken' });
    rmSync(file);
    expect(await noted()).toEqual([]);
    expect((await chainChecks(chains, file))[1]).toMatchObject({ state: 'holds' });
  });

  it('are not written to a place that is none, which is said', async () => {
    chains.add(0, 'a');
    file = '/dev/null/heads.jsonl';
    expect(await noted()).toEqual([expect.stringContaining('/dev/null/heads.jsonl') as string]);
  });

  it('stand where WEIR_HEADS_FILE says', async () => {
    file = headsFile({ environment: { WEIR_HEADS_FILE: join(folder, 'else', 'h') }, data: folder });
    chains.add(3, 'a');
    await noted();
    expect(readFileSync(join(folder, 'else', 'h'), 'utf8')).toContain('"sealed":[0,0,0,1]');
  });
});
