import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Survey } from '../../core/contract/survey.js';
import { runContractCheck, runContractExplain, runContractSchema } from './contract.js';
import { runInit } from './init.js';
import type { Output } from './verb.js';

let folder = '';
let printed = '';
let complained = '';
const output: Output = {
  out: (text) => {
    printed += text;
  },
  err: (text) => {
    complained += text;
  },
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weir-verbs-'));
  printed = '';
  complained = '';
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function contract(text: string): Promise<string> {
  const file = join(folder, 'weir.yaml');
  await writeFile(file, text);
  return file;
}

const good = `weir: 1
systems: { shop: { role: storefront }, erp: { role: erp } }
handoffs: { standard: true, order-to-erp: { within: 30m } }
`;

describe('weir contract check', () => {
  it('sums up a good contract and exits 0', async () => {
    const file = await contract(good);
    expect(await runContractCheck({ file }, output)).toBe(0);
    expect(printed).toContain('is good');
    expect(printed).toMatch(/order-to-erp +order\.placed → erp, within 30m/);
    expect(printed).toContain('with no owner');
    const widest = Math.max(...printed.split('\n').map((line) => line.length));
    expect(widest).toBeLessThanOrEqual(Math.max(80, file.length + 10));
  });

  it('prints each fault with file, line, column and remedy, and exits 1', async () => {
    const file = await contract(good.replace('role: erp', 'role: epr'));
    expect(await runContractCheck({ file }, output)).toBe(1);
    expect(printed).toContain(
      `${file}:2:53 (systems.erp.role)\n  "epr" is no role.\n  → Did you mean`,
    );
    expect(printed).toContain('1 fault in');
  });

  it('exits 2 where the file cannot be read, with one line', async () => {
    expect(await runContractCheck({ file: join(folder, 'none.yaml') }, output)).toBe(2);
    expect(printed).toBe('');
    expect(complained.trim().split('\n')).toHaveLength(1);
  });

  it.each([
    ['good', good, true],
    ['faulty', 'weir: 1', false],
  ])('prints one JSON document of a %s contract', async (_name, text, ok) => {
    await runContractCheck({ file: await contract(text), json: true }, output);
    expect(JSON.parse(printed)).toMatchObject({ ok });
  });

  it('checks the answers beside it too', async () => {
    const file = await contract(good);
    await writeFile(join(folder, 'answers.yaml'), 'questions: { 12: yes }\n');
    expect(await runContractCheck({ file }, output)).toBe(1);
    expect(printed).toContain('answers.yaml:1:14');
  });
});

describe('weir contract explain', () => {
  it('says what a rule means', async () => {
    const file = await contract(good);
    expect(await runContractExplain({ file, rule: 'order-to-erp' }, output)).toBe(0);
    expect(printed).toContain('order-to-erp (a standard rule)');
    expect(printed).toContain('30 minutes from the last prerequisite');
  });

  it.each([
    ['order-to-rep', 'Did you mean "order-to-erp"?'],
    ['hold-to-warehouse', 'this contract does not have it'],
  ])('exits 2 for %s and says why', async (rule, why) => {
    expect(await runContractExplain({ file: await contract(good), rule }, output)).toBe(2);
    expect(complained).toContain(why);
  });

  it('exits 2 where the contract has faults', async () => {
    const file = await contract('weir: 1');
    expect(await runContractExplain({ file, rule: 'order-to-erp' }, output)).toBe(2);
    expect(complained).toContain('See weir contract check');
  });
});

describe('weir contract schema', () => {
  it('prints JSON Schema', () => {
    expect(runContractSchema('contract', output)).toBe(0);
    expect(JSON.parse(printed)).toMatchObject({ type: 'object', additionalProperties: false });
  });
});

const names = ['shop', 'My ERP: "north" # 1', 'yes', '- a', '__proto__', 'ünïcode', 'a\nb', '1'];
const survey: Survey = {
  systems: names.map((name) => ({
    name,
    role: name === 'shop' ? 'storefront' : null,
    connector: null,
    zone: null,
    kinds: [],
    from: null,
    until: null,
  })),
  joins: [
    { between: ['shop.order_name', 'yes.external'], matched: 9, of: 10, trim: '"#' },
    { between: ['yes.external', 'shop.order_name'], matched: 10, of: 10, trim: null, suffix: '\\' },
  ],
  feeds: [
    { name: 'no: 1', from: '- a', everyMillis: 90_061_000 },
    { name: 'null', from: '1', everyMillis: null },
  ],
};

describe('weir init', () => {
  it('writes a contract and answers that pass the check, whatever the names', async () => {
    expect(await runInit({ survey, folder }, output), complained).toBe(0);
    printed = '';
    const file = join(folder, 'weir.yaml');
    expect(await runContractCheck({ file, json: true }, output), printed).toBe(0);
    const summary = JSON.parse(printed) as { systems: { name: string }[]; feeds: string[] };
    expect(summary.systems.map((system) => system.name).sort()).toEqual([...names].sort());
    expect(summary.feeds).toEqual(['no: 1', 'null']);
  });

  it('writes a contract that passes where it was shown nothing', async () => {
    const nothing = { systems: [], joins: [], feeds: [] };
    expect(await runInit({ survey: nothing, folder }, output)).toBe(0);
    expect(await runContractCheck({ file: join(folder, 'weir.yaml') }, output)).toBe(0);
  });

  it('writes the schemas where the files say that they are', async () => {
    await runInit({ survey, folder }, output);
    for (const name of ['weir.yaml', 'answers.yaml']) {
      const [first = ''] = (await readFile(join(folder, name), 'utf8')).split('\n');
      const schema = await readFile(join(folder, first.split('$schema=')[1] ?? ''), 'utf8');
      expect(JSON.parse(schema)).toMatchObject({ $schema: expect.any(String) as string });
    }
  });

  it.each(['weir.yaml', 'answers.yaml'])('never overwrites %s without force', async (name) => {
    await writeFile(join(folder, name), 'mine');
    expect(await runInit({ survey, folder }, output)).toBe(2);
    expect(complained).toContain('--force');
    expect(await readFile(join(folder, name), 'utf8')).toBe('mine');
    expect(await runInit({ survey, folder, force: true }, output)).toBe(0);
    expect(await readFile(join(folder, name), 'utf8')).not.toBe('mine');
  });

  it('exits 2 where it may not write', async () => {
    await writeFile(join(folder, 'file'), '');
    expect(await runInit({ survey, folder: join(folder, 'file') }, output)).toBe(2);
  });
});
