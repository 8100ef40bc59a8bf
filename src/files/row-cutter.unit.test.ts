import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TableForm } from './row-cutter.js';
import { RowCutter } from './row-cutter.js';

interface Cut {
  readonly records: readonly (readonly string[])[];
  readonly furtherLines: number;
  /** What is left where a quote stays open. */
  readonly open: boolean;
}

const comma: TableForm = { delimiter: ',', quoting: 'csv', lineEnd: '\n' };

function cut(text: string, form: TableForm = comma): Cut {
  const cutter = new RowCutter(text, form);
  const records: (readonly string[])[] = [];
  let furtherLines = 0;
  while (!cutter.done) {
    const row = cutter.next();
    if (row === null) return { records, furtherLines, open: true };
    records.push(row.cells);
    furtherLines += row.furtherLines;
  }
  return { records, furtherLines, open: false };
}

/** What another parser makes of it, with the same freedoms. */
function oracle(text: string, form: TableForm): Pick<Cut, 'records' | 'open'> {
  let open = false;
  const records: string[][] = parse(text, {
    delimiter: form.delimiter,
    quote: form.quoting === 'csv' ? '"' : false,
    escape: form.quoting === 'csv' ? '"' : null,
    record_delimiter: form.lineEnd === '\r' ? ['\r'] : ['\r\n', '\n'],
    relax_column_count: true,
    relax_quotes: true,
    skip_records_with_error: true,
    on_skip: () => {
      open = true;
      return undefined;
    },
  });
  return { records, open };
}

describe('the rows of a separated text', () => {
  it.each<[string, string, readonly (readonly string[])[]]>([
    [
      'plain',
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'no end of the last line',
      'a,b\n1,',
      [
        ['a', 'b'],
        ['1', ''],
      ],
    ],
    [
      'Windows',
      'a,"b"\r\n1,2\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['quotes', 'x,"a ""b"", c",y\n', [['x', 'a "b", c', 'y']]],
    ['a line inside quotes', '"a\nb",c\n', [['a\nb', 'c']]],
    ['a quote inside a plain cell', 'a 5" disc,b\n', [['a 5" disc', 'b']]],
    ['more behind the closing quote', '"a" b,c\n', [['"a" b', 'c']]],
    ['a blank line', '\nx\n', [[''], ['x']]],
    ['fewer cells and more', 'a,b\n1\n1,2,3\n', [['a', 'b'], ['1'], ['1', '2', '3']]],
  ])('are cut: %s', (_name, text, records) => {
    expect(cut(text)).toMatchObject({ records, open: false });
  });

  it('end before a quote that is never closed', () => {
    expect(cut('a,b\n1,"2\n3,4\n')).toEqual({ records: [['a', 'b']], furtherLines: 0, open: true });
  });

  it('count the ends of lines inside quotes', () => {
    expect(cut('"a\n\nb",c\nd,"e\n"\n').furtherLines).toBe(3);
  });

  it('are those that another parser reads, whatever the text is', () => {
    const pieces = fc.constantFrom(
      'a',
      'bc',
      ',',
      ';',
      '"',
      '""',
      '\n',
      '\r\n',
      '\r',
      ' ',
      'é',
      '1.5',
    );
    const texts = fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(''));
    const forms = fc.record<TableForm>({
      delimiter: fc.constantFrom(',', ';', '\t'),
      quoting: fc.constantFrom('csv', 'csv', 'none'),
      lineEnd: fc.constantFrom('\n', '\n', '\r'),
    });
    fc.assert(
      fc.property(texts, forms, (text, form) => {
        const { records, open } = cut(text, form);
        expect({ records, open }).toEqual(oracle(text, form));
      }),
      { numRuns: 5_000 },
    );
  });

  it('are found in a time that grows with the text', () => {
    // A column a character, and quotes in every row: what is looked for must not be looked for twice.
    const wide = `"a"${',b'.repeat(300_000)}\n`;
    expect(cut(wide).records[0]).toHaveLength(300_001);
    const narrow = '"a"\n'.repeat(200_000);
    expect(cut(narrow).records).toHaveLength(200_000);
  });
});
