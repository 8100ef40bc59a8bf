// Writes a connector into a copy of this checkout, and puts it to every test that a connector is put to.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewConnectorOptions } from './new-connector.js';
import { runNewConnector } from './new-connector.js';

const here = resolve(import.meta.dirname, '../../..');
const registry = 'src/connectors/registry.ts';
let checkout = '';

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function newConnector(name: string, options: NewConnectorOptions = {}): Promise<Run> {
  let out = '';
  let err = '';
  const output = {
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
  };
  const code = await runNewConnector(name, { into: checkout, ...options }, output);
  return { code, out, err };
}

function tool(path: string, ...given: readonly string[]): { code: number | null; said: string } {
  const script = join(checkout, 'node_modules', path);
  const run = spawnSync(process.execPath, [script, ...given], { cwd: checkout, encoding: 'utf8' });
  return { code: run.status, said: run.stdout + run.stderr };
}

beforeAll(() => {
  checkout = mkdtempSync(join(tmpdir(), 'weir-checkout-'));
  const settings = ['package.json', 'tsconfig.json', 'eslint.config.mjs', '.prettierrc.json'];
  for (const path of ['src', 'test', 'vitest.config.ts', ...settings]) {
    cpSync(join(here, path), join(checkout, path), { recursive: true });
  }
  symlinkSync(join(here, 'node_modules'), join(checkout, 'node_modules'));
});

afterAll(() => rmSync(checkout, { recursive: true, force: true }));

describe('weir new connector', () => {
  it.each([
    ['', /lower-case words/],
    ['Acme', /lower-case words/],
    ['../acme', /lower-case words/],
    ['2checkout', /lower-case words/],
    ['a'.repeat(25), /at most 24/],
    ['class', /a word of the house/],
    ['reading', /a word of the house/],
    ['shopify', /there is a connector "shopify" already/],
  ])('refuses the name %j with a sentence', async (name, why) => {
    const { code, err } = await newConnector(name);
    expect(code).toBe(2);
    expect(err).toMatch(why);
    expect(err).toMatch(/^weir new connector: .*[.?]\n$/s);
  });

  it('refuses a role that there is not, and says which was meant', async () => {
    const { code, err } = await newConnector('acme', { role: 'epr' });
    expect(code).toBe(2);
    expect(err).toContain('did you mean erp?');
    expect(existsSync(join(checkout, 'src/connectors/acme'))).toBe(false);
  });

  it('says outside a checkout that it needs one', async () => {
    const nowhere = mkdtempSync(join(tmpdir(), 'weir-nowhere-'));
    const { code, err } = await newConnector('acme', { into: nowhere });
    rmSync(nowhere, { recursive: true });
    expect(code).toBe(2);
    expect(err).toContain('is no checkout of it');
  });

  it('lists what it wrote in the order of the folders, and goes no second time', async () => {
    const before = readFileSync(join(checkout, registry), 'utf8');
    const { code, out } = await newConnector('acme-erp', { webhooks: true });
    expect(code).toBe(0);
    expect(out).toContain('wrote src/connectors/acme-erp/verify.ts\n');
    const after = readFileSync(join(checkout, registry), 'utf8');
    expect(after.length).toBeGreaterThan(before.length);
    expect(after).toContain("import { acmeErp } from './acme-erp/index.js';\nimport { amazon }");
    expect(after).toContain('[\n  acmeErp,\n  amazon,\n');
    expect((await newConnector('zebra')).code).toBe(0);
    const last = readFileSync(join(checkout, registry), 'utf8');
    expect(last).toContain('  x12,\n  zebra,\n];');
    expect((await newConnector('zebra')).err).toContain('already');
    const longest = { role: 'merchant-portal', webhooks: true };
    expect((await newConnector('the-longest-name-of-them', longest)).code).toBe(0);
  });

  const names = ['acme-erp', 'zebra', 'the-longest-name-of-them'];
  const folders = names.map((name) => `src/connectors/${name}`);

  it('writes what is formatted, linted and typed as the house is', () => {
    const format = tool('prettier/bin/prettier.cjs', '--check', registry, ...folders);
    expect(format).toMatchObject({ code: 0 });
    const config = { extends: './tsconfig.json', include: [...folders, registry] };
    writeFileSync(join(checkout, 'tsconfig.new.json'), JSON.stringify(config));
    const types = tool('typescript/bin/tsc', '-p', 'tsconfig.new.json', '--incremental', 'false');
    expect(types).toEqual({ code: 0, said: '' });
    const lint = tool('eslint/bin/eslint.js', '--max-warnings', '0', ...folders, registry);
    expect(lint).toEqual({ code: 0, said: '' });
  }, 180_000);

  it('writes what passes its own suite, and the suite of the registry', () => {
    const suites = [...folders, 'src/connectors/registry.unit.test.ts'];
    const run = tool('vitest/vitest.mjs', 'run', '--project', 'unit', ...suites);
    expect(run.said).toMatch(/Test Files .*4 passed/);
    expect(run.code).toBe(0);
  }, 180_000);
});
