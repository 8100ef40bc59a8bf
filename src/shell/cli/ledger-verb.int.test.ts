// The ledger that a verb is pointed at: none is made by asking, and one that can't be used is said in one
// line, with what to do, and without the password of an address.
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Instant } from '../../core/observation/instant.js';
import { packageFolder } from '../../store/postgres/embedded/binaries.js';
import type { Embedded } from '../../../test/embedded.js';
import { embedded } from '../../../test/embedded.js';
import { runProgram } from './program.js';
import type { ExitCode } from './verb.js';

let folder = '';
const at = (name: string): string => join(folder, name);
const contract = 'weir: 1\nsystems: { shop: { role: storefront }, erp: { role: erp } }\n';

interface Said {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

async function weir(...argv: string[]): Promise<Said> {
  const said = { out: '', err: '' };
  const never = async (): Promise<never> => Promise.reject(new Error('this was not called'));
  const code = await runProgram(argv, {
    out: (text) => void (said.out += text),
    err: (text) => void (said.err += text),
    version: '0.0.0',
    now: () => Date.now() as Instant,
    columns: 80,
    colour: false,
    secretInput: { isTerminal: false, ask: never, piped: never },
    simulator: { patterns: [], write: never },
    pair: never,
    worlds: { sweep: never, replay: never, hunt: never },
  });
  return { code, ...said };
}

const verbs: readonly (readonly string[])[] = [
  ['handoffs'],
  ['findings'],
  ['receipts'],
  ['trace', 'A-1'],
  ['erase', 'A-1', '--yes'],
  ['keys', 'list'],
  ['keys', 'revoke', 'ops'],
  ['keys', 'rekey'],
  ['connect', '--list'],
  ['resume', 'erp'],
  ['replay', '--filter', 'state=dead'],
];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'weir-no-ledger-'));
  chmodSync(folder, 0o755);
  writeFileSync(at('weir.yaml'), contract);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe('a folder without a ledger', () => {
  it.each(verbs)('is refused by weir %s, and nothing is made there', async (...verb) => {
    const { code, out, err } = await weir(...verb, '--data', at('data'));
    expect(err).toContain(
      `there is no ledger in ${at('data')}: give another --data, or run weir up`,
    );
    expect({ code, out, lines: err.split('\n').length }).toEqual({ code: 2, out: '', lines: 2 });
    expect(existsSync(at('data'))).toBe(false);
  });

  it('has no backup', async () => {
    const { code, err } = await weir('export', at('backup.jsonl.gz'), '--data', at('data'));
    expect(err).toContain('there is no ledger');
    expect(code).toBe(2);
    expect([at('backup.jsonl.gz'), at('backup.jsonl.gz.part'), at('data')].map(existsSync)).toEqual(
      [false, false, false],
    );
  });

  it('is broken in the eyes of the doctor', async () => {
    const said = await weir('doctor', '--contract', at('weir.yaml'), '--data', at('data'));
    expect(said.out).toContain('BROKEN  database: there is no ledger');
    expect(said.code).toBe(1);
    expect(existsSync(at('data'))).toBe(false);
  });
});

describe('a ledger that can not be used', () => {
  it('is a data folder that is a file', async () => {
    writeFileSync(at('file'), '');
    const up = ['up', '--contract', at('weir.yaml'), '--data', at('file')];
    for (const verb of [up, ['keys', 'create', 'ops', '--data', at('file')]]) {
      const { code, err } = await weir(...verb);
      expect(err).toContain(`${at('file')} can't be used as the data folder (EEXIST)`);
      expect({ code, lines: err.split('\n').length }).toEqual({ code: 2, lines: 2 });
    }
  });

  it.each([
    ['nonsense-s3cret', 'DATABASE_URL is no address of a PostgreSQL'],
    ['postgres://x:s3cret@127.0.0.1:1/db', "can't be reached (connect ECONNREFUSED 127.0.0.1:1)"],
    ['postgres://x:s3cret@localhost:1/db', "can't be reached (connect ECONNREFUSED"],
    ['postgres://x:s3cret@127.0.0.1:nothing/db', "can't be reached (Invalid URL"],
  ])('is the address %s', async (url, why) => {
    vi.stubEnv('DATABASE_URL', url);
    for (const verb of [['up', '--contract', at('weir.yaml')], ['handoffs']]) {
      const { code, out, err } = await weir(...verb, '--data', at('data'));
      expect(err).toContain(why);
      expect(err).toContain(`weir ${verb[0] ?? ''}: `);
      expect(err).not.toContain('s3cret');
      expect({ code, out, lines: err.split('\n').length }).toEqual({ code: 2, out: '', lines: 2 });
    }
  });
});

