// A world of files: a system drops them in a folder badly, half written, cut, empty, again, replaced, late; the
// hub's own watcher looks, its processes end at any commit, and in the end each row is there once.
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileContract } from '../../src/core/contract/compile.js';
import type { Contract } from '../../src/core/contract/contract.js';
import { OrderNames } from '../../src/core/identity/names.js';
import type { Instant } from '../../src/core/observation/instant.js';
import { FolderLook } from '../../src/shell/hub/files.js';
import { digest } from '../../src/shell/hub/ledger.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';
import type { Arrival } from '../../src/store/store.js';
import { Random } from '../company/random.js';
import type { Violation } from './evidence.js';

const start = 1_772_582_400_000;
const second = 1_000;
const head = 'id,order,qty,shipped';

/** Ends a process in the middle of what it does. */
class Ended extends Error {}

/** A file as it is to be in the end. */
interface Drop {
  readonly name: string;
  readonly at: number;
  readonly rows: readonly string[];
  readonly manner: 'whole' | 'half' | 'cut' | 'empty' | 'growing';
  /** Until it is whole. */
  readonly millis: number;
}

interface Peer {
  readonly folder: string;
  /** It says how many rows there were in the last one. */
  readonly hasTrailer: boolean;
  readonly drops: readonly Drop[];
  /** Each as it ever was meant to be: digest of its bytes. */
  readonly whole: Set<string>;
}

