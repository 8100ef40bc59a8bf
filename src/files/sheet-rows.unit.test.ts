// Cells of a workbook that is packed a thousand times closer than it is read.
import { describe, expect, it } from 'vitest';
import { CellText, SheetRows } from './sheet-rows.js';

describe('a cell without an end', () => {
  it('is held no further than a row may be long, and its row is told', () => {
    const endless = new CellText();
    const piece = 'A'.repeat(1_048_576);
    for (let count = 0; count < 1_000; count += 1) endless.add(piece);
    const rows = new SheetRows();
    rows.begin(1);
    rows.cell(0, endless.text);
    rows.end();
    rows.begin(2);
    rows.cell(0, 'A-1');
    rows.end();
    expect(rows.take()).toEqual([
      { line: 1, unreadable: 'the row is longer than 1048576 characters' },
      { line: 2, cells: ['A-1'], document: null },
    ]);
  });
});

describe('rows that hold one cell far to the right', () => {
  it('are told where the cells that they leave out are too many together', () => {
    const rows = new SheetRows();
    let count = 0;
    let full = 0;
    for (; full === count && count < 10_000; count += 1) {
      rows.begin(null);
      rows.cell(16_383, 'x');
      rows.end();
      full += rows.take().filter((row) => 'cells' in row).length;
    }
    expect(full).toBe(6_103);
    rows.begin(null);
    rows.cell(0, 'A-1');
    rows.end();
    rows.begin(null);
    rows.cell(16_383, 'x');
    rows.end();
    expect(rows.take()).toEqual([
      { line: count + 1, cells: ['A-1'], document: null },
      {
        line: count + 2,
        unreadable: 'the sheet leaves out more than 100,000,000 cells up to here',
      },
    ]);
  });
});