describe('what others wrote', () => {
  it('reaches the terminal as text', async () => {
    const said = await weir('handoffs', '--state', 'p\u001b[31maid\u202eX', '--data', at('data'));
    expect(said.err).toContain('--state p\\u001b[31maid\\u202eX is none there is');
    const map = await weir('map', at('none\u001b[31m'));
    expect(`${map.out}${map.err}`).toContain('none\\u001b[31m');
    expect(`${map.out}${map.err}`).not.toContain('\u001b');
  });
});

describe.skipIf(packageFolder() === null)('a database of your own', () => {
  let database: Embedded | null = null;
  beforeEach(async () => {
    database = await embedded();
  });
  afterEach(async () => database?.end());

  it('is asked only once it holds a ledger, and a first key begins one', async () => {
    vi.stubEnv('DATABASE_URL', database?.url ?? '');
    const before = await weir('handoffs', '--data', at('data'));
    expect(before.err).toContain('there is no ledger in the database of DATABASE_URL');
    expect(before.code).toBe(2);
    const key = await weir('keys', 'create', 'ops', '--data', at('data'));
    expect(key).toMatchObject({ code: 0, out: expect.stringMatching(/^weir_/) as string });
    expect(await weir('handoffs', '--data', at('data'))).toMatchObject({
      code: 0,
      out: 'Nothing is open.\n',
    });
  });

  it('is not said to be empty of what nobody is called', async () => {
    vi.stubEnv('DATABASE_URL', database?.url ?? '');
    await weir('keys', 'create', 'ops', '--data', at('data'));
    const known = ['--contract', at('weir.yaml'), '--data', at('data')];
    const asked: readonly (readonly [string, ...string[]])[] = [
      ['--system shpo: neither contract nor ledger', 'receipts', '--system', 'shpo'],
      ['Did you mean "shop"?', 'findings', '--system', 'shpo'],
      ['There are erp, shop.', 'handoffs', '--to', 'warehouse'],
      ['--rule order-to-wms: the contract has no rule', 'handoffs', '--rule', 'order-to-wms'],
      ['--handoff nothing: the contract has no rule', 'findings', '--handoff', 'nothing'],
      ['to warehouse: neither', 'replay', '--filter', 'to=warehouse'],
      ['There are erp, shop.', 'pause', 'warehouse'],
    ];
    for (const [words, ...verb] of asked) {
      const { code, out, err } = await weir(...verb, ...known);
      expect(err).toContain(words);
      expect({ verb, code, out }).toEqual({ verb, code: 2, out: '' });
    }
    for (const verb of [
      ['receipts', '--system', 'erp'],
      ['handoffs', '--to', 'erp'],
    ]) {
      expect(await weir(...verb, ...known)).toEqual({ code: 0, out: '', err: 'There is none.\n' });
    }
    const elsewhere = ['--contract', at('none.yaml'), '--data', at('data')];
    expect(await weir('receipts', '--system', 'shop', ...elsewhere)).toMatchObject({
      code: 2,
      err: 'weir receipts: --system shop: the ledger has no system of this name. There is none yet.\n',
    });
  });
});
