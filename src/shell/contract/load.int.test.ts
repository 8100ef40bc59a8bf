import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answersBeside, loadContract } from './load.js';

const systems = 'weir: 1\nsystems: { shop: { role: storefront }, erp: { role: erp } }\n';
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weir-contract-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function written(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

describe('loading a contract', () => {
  it('says why a file cannot be read', async () => {
    const absent = await loadContract(join(folder, 'none.yaml'));
    expect(absent).toMatchObject({ kind: 'unreadable', reason: 'there is no such file' });
    expect(await loadContract(folder)).toMatchObject({ reason: 'it is a folder' });
  });

  it('reads the item cross-reference that it names', async () => {
    await written(
      'skus.csv',
      'system,sku,canonical,kit_of,pack\nshop,A-1,A,,\nerp,KIT,K,A:2;B,\nerp,CASE,A,,6\n',
    );
    const load = await loadContract(await written('weir.yaml', `${systems}items: skus.csv\n`));
    expect(load.kind === 'loaded' ? load.contract.items : load).toEqual([
      { system: 'shop', sku: 'A-1', canonical: 'A', kitOf: null, pack: 1 },
      { system: 'erp', sku: 'KIT', canonical: 'K', kitOf: { A: '2', B: '1' }, pack: 1 },
      { system: 'erp', sku: 'CASE', canonical: 'A', kitOf: null, pack: 6 },
    ]);
  });

  it('places the fault of an item at its line of the CSV', async () => {
    const csv = await written(
      'skus.csv',
      'system,sku,canonical,pack\nshop,A,A,\nepr,B,B,\nerp,,C,\nerp,D,D,many\n',
    );
    const load = await loadContract(await written('weir.yaml', `${systems}items: skus.csv\n`));
    const faults = load.kind === 'faulty' ? load.faults : [];
    expect(faults.map((fault) => [fault.file, fault.line, fault.message])).toEqual([
      [csv, 3, 'No system is called "epr".'],
      [csv, 4, 'The item has no sku.'],
      [csv, 5, 'The pack is no number above zero.'],
    ]);
  });

  it.each([
    ['is not there', null, 'there is no such file'],
    ['has other columns', 'a,b\n1,2\n', 'no column system, sku, canonical'],
    ['is empty', '', 'it has no row'],
  ])('places an item file that %s at items:', async (_name, csv, says) => {
    if (csv !== null) await written('skus.csv', csv);
    const load = await loadContract(await written('weir.yaml', `${systems}items: skus.csv\n`));
    const fault = load.kind === 'faulty' ? load.faults[0] : undefined;
    expect(fault).toMatchObject({ line: 3, column: 8 });
    expect(fault?.message).toContain(says);
  });
});

describe('loading the answers', () => {
  it('reads short and long answers, indicators and tickets', async () => {
    await written(
      'answers.yaml',
      `questions:
  1: yes
  2: { answer: no, because: "only HTTP 200" }
  3: true
  4: Unknown
indicators: { constant_lag: { answer: yes, because: seen } }
tickets: [ { symptom: late, count: 4, from: 2026-01-02, until: 2026-02-03 } ]
`,
    );
    const load = await answersBeside(join(folder, 'weir.yaml'));
    expect(load?.kind === 'loaded' ? load.answers : load).toEqual({
      questions: {
        1: { answer: 'yes', because: null },
        2: { answer: 'no', because: 'only HTTP 200' },
        3: { answer: 'yes', because: null },
        4: { answer: 'unknown', because: null },
      },
      indicators: {
        constant_lag: { answer: 'yes', because: 'seen' },
        downstream_errors: { answer: 'unknown', because: null },
        metric_dispute: { answer: 'unknown', because: null },
      },
      tickets: [{ symptom: 'late', count: 4, from: '2026-01-02', until: '2026-02-03' }],
    });
  });

  it.each([
    ['questions: { 11: yes }', '1:14', 'no question 11'],
    ['questions: { 1: perhaps }', '1:17', 'is no answer'],
    ['questions: { 1: { because: x } }', '1:14', 'no answer here'],
    ['indicators: { constant_leg: yes }', '1:15', 'There is no key "constant_leg"'],
    ['tickets: [ { count: 2 } ]', '1:12', '"symptom" is missing'],
    ['tickets: [ { symptom: x, from: 2026-02-02, until: 2026-01-01 } ]', '1:51', 'before from'],
    ['answers: {}', '1:1', 'There is no key "answers"'],
  ])('%s has a fault at %s', async (text, at, says) => {
    await written('answers.yaml', `${text}\n`);
    const load = await answersBeside(join(folder, 'weir.yaml'));
    const faults = load?.kind === 'faulty' ? load.faults : [];
    expect(faults.map((fault) => `${fault.line}:${fault.column} ${fault.message}`)).toEqual([
      expect.stringContaining(says),
    ]);
    expect(`${faults[0]?.line ?? 0}:${faults[0]?.column ?? 0}`).toBe(at);
  });
});
