import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Report } from '../core/detect/report.js';
import { reportOf } from '../../test/audited.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'weir-suppliers-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function reportOn(files: Readonly<Record<string, string>>): Promise<Report> {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return reportOf([folder]);
}

const inventory = (asOf: string, available: number): string =>
  `SKU,Available,UPC,as_of\nA-1,${available},012345678905,${asOf}\n`;

describe('files of suppliers that no contract names', () => {
  it('are a feed each, with a time of their own', async () => {
    const report = await reportOn({
      'acme/inventory_2026-03-03.csv': inventory('2026-03-03T06:00:00Z', 5),
      'acme/inventory_2026-03-04.csv': inventory('2026-03-04T06:00:00Z', 4),
      'globex/inventory_2026-03-04.csv': inventory('2026-03-04T06:00:00Z', 70),
    });
    expect(report.counts).toMatchObject({ feeds: 2, duplicates: 0, observations: 6 });
    const covered = report.coverage.map(({ system, from, until }) => [system, from, until]);
    expect(new Set(covered.map(String))).toEqual(
      new Set([
        'acme-inventory,2026-03-03T06:00:00Z,2026-03-04T06:00:00Z',
        'globex-inventory,2026-03-04T06:00:00Z,2026-03-04T06:00:00Z',
      ]),
    );
    expect(report.findings.map(({ pattern }) => pattern)).not.toContain('identity-conflict');
  });
});
