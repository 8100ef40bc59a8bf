// What every store promises of receipts and of what could not be read, as tests for the suites of both.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Component, Outcomes, Verdict } from '../../src/core/ledger/ledger.js';
import type { Instant } from '../../src/core/observation/instant.js';
import type { ReceiptRow } from '../../src/store/quarantine.js';
import type { Arrival, Store, UnreadRequest } from '../../src/store/store.js';

const start = 1_772_582_400_000;

interface Kept {
  readonly system: string;
  /** Names of what can be read of it. */
  readonly read?: readonly string[];
  /** Mapping of each line that can't. */
  readonly quarantine?: readonly string[];
  readonly minutes?: number;
  readonly body?: Uint8Array;
}

/** @param open the store, which other suites may use besides. */
export function quarantineConformance(open: () => Promise<Store>): void {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  });

  async function arrivalOf(kept: Kept, receipt?: number): Promise<Arrival> {
    const { system, read = [], quarantine = [], minutes = 0, body = Buffer.from('body') } = kept;
    const at = (start + minutes * 60_000) as Instant;
    const id = receipt ?? (await store.ids(1));
    const filed: Arrival['filed'][number][] = [];
    for (const name of read) {
      const key = `${system}/${name}`;
      const names = [name];
      const base = { id: await store.ids(1), text: key, system, kind: 'order.placed', at };
      filed.push({ ...base, key, content: key, names, global: false, container: false });
    }
    const quarantined: Arrival['quarantined'][number][] = [];
    for (const [index, mapping] of quarantine.entries()) {
      const line = index + 1;
      const one = { line, kind: 'unreadable', reason: `of ${mapping}`, mapping, text: '' } as const;
      quarantined.push({ ...one, id: await store.ids(1) });
    }
    const digest = 'd';
    const headers = { 'x-topic': 'orders' };
    const source = 'webhook' as const;
    const receiptRow = { id, system, source, position: null, at, headers, body, digest };
    return { receipt: receiptRow, filed, quarantined };
  }

  async function keep(kept: Kept): Promise<number> {
    const arrival = await arrivalOf(kept);
    await store.receive([arrival]);
    return arrival.receipt.id;
  }

  async function rowsOf(system: string, rest: object = {}): Promise<readonly ReceiptRow[]> {
    const { rows } = await store.quarantine.receipts({ after: null, most: 100, system, ...rest });
    return rows;
  }

  describe('receipts', () => {
    it('are listed by time, with what of them is set aside', async () => {
      const first = await keep({ system: 'q-list', read: ['q1'] });
      const second = await keep({ system: 'q-list', quarantine: ['b', 'a', 'b'], minutes: 5 });
      expect(await rowsOf('q-list')).toMatchObject([
        { id: first, quarantined: 0, mappings: [], size: 4, source: 'webhook', digest: 'd' },
        { id: second, quarantined: 3, mappings: ['a', 'b'] },
      ]);
      const idsOf = async (rest: object): Promise<readonly number[]> =>
        (await rowsOf('q-list', rest)).map(({ id }) => id);
      expect(await idsOf({ state: 'quarantined' })).toEqual([second]);
      expect(await idsOf({ state: 'read' })).toEqual([first]);
      expect(await idsOf({ since: start + 60_000 })).toEqual([second]);
      expect(await store.quarantine.receipt(second)).toMatchObject({ id: second, quarantined: 3 });
      expect(await store.quarantine.receipt(await store.ids(1))).toBeNull();
    });

    it('come in pages', async () => {
      const ids: number[] = [];
      for (const minutes of [0, 1, 2]) ids.push(await keep({ system: 'q-pages', minutes }));
      const question = { most: 2, system: 'q-pages' };
      const page = await store.quarantine.receipts({ ...question, after: null });
      expect(page.rows.map(({ id }) => id)).toEqual(ids.slice(0, 2));
      const last = await store.quarantine.receipts({ ...question, after: page.next });
      expect([last.rows.map(({ id }) => id), last.next]).toEqual([ids.slice(2), null]);
    });

    it('give back what came, byte for byte', async () => {
      const body = Buffer.alloc(700_001, 7);
      const id = await keep({ system: 'q-body', body });
      const content = await store.quarantine.content(id);
      expect(content?.headers).toEqual({ 'x-topic': 'orders' });
      expect(Buffer.from(content?.body ?? []).equals(body)).toBe(true);
      expect(await store.quarantine.content(await store.ids(1))).toBeNull();
    });
  });

  describe('what was set aside', () => {
    it('says why, line by line', async () => {
      const id = await keep({ system: 'q-why', quarantine: ['a', 'b'] });
      expect(await store.quarantine.lines(id, 1)).toEqual([
        { line: 1, kind: 'unreadable', reason: 'of a' },
      ]);
      expect(await store.quarantine.lines(id, 9)).toHaveLength(2);
    });

    it('gives way to what it is read as now, however often that is done', async () => {
      const id = await keep({ system: 'q-again', read: ['q2'], quarantine: ['old', 'old'] });
      const before = (await store.counts()).receipts;
      const now = { system: 'q-again', read: ['q2', 'q3'], quarantine: ['new'] };
      const again = async (): Promise<readonly number[]> => {
        const [received] = await store.refile([await arrivalOf(now, id)]);
        return [received?.accepted ?? 0, received?.duplicate ?? 0];
      };
      expect(await again()).toEqual([1, 1]);
      expect(await again()).toEqual([0, 2]);
      expect(await rowsOf('q-again')).toMatchObject([{ id, quarantined: 1, mappings: ['new'] }]);
      expect((await store.counts()).receipts).toBe(before);
    });
  });

  describe('what was kept unread', () => {
    const every = { most: 1_000, bytes: 1_000_000, reader: 'r' };
    const idsOf = async (request: UnreadRequest = every): Promise<readonly number[]> =>
      (await store.beginUnread(request)).map(({ id }) => id);
    const unreadOf = async (kept: Kept): Promise<number> => {
      const arrival = await arrivalOf(kept);
      await store.receive([{ ...arrival, unread: true }]);
      return arrival.receipt.id;
    };

    it('comes back as it came, the oldest first, until it is read', async () => {
      const body = Buffer.from(Array.from({ length: 300_001 }, (_, at) => (at * 7) % 251));
      const first = await unreadOf({ system: 'q-unread', body });
      const second = await unreadOf({ system: 'q-unread', minutes: 9 });
      const [oldest] = await store.beginUnread({ most: 1, bytes: 0, reader: 'r' });
      expect(oldest).toMatchObject({
        ...{ id: first, system: 'q-unread', source: 'webhook', at: start, digest: 'd' },
        headers: { 'x-topic': 'orders' },
      });
      expect(Buffer.from(oldest?.body ?? []).equals(body)).toBe(true);
      expect(await idsOf()).toEqual([first, second]);
      expect(await idsOf({ ...every, bytes: 300_003 })).toEqual([first]);
      expect(await idsOf({ ...every, bytes: 300_005 })).toEqual([first, second]);
      expect(await store.vitals()).toMatchObject({ unread: 2, unreadSince: start });
      const read = await arrivalOf({ system: 'q-unread', read: ['q6'], quarantine: ['m'] }, first);
      expect(await store.refile([read])).toEqual([{ receipt: first, accepted: 1, duplicate: 0 }]);
      expect(await idsOf()).toEqual([second]);
      await store.refile([await arrivalOf({ system: 'q-unread' }, second)]);
      expect(await store.vitals()).toMatchObject({ unread: 0, unreadSince: null });
    });

    it('comes alone where two processes have begun it, and tells how many', async () => {
      const [first, second] = [
        await unreadOf({ system: 'q-care' }),
        await unreadOf({ system: 'q-care' }),
      ];
      const begun = async (reader: string, most = 9): Promise<readonly string[]> =>
        (await store.beginUnread({ ...every, most, reader })).map(
          ({ id, readers }) => `${id} by ${readers}`,
        );
      expect(await begun('a', 1)).toEqual([`${first} by 1`]);
      expect(await begun('b')).toEqual([`${first} by 2`, `${second} by 1`]);
      // Begun twice by one process it may have failed, which ends nobody.
      expect(await begun('a')).toEqual([`${first} by 2`]);
      expect(await begun('c')).toEqual([`${first} by 3`]);
      await store.refile([await arrivalOf({ system: 'q-care' }, first)]);
      const third = await unreadOf({ system: 'q-care' });
      expect(await begun('a', 1)).toEqual([`${second} by 2`]);
      await store.refile([await arrivalOf({ system: 'q-care' }, second)]);
      const fourth = await unreadOf({ system: 'q-care' });
      const fifth = await unreadOf({ system: 'q-care' });
      expect(await begun('a')).toEqual([third, fourth, fifth].map((id) => `${id} by 1`));
      for (const id of [third, fourth, fifth]) {
        await store.refile([await arrivalOf({ system: 'q-care' }, id)]);
      }
    });

    it('comes with no others where it is empty and they are large', async () => {
      const empty = await unreadOf({ system: 'q-empty', body: Buffer.alloc(0) });
      const large = await unreadOf({ system: 'q-empty', body: Buffer.alloc(5_000) });
      expect(await idsOf({ ...every, bytes: 1_000 })).toEqual([empty]);
      expect(await store.unreadSince()).toBe(start);
      for (const id of [empty, large])
        await store.refile([await arrivalOf({ system: 'q-empty' }, id)]);
      expect(await store.unreadSince()).toBeNull();
    });

    it('is listed by its state', async () => {
      const kept = await unreadOf({ system: 'q-state' });
      expect(await rowsOf('q-state', { state: 'unread' })).toMatchObject([{ id: kept }]);
      expect(await rowsOf('q-state', { state: 'read' })).toEqual([]);
      await store.refile([await arrivalOf({ system: 'q-state' }, kept)]);
      expect(await rowsOf('q-state', { state: 'unread' })).toEqual([]);
      expect(await rowsOf('q-state', { state: 'read' })).toMatchObject([{ id: kept }]);
    });

    it('is there once, however often its source says it', async () => {
      const arrival = await arrivalOf({ system: 'q-once' });
      const position = 'body:1';
      const receipt = { ...arrival.receipt, position };
      await store.receive([{ ...arrival, receipt, unread: true }]);
      const again = { ...receipt, id: await store.ids(1) };
      await store.receive([{ ...arrival, receipt: again, unread: true }]);
      expect(await idsOf()).toEqual([receipt.id]);
      await store.refile([{ ...arrival, receipt }]);
      await store.receive([{ ...arrival, receipt: again, unread: true }]);
      expect(await idsOf()).toEqual([]);
    });
  });

  it('has what holds an unknown word folded again, until the word is known', async () => {
    const folded = async (verdict: Verdict): Promise<number> => {
      let components = 0;
      const decide = ({ facts }: Component): Outcomes => {
        components += 1;
        const verdicts = facts.map(({ id }) => ({ id, verdict, reason: '' }));
        return { verdicts, subjects: [], handoffs: [], findings: [], retired: [], wake: null };
      };
      const now = start as Instant;
      const digest = (text: string): string => text.slice(0, 9);
      while ((await store.fold({ now, rows: 100, digest, decide })) !== null);
      return components;
    };
    await folded('applied');
    await keep({ system: 'q-word', read: ['q4', 'q5'] });
    await folded('unmapped');
    expect(await store.quarantine.foldUnmapped()).toBe(2);
    expect(await folded('applied')).toBe(2);
    expect(await store.quarantine.foldUnmapped()).toBe(0);
  });
}
