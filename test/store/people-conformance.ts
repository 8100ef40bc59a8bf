// What every store promises of personal data, as tests for the suites of both.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Instant } from '../../src/core/observation/instant.js';
import type { Arrival, Filed, Received, Store } from '../../src/store/store.js';
import { oneSubject } from './one-subject.js';

const at = 1_772_582_400_000 as Instant;
const later = (at + 60_000) as Instant;

interface Kept {
  readonly names: readonly string[];
  readonly key: string;
  readonly values?: readonly string[];
  readonly content?: string;
  readonly container?: boolean;
  /** Line of it that is set aside. */
  readonly quarantine?: string;
  /** The receipt in its own words; bytes where they are no UTF-8. */
  readonly body?: string | Buffer;
}

/** @param open the store, which other suites may use besides. */
export function peopleConformance(open: () => Promise<Store>): void {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  });

  async function arrivalOf(kept: readonly Kept[], receipt?: number): Promise<Arrival> {
    const id = receipt ?? (await store.ids(1));
    const filed: Filed[] = [];
    const quarantined: Arrival['quarantined'][number][] = [];
    for (const { key, names, content = key, container = false, values = [], quarantine } of kept) {
      if (quarantine !== undefined) {
        const line = { line: 1, kind: 'unreadable', reason: 'it says Jane', mapping: 'm' } as const;
        quarantined.push({ ...line, id: await store.ids(1), text: quarantine });
      }
      if (names.length === 0) continue;
      const person = { values, bare: `bare ${key}` };
      filed.push({
        ...{ id: await store.ids(names.length), text: key, system: 'people', kind: 'order.placed' },
        ...{ at, key, content, names: [...names].sort(), global: false, container },
        ...(values.length === 0 ? {} : { person }),
      });
    }
    const bodies = kept.map((one) => Buffer.from(one.body ?? JSON.stringify(one)));
    const body = Buffer.concat(bodies);
    const headers = { 'x-buyer': 'jane' };
    const source = 'api' as const;
    const row = { id, system: 'people', source, position: null, at, headers, body, digest: 'd' };
    return { receipt: row, filed, quarantined };
  }

  async function keep(...kept: readonly Kept[]): Promise<Arrival & { readonly got: Received }> {
    const arrival = await arrivalOf(kept);
    const [got] = await store.receive([arrival]);
    if (got === undefined) throw new Error('nothing was received');
    return { ...arrival, got };
  }

  async function foldAll(): Promise<void> {
    const turn = { now: at, rows: 1_000, decide: oneSubject, digest: (text: string) => text };
    while ((await store.fold(turn)) !== null);
  }

  /** What the tokens of the first statement of an arrival stand for. */
  async function valuesOf({ filed }: Arrival): Promise<readonly string[]> {
    const [first] = filed;
    const tokens = [0, 1, 2].map((number) => `${first?.id ?? 0}.${number}`);
    return [...(await store.people.values(tokens)).values()];
  }

  async function bytesOf({ receipt }: Arrival): Promise<string> {
    const content = await store.quarantine.content(receipt.id);
    return Buffer.from(content?.body ?? []).toString() + JSON.stringify(content?.headers);
  }

  const subject = (key: string): { readonly type: 'order'; readonly key: string } => ({
    type: 'order',
    key,
  });

  describe('people', () => {
    it('are kept beside their statement, and only where that is new', async () => {
      const first = await keep({ names: ['pa'], key: 'pa', values: ['"Jane"', '{"zip":1}'] });
      expect(await valuesOf(first)).toEqual(['"Jane"', '{"zip":1}']);
      const again = await keep({ names: ['pa'], key: 'pa', values: ['"Jane"', '{"zip":1}'] });
      expect(again.got).toMatchObject({ accepted: 0, duplicate: 1 });
      expect(await valuesOf(again)).toEqual([]);
      expect(await store.people.values(['1.0', '999999999.7'])).toEqual(new Map());
    });

    it('are told of before they are erased, and are gone then', async () => {
      const first = await keep({ names: ['pb'], key: 'pb-1', values: ['"Jane"'] });
      const page = await keep(
        { names: ['pb', 'pb-x'], key: 'pb-2', quarantine: 'line of somebody', values: ['"Doe"'] },
        { names: ['pb-other'], key: 'pb-other', values: ['"Joe"'] },
      );
      await foldAll();
      const other = await keep({ names: ['pb-third'], key: 'pb-third', values: ['"Jim"'] });
      const waiting = await keep({ names: ['pb'], key: 'pb-3', values: ['"Dee"'] });
      const holding = await store.people.holding(subject('pb-1'));
      expect(holding).toEqual({
        subjects: [subject('pb-1')],
        statements: 3,
        receipts: 3,
        quarantined: 1,
      });
      expect(await valuesOf(first)).toEqual(['"Jane"']);
      expect(await store.people.erase(subject('pb-1'), later)).toEqual(holding);
      for (const one of [first, page, waiting]) {
        expect(await valuesOf(one)).toEqual([]);
        expect(await bytesOf(one)).toBe('{}');
        const row = await store.quarantine.receipt(one.receipt.id);
        expect(row).toMatchObject({ erasedAt: later, size: 0, digest: '' });
      }
      expect(await store.quarantine.lines(page.receipt.id, 9)).toEqual([
        { line: 1, kind: 'unreadable', reason: 'personal data in it was erased' },
      ]);
      // A page's other subject lost the bytes that it came with, and nothing of what is known of it.
      const [, joe] = page.filed;
      expect([...(await store.people.values([`${joe?.id ?? 0}.0`])).values()]).toEqual(['"Joe"']);
      expect(await valuesOf(other)).toEqual(['"Jim"']);
      expect(await store.quarantine.receipt(other.receipt.id)).toMatchObject({ erasedAt: null });
      await foldAll();
      const story = await store.story('order', 'pb-1');
      expect(story?.told.map(({ text }) => text).sort()).toEqual(['pb-1', 'pb-2', 'pb-3']);
      expect(await store.people.erase(subject('pb-1'), later)).toMatchObject({
        ...{ statements: 0, receipts: 0, quarantined: 0 },
      });
      expect(await store.people.erase(subject('nobody'), later)).toBeNull();
      expect(await store.people.holding(subject('nobody'))).toBeNull();
    });

    it('are found in lines that nobody could read, by the names of the subject', async () => {
      await keep({ names: ['pc-1001'], key: 'pc-1001' });
      const named = await keep({ names: [], key: '', quarantine: 'order pc-1001 of Jane' });
      const inBody = await keep({ names: [], key: '', quarantine: '', body: 'ä"pc-1001": Jane' });
      const another = await keep({ names: [], key: '', quarantine: 'pc-10011', body: 'xpc-1001' });
      await foldAll();
      expect(await store.people.erase(subject('pc-1001'), later)).toMatchObject({
        ...{ receipts: 3, quarantined: 2, statements: 0 },
      });
      expect([await bytesOf(named), await bytesOf(inBody)]).toEqual(['{}', '{}']);
      expect(await bytesOf(another)).toContain('xpc-1001');
    });

    it.each([
      ['UTF-16', 'pk-1001', Buffer.from('{"id":"pk-1001","to":"Jane"}', 'utf16le')],
      ['UTF-8', 'Bestellung Ä-2001', '{"id":"Bestellung Ä-2001","to":"Jane"'],
      ['escapes', 'заказ-3001', String.raw`"\u0437\u0430\u043a\u0430\u0437-3001" Jane`],
      ['escapes in capitals', 'é/4001', String.raw`to Jane\n\u00E9\/4001`],
      ['an escape before it', 'pk-5001', String.raw`Jane\u00e4pk-5001`],
    ])('are found in %s that nobody could read, before and after', async (_how, name, body) => {
      await keep({ names: [`order\u001f${name}`], key: name });
      const before = await keep({ names: [], key: '', quarantine: '', body });
      await foldAll();
      expect(await store.people.erase(subject(name), later)).toMatchObject({ receipts: 2 });
      const after = await keep({ names: [], key: '', quarantine: '', body });
      expect([await bytesOf(before), await bytesOf(after)]).toEqual(['{}', '{}']);
    });

    it('do not come back with what is received later', async () => {
      await keep({ names: ['pd'], key: 'pd-1', values: ['"Jane"'] });
      await foldAll();
      await store.people.erase(subject('pd-1'), later);
      const repeat = await keep({ names: ['pd'], key: 'pd-1', values: ['"Jane"'] });
      expect(repeat.got).toMatchObject({ accepted: 0, duplicate: 1 });
      expect(await bytesOf(repeat)).toBe('{}');
      const late = await keep({ names: ['pd', 'pd-new'], key: 'pd-2', values: ['"Jane"'] });
      expect(late.got).toMatchObject({ accepted: 1 });
      // By the name that it brought.
      const last = await keep({
        names: ['pd-new'],
        key: 'pd-3',
        values: ['"J"'],
        quarantine: 'Jane',
      });
      for (const one of [late, last]) {
        expect(await valuesOf(one)).toEqual([]);
        expect(await bytesOf(one)).toBe('{}');
      }
      expect((await store.quarantine.lines(last.receipt.id, 1))[0]?.reason).not.toContain('Jane');
      const again = await keep({ names: ['pd'], key: 'pd-2', values: ['"Jane"'] });
      expect(again.got).toMatchObject({ accepted: 0, duplicate: 1 });
    });

    it('do not come back with lines that nobody can read, under any name of theirs', async () => {
      await keep({ names: ['order\u001fph-1001', 'by\u001fpay ph/7'], key: 'ph-1001' });
      await foldAll();
      await store.people.erase(subject('ph-1001'), later);
      const named = await keep({ names: [], key: '', quarantine: 'order ph-1001 of Jane' });
      const inBody = await keep({ names: [], key: '', quarantine: '', body: 'ä"ph-1001": Jane' });
      const byPayment = await keep({ names: [], key: '', quarantine: '{"by":"pay ph/7"} Jane' });
      const another = await keep({ names: [], key: '', quarantine: 'ph-10011 xph-1001 ph 7' });
      const beside = await keep({ names: ['ph-2'], key: 'ph-2', body: 'beside ph-1001' });
      const unread = await arrivalOf([
        { names: [], key: '', quarantine: 'Jane', body: 'ph-1001 Jane' },
      ]);
      await store.receive([{ ...unread, filed: [], quarantined: [], unread: true }]);
      await store.refile([unread]);
      for (const one of [named, inBody, byPayment, unread]) {
        expect(await bytesOf(one)).toBe('{}');
        const [line] = await store.quarantine.lines(one.receipt.id, 9);
        expect(line?.reason).toBe('personal data in it was erased');
        const row = await store.quarantine.receipt(one.receipt.id);
        expect(row).toMatchObject({ erasedAt: at, quarantined: 1 });
      }
      expect(await bytesOf(another)).toContain('ph-10011');
      // What it says could be read, and is filed under another's names.
      expect(await bytesOf(beside)).toContain('beside');
    });

    it('go with what turns out to be of the erased later', async () => {
      const record = await keep({ names: ['pj-w', 'pj-w2'], key: 'pj-w', values: ['"Jane"'] });
      const unreadable = await keep({ names: [], key: '', quarantine: 'pj-w2 is of Jane' });
      await keep({ names: ['pj-o'], key: 'pj-o', values: ['"Jane"'] });
      await foldAll();
      await store.people.erase(subject('pj-o'), later);
      expect(await valuesOf(record)).toEqual(['"Jane"']);
      // Of what comes at once, one part says that another's name is the erased one's.
      const last = await arrivalOf([{ names: ['pj-n', 'pj-m'], key: 'pj-3', values: ['"Jane"'] }]);
      const tying = await arrivalOf([
        { names: ['pj-n', 'pj-o', 'pj-w'], key: 'pj-2', values: ['"J"'] },
      ]);
      const got = await store.receive([last, tying]);
      expect(got.map(({ accepted }) => accepted)).toEqual([1, 1]);
      const named = await keep({ names: ['pj-w2'], key: 'pj-4', values: ['"Jane"'] });
      const more = await keep({ names: ['pj-m'], key: 'pj-5', values: ['"Jane"'] });
      for (const one of [record, unreadable, last, tying, named, more]) {
        expect(await valuesOf(one)).toEqual([]);
        expect(await bytesOf(one)).toBe('{}');
      }
      await foldAll();
      expect((await store.story('order', 'pj-2'))?.told).toHaveLength(6);
    });

    it('go with what an answer says of the erased', async () => {
      const record = await keep({ names: ['pk-w'], key: 'pk-w', values: ['"Jane"'] });
      await keep({ names: ['pk-o'], key: 'pk-o', values: ['"Jane"'] });
      await foldAll();
      await store.people.erase(subject('pk-o'), later);
      const said = await arrivalOf([{ names: ['pk-o', 'pk-w'], key: 'pk-2', values: ['"Jane"'] }]);
      const answer = { attempt: 0, handoff: 'none', at: later, outcome: 'accepted' } as const;
      await store.answer([{ ...answer, retryAt: null, answer: '', said }]);
      for (const one of [record, said]) expect(await bytesOf(one)).toBe('{}');
      expect([await valuesOf(record), await valuesOf(said)]).toEqual([[], []]);
    });

    it('are not those of others whom a statement names besides', async () => {
      await keep({ names: ['pe-1'], key: 'pe-1', values: ['"Jane"'] });
      await keep({ names: ['pe-2'], key: 'pe-2', values: ['"Joe"'] });
      await foldAll();
      await store.people.erase(subject('pe-1'), later);
      const names = ['pe-1', 'pe-2'];
      const both = await keep({ names, key: 'pe-3', values: ['"J"'], container: true });
      expect(await valuesOf(both)).toEqual([]);
      const joe = await keep({ names: ['pe-2'], key: 'pe-4', values: ['"Joe"'] });
      expect(await valuesOf(joe)).toEqual(['"Joe"']);
    });

    it('are erased with a receipt that waits to be read, once what it says of others is filed', async () => {
      await keep({ names: ['pu'], key: 'pu-1', values: ['"Jane"'] });
      await foldAll();
      const waiting = await arrivalOf([{ names: ['pv'], key: 'pv-1', body: 'pu-1 is of Jane' }]);
      const other = await arrivalOf([{ names: ['pw'], key: 'pw-1', body: 'nobody' }]);
      for (const { receipt } of [waiting, other]) {
        await store.receive([{ receipt, filed: [], quarantined: [], unread: true }]);
      }
      const before = await store.people.holding(subject('pu-1'));
      expect(before).toMatchObject({ receipts: 2 });
      await store.people.erase(subject('pu-1'), later);
      expect(await bytesOf(waiting)).toContain('pu-1 is of Jane');
      const one = { line: 1, kind: 'unreadable', reason: 'it says Jane', mapping: 'm' } as const;
      const quarantined = [{ ...one, id: await store.ids(1), text: 'Jane' }];
      const read = await store.refile([{ ...waiting, quarantined }, other]);
      expect(read.map(({ accepted }) => accepted)).toEqual([1, 1]);
      expect(await bytesOf(waiting)).toBe('{}');
      expect(await bytesOf(other)).toContain('nobody');
      expect(await store.quarantine.receipt(waiting.receipt.id)).toMatchObject({ erasedAt: later });
      const [line] = await store.quarantine.lines(waiting.receipt.id, 9);
      expect(line?.reason).not.toContain('Jane');
    });

    it('are not read again from bytes that were read before they were erased', async () => {
      const first = await keep({
        names: ['pf'],
        key: 'pf-1',
        quarantine: 'Jane',
        values: ['"Jane"'],
      });
      await foldAll();
      const read = [{ names: ['pf'], key: 'pf-2', values: ['"Jane"'], quarantine: 'Jane' }];
      const again = await arrivalOf(read, first.receipt.id);
      await store.people.erase(subject('pf-1'), later);
      const [received] = await store.refile([again]);
      expect(received).toMatchObject({ accepted: 0, duplicate: 0 });
      expect(await valuesOf(again)).toEqual([]);
      expect((await store.quarantine.lines(first.receipt.id, 9))[0]?.reason).not.toContain('Jane');
    });
  });
}