/** Whatever a seed makes of it: none, where all went well. */
export async function filesOf(seed: number): Promise<readonly Violation[]> {
  const random = new Random('files', seed);
  const place = mkdtempSync(join(tmpdir(), 'weir-sim-'));
  try {
    const folder = join(place, 'in');
    mkdirSync(folder);
    const hasTrailer = random.chance(0.7);
    const drops = dropsOf(seed, random, hasTrailer);
    const peer = { folder, hasTrailer, drops, whole: new Set<string>() };
    return await worldOf(peer, join(place, 'spool'), random);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** Rows of a file that comes again under another name, or with more in it, are the same rows. */
function dropsOf(seed: number, random: Random, hasTrailer: boolean): readonly Drop[] {
  const drops: Drop[] = [];
  let row = 0;
  const fresh = (count: number): readonly string[] =>
    Array.from({ length: count }, () => {
      row += 1;
      const shipped = new Date(start - random.whole(0, 30 * 86_400) * second).toISOString();
      return `s-${seed}-${row},${seed}-${row},${random.whole(10, 99)},${shipped}`;
    });
  // Without a trailer nothing but its growing tells that a file is not whole.
  const manners = hasTrailer
    ? (['whole', 'half', 'cut', 'empty'] as const)
    : (['whole', 'growing'] as const);
  for (let file = 1, at = 0; file <= 6; file += 1) {
    at += random.whole(20, 120) * second;
    const manner = random.pick<Drop['manner']>([...manners]);
    const millis = manner === 'growing' ? growths * stepMillis : random.whole(20, 90) * second;
    const before = drops[random.whole(0, Math.max(0, drops.length - 1))];
    const kind = random.next();
    const given = { at, manner, millis };
    if (before !== undefined && kind < 0.2) {
      drops.push({ ...given, name: `parcels-again-${file}.csv`, rows: before.rows });
    } else if (before !== undefined && kind < 0.5) {
      // What stood there last stands in it, whether anybody had come to it or not.
      const { name } = before;
      const last = drops.findLast((one) => one.name === name) ?? before;
      const rows = [...last.rows, ...fresh(random.whole(1, 6))];
      drops.push({ ...given, name, rows, at: Math.max(at, last.at + last.millis + second) });
    } else {
      drops.push({ ...given, name: `parcels-${file}.csv`, rows: fresh(random.whole(1, 12)) });
    }
  }
  return drops;
}

function contractFor({ folder, hasTrailer }: Peer): Contract {
  const trailer = hasTrailer ? { trailer: { starts: 'END', rows: 2 } } : {};
  const { contract, faults } = compileContract({
    weir: 1,
    systems: {
      shop: { role: 'storefront' },
      wh: { role: 'warehouse', zone: 'UTC', connector: 'files', files: { folder, ...trailer } },
    },
    readers: {
      parcels: {
        ...{ system: 'wh', format: 'csv', match: ['id', 'order', 'shipped'] },
        emit: {
          ...{ kind: 'shipment.shipped', at: 'shipped', id: 'id' },
          refs: { order: 'order', shipment: 'id' },
          data: { tracking: 'qty' },
        },
      },
    },
  });
  if (faults.length > 0) throw new Error(JSON.stringify(faults));
  return contract;
}

/** What the peer does to its files, by when; the last word is the whole file. */
function writingsOf(peer: Peer): readonly (readonly [at: number, write: (now: number) => void])[] {
  return peer.drops.flatMap(({ name, at, rows, manner, millis }) => {
    const path = join(peer.folder, name);
    const trailer = peer.hasTrailer ? `END,${rows.length}\n` : '';
    const text = `${[head, ...rows].join('\n')}\n${trailer}`;
    peer.whole.add(digest(text));
    const put = (part: string) => (now: number) => {
      writeFileSync(path, part);
      utimesSync(path, now / second, now / second);
    };
    const add = (part: string) => (now: number) => {
      appendFileSync(path, part);
      utimesSync(path, now / second, now / second);
    };
    const half = Math.floor(text.length / 2);
    switch (manner) {
      case 'whole':
        return [[at, put(text)]];
      case 'empty':
        return [[at, put('')] as const, [at + millis, put(text)] as const];
      case 'cut':
        return [
          [at, put(text.slice(0, -trailer.length))] as const,
          [at + millis, put(text)] as const,
        ];
      case 'half':
        return [[at, put(text.slice(0, half))] as const, [at + millis, put(text)] as const];
      case 'growing': {
        // Faster than anybody looks twice.
        const cuts = Array.from({ length: growths }, (_, index) =>
          Math.floor((text.length * index) / growths),
        );
        return cuts.map((from, index) => {
          const part = text.slice(from, cuts[index + 1]);
          return [at + index * stepMillis, index === 0 ? put(part) : add(part)] as const;
        });
      }
    }
  });
}

/** Between two looks, at least: what grows has grown. */
const lookMillis = 10 * second;
const stepMillis = 9 * second;
const growths = 6;

async function worldOf(peer: Peer, spool: string, random: Random): Promise<readonly Violation[]> {
  const contract = contractFor(peer);
  const source = contract.fileSources.get('wh');
  if (source === undefined) throw new Error('the contract has no files');
  const store = new MemoryStore();
  const kept: Arrival[] = [];
  let now = start;
  let isCalm = false;
  const failing = random.pick([0, 0.05, 0.2]);
  const call = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (!isCalm && random.chance(failing)) throw new Ended();
    const result = await work();
    if (!isCalm && random.chance(failing)) throw new Ended();
    return result;
  };
  const submit = async (arrival: Arrival) =>
    call(async () => {
      const [received] = await store.receive([arrival]);
      if (received === undefined) throw new Error('nothing was received');
      if (received.accepted + received.duplicate > 0) kept.push(arrival);
      return received;
    });
  const { at, under } = store.offsets;
  const keep: MemoryStore['offsets']['keep'] = async (offset) =>
    call(async () => store.offsets.keep(offset));
  const process = (): FolderLook =>
    new FolderLook(
      'wh',
      { ...source, folder: peer.folder },
      {
        ...{ contract, spool, now: () => now as Instant, complain: () => undefined },
        ...{ intake: { submit }, store: { offsets: { at, under, keep } } },
        interpreting: { contract, names: new OrderNames([]), digest, ids: store.ids },
      },
    );
  const writings = [...writingsOf(peer)].sort(([one], [other]) => one - other);
  let watcher = process();
  const look = async (): Promise<void> => {
    try {
      await watcher.look();
    } catch (error) {
      if (!(error instanceof Ended)) throw error;
      watcher = process();
    }
  };
  const end = (writings.at(-1)?.[0] ?? 0) + 3 * lookMillis;
  for (let millis = 0; millis <= end; millis += lookMillis) {
    while ((writings[0]?.[0] ?? Infinity) <= millis) writings.shift()?.[1](start + millis);
    now = start + millis;
    await look();
  }
  isCalm = true;
  for (let round = 0; round < 4; round += 1) await look();
  const { observations } = await store.counts();
  return judged(peer, kept, observations);
}

interface Stated {
  readonly id: string;
  /** Of a file: each newer one states its rows anew. */
  readonly version?: string;
  readonly at: string;
  readonly refs: { readonly order: string };
  readonly data: { readonly tracking: string };
}

function rowOf({ id, at, refs, data }: Stated): string {
  return [id, refs.order, data.tracking, new Date(at).toISOString()].join(',');
}

/** Each row is there, once for each version of it; no other is, and none of a file that was not whole. */
function judged(peer: Peer, kept: readonly Arrival[], observations: number): readonly Violation[] {
  const rows = new Set(peer.drops.flatMap((drop) => drop.rows));
  const stated = kept.flatMap(({ filed }) => filed.map(({ text }) => JSON.parse(text) as Stated));
  const there = new Set(stated.map(rowOf));
  const lost = [...rows].filter((row) => !there.has(row));
  const invented = [...there].filter((row) => !rows.has(row));
  const versions = new Set(stated.map(({ id, version }) => `${id} as of ${version ?? ''}`));
  const early = kept.filter(
    // A file is one part here.
    ({ receipt, filed }) => filed.length > 0 && !peer.whole.has(receipt.digest),
  );
  const doubled = `${versions.size} versions of rows came, and ${observations} statements are there`;
  return [
    ...lost.map((row) => ({ invariant: 'I5', says: `the row ${row} is not in the ledger` })),
    ...invented.map((row) => ({ invariant: 'I5', says: `no file has the row ${row}` })),
    ...(observations === versions.size ? [] : [{ invariant: 'I3', says: doubled }]),
    ...early.map(({ receipt: { headers } }) => ({
      invariant: 'I10',
      says: `${headers['file'] ?? 'a file'} was believed before it was whole`,
    })),
  ];
}
