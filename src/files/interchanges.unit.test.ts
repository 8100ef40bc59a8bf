import { describe, expect, it } from 'vitest';
import { interchangeRows, syntaxOf } from './interchanges.js';
import type { FileRow } from './table.js';

const isa =
  'ISA*00*          *00*          *ZZ*BUYER          *ZZ*SELLER         *260304*1015*U*00401*000000001*0*P*>~\n';
const group = 'GS*PO*BUYER*SELLER*20260304*1015*7*X*004010~\n';
const set = (control: string): string =>
  `ST*850*${control}~\nBEG*00*SA*PO1**20260304~\nSE*3*${control}~\n`;

async function* pieces(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) {
    yield await Promise.resolve(text.slice(at, at + size));
  }
}

async function rowsOf(text: string, size = 7): Promise<FileRow[]> {
  const rows: FileRow[] = [];
  for await (const part of interchangeRows(pieces(text, size), 'x12')) rows.push(...part);
  return rows;
}

describe('the rows of raw EDI', () => {
  it('are its sets, each at the line on which it begins', async () => {
    const rows = await rowsOf(`${isa}${group}${set('0001')}${set('0002')}GE*2*7~\nIEA*1*1~\n`);
    expect(rows).toMatchObject([
      { line: 3, document: { type: '850', control: '0001' } },
      { line: 6, document: { type: '850', control: '0002' } },
    ]);
  });

  it('are unreadable where a receiver would reject the set, and all others are read', async () => {
    const broken = set('0001').replace('SE*3', 'SE*9');
    const rows = await rowsOf(`${isa}${group}${broken}${set('0002')}GE*3*7~\nIEA*1*1~\n`);
    expect(rows).toMatchObject([
      {
        line: 3,
        unreadable: expect.stringMatching(/^850 0001: SE \(segment 5, line 5\) counts 9/) as string,
      },
      { line: 6, document: { control: '0002' } },
      {
        line: 9,
        unreadable: expect.stringMatching(/^GE \(segment 9, line 9\) counts 3 sets/) as string,
      },
    ]);
  });
});

describe('a text that begins with an interchange', () => {
  it.each([
    [isa, 'x12'],
    [`\r\n${isa}`, 'x12'],
    ['ISA*broken', 'x12'],
    ["UNA:+.? '\r\nUNB+UNOC:3+A+B+260304:1015+1'", 'edifact'],
    ["UNB+UNOA:1+A+B+260304:1015+1'", 'edifact'],
    ['ISABEL,Order ID\n', null],
    ['UNA: a name\n', null],
    ['Order ID,Status\nISA*1,shipped\n', null],
  ])('%j is %s', (text, syntax) => {
    expect(syntaxOf(text)).toBe(syntax);
  });
});
