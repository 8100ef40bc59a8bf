import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readFile } from '../../test/read-file.js';
import { compileContract } from '../core/contract/compile.js';
import { companyIds } from './company-ids.js';

const isa =
  'ISA*00*          *00*          *ZZ*0815WEIR       *ZZ*ACMESUPPLY     *260304*1015*U*00401*000000001*0*P*>~';
const order =
  'GS*PO*0815WEIR*ACMESUPPLY*20260304*1015*1*X*004010~ST*850*0001~BEG*00*SA*PO-7**20260304~PO1*1*3*EA*2.50**SK*MUG~CTT*1~SE*5*0001~GE*1*1~IEA*1*000000001~';

describe('a pair of interchange ids', () => {
  const folder = mkdtempSync(join(tmpdir(), 'weir-partner-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['ACMESUPPLY', true],
    ['OTHER', false],
  ])('with the partner %s in the contract is known: %s', async (id, known) => {
    const path = join(folder, 'po.edi');
    writeFileSync(path, isa + order);
    const systems = { 'acme-edi': { role: 'edi', connector: 'x12' } };
    const { contract } = compileContract(
      parse(JSON.stringify({ weir: 1, systems, partners: { acme: { ids: id } } })),
    );
    const kinds = (await readFile(path, { contract })).flatMap((reading) =>
      reading.kind === 'observation' ? [reading.observation.kind] : [],
    );
    expect(kinds.includes('purchase.ordered')).toBe(known);
  });
});

describe('the ids of all files of a run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'weir-company-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const write = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const pair = write('po.edi', isa + order);

  it('do not show the company where they are one pair', async () => {
    expect(await companyIds([pair])).toEqual(new Set());
  });

  it('show it where one id stands in every pair', async () => {
    const other = write('other.edi', (isa + order).replaceAll('ACMESUPPLY', 'GLOBEX    '));
    expect(await companyIds([pair, other])).toEqual(new Set(['0815WEIR']));
  });

  it('show it where a warehouse is told to ship', async () => {
    const text = (isa + order).replaceAll('ACMESUPPLY', 'DEPOT     ').replace('ST*850', 'ST*940');
    expect(await companyIds([write('ship.edi', text)])).toEqual(new Set(['0815WEIR']));
  });
});
