import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reportOf } from '../../test/audited.js';
import { inlineCrew } from './crew.js';
import { surveyCompany } from './survey-company.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'weir-zones-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const start = Date.UTC(2026, 2, 14, 12);

/** Orders of a shop, in UTC, and the ERP's search of them as a person in Phoenix downloads it. */
function writeCompany(lateMinutes: (index: number) => number): void {
  const placed: string[] = [];
  const held = ['Internal ID,Document Number,Type,Date,Date Created,Status,External ID,Amount'];
  for (let index = 0; index < 40; index += 1) {
    const at = start + index * 5 * 3_600_000;
    const order = { order: `5300${index}`, order_name: `${1_000 + index}` };
    placed.push(
      JSON.stringify({
        ...{ id: `p${index}`, system: 'shop', kind: 'order.placed', refs: order },
        at: new Date(at).toISOString(),
        data: { lines: [{ sku: 'A', qty: 1 }], payable: 'captured' },
      }),
    );
    const wall = new Date(at + (lateMinutes(index) - 7 * 60) * 60_000);
    const [year, month, day] = wall.toISOString().slice(0, 10).split('-').map(Number);
    const date = `${month}/${day}/${year}`;
    const minute = String(wall.getUTCMinutes()).padStart(2, '0');
    const clock = `${wall.getUTCHours() % 12 || 12}:${minute} ${wall.getUTCHours() < 12 ? 'am' : 'pm'}`;
    held.push(
      `${index},SO${index},Sales Order,${date},${date} ${clock},Pending Fulfillment,${1_000 + index},10.00`,
    );
  }
  writeFileSync(join(folder, 'shop.jsonl'), placed.join('\n'));
  writeFileSync(join(folder, 'search.csv'), held.join('\n'));
}

describe('an ERP whose times carry no zone', () => {
  it('is placed by the orders that a channel states too, and its delays are seen', async () => {
    writeCompany((index) => (index === 20 ? 95 : 2));
    const { findings, notes } = await reportOf([folder]);
    expect(notes.map(({ text }) => text).join('|')).toContain(
      'netsuite: its times carry no zone; taken as UTC-07:00, by 40 orders that shop states too. ' +
        'Give netsuite a zone: in the contract if that is wrong.',
    );
    expect(findings.map(({ pattern, subject }) => [pattern, subject.key])).toEqual([
      ['sync-delay', '530020'],
    ]);
  });

  it('gets that zone in the contract that init drafts, and its times are of it', async () => {
    writeCompany(() => 2);
    const found = await surveyCompany([folder], inlineCrew);
    const erp = found.kind === 'surveyed' ? found.survey.systems[0] : undefined;
    expect(erp).toMatchObject({
      name: 'netsuite',
      placed: { zone: '-07:00', channel: 'shop', matched: 40 },
      from: start + 2 * 60_000,
    });
  });

  it('stays within 14 hours where its orders come at any time', async () => {
    writeCompany((index) => (index * 173) % 600);
    const { findings, notes } = await reportOf([folder]);
    expect(notes.map(({ text }) => text).join('\n')).toMatch(/only known to 14 hours/);
    expect(findings).toEqual([]);
  });
});
