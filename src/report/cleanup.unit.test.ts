import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleReport } from '../../test/sample-run.js';
import { cleanUpFiles, cleanUpForm } from './cleanup.js';
import { csvRow } from './csv.js';

const sample = sampleReport();
/** As the systems show each of its orders. */
const shown = { amazon: 'placed, shipped, "Shipped"', erp: 'committed', pos: 'placed' };
const report = { ...sample, findings: sample.findings.map((found) => ({ ...found, shown })) };
const files = cleanUpFiles(report);

function tableOf(text: string): Record<string, string>[] {
  return parse(text, { bom: true, columns: true });
}

describe('clean-up files', () => {
  it('are one a cluster, with all of its findings', () => {
    expect(files.map(({ name }) => name)).toEqual(
      report.clusters.map(({ pattern }, index) => `cleanup-${index + 1}-${pattern}.csv`),
    );
    for (const { cluster, name, rows } of files) {
      expect(name).toMatch(cleanUpForm);
      expect(tableOf([...rows()].join(''))).toHaveLength(cluster.count);
    }
  });

  it('say of each subject its names, what each system shows, and what to do', () => {
    const [row] = tableOf([...(files[0]?.rows() ?? [])].join(''));
    expect(row).toMatchObject({
      type: 'order',
      state: 'open',
      'went wrong at (UTC)': expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/) as string,
      'in amazon': expect.stringMatching(
        /^placed, shipped, "Shipped"; cited: ship-A-\d+$/,
      ) as string,
      'in erp': 'committed; nothing for shipment-to-erp',
      'in pos': 'placed',
    });
    expect(row?.['name: order']).toBe(row?.['subject']);
    expect(row?.['what is wrong']).not.toBe('');
    expect(row?.['what to do']).not.toBe('');
  });

  it('begin with a byte order mark, by which Excel knows UTF-8', () => {
    expect([...(files[0]?.rows() ?? [])].join('')).toMatch(/^\ufeffsubject,/);
  });
});

describe('a row', () => {
  it('neutralises what a spreadsheet would run', () => {
    for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '  =1', '\uff1d1']) {
      const [[read]] = parse(csvRow([text])) as [[string]];
      expect(read).toBe(`'${text}`);
    }
    expect(csvRow(['114-22', 'a=b'])).toBe('114-22,a=b\r\n');
  });

  it('reads back as it was, but for the apostrophe', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 2 }), (cells) => {
        const plain = cells.map((cell) => cell.replaceAll('\u0000', ''));
        const [read] = parse(csvRow(plain)) as [string[]];
        expect(read.map((cell, index) => (cell === plain[index] ? cell : cell.slice(1)))).toEqual(
          plain,
        );
        for (const cell of read) expect(cell).not.toMatch(/^\s*[=+\-@]/);
      }),
    );
  });
});
