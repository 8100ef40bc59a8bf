// Files that are no plain text: workbooks, sheets in XML, archives, and texts of other alphabets.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { observed, readFile } from '../../test/read-file.js';
import { shipments, shipped } from '../../test/shipments.js';
import { textRow, workbookMembers } from '../../test/workbook.js';
import type { WorkbookParts } from '../../test/workbook.js';
import type { ZipMember } from '../../test/zip-archive.js';
import { zipOf } from '../../test/zip-archive.js';
import type { FileReading } from './read-file.js';

const folder = mkdtempSync(join(tmpdir(), 'weir-forms-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

let count = 0;
async function read(content: string | Uint8Array, name = 'export'): Promise<FileReading[]> {
  count += 1;
  const path = join(folder, `${count}-${name}`);
  writeFileSync(path, content);
  return readFile(path, { contract: shipments });
}

function told(readings: readonly FileReading[]): string[] {
  return readings.flatMap((reading) => {
    if (reading.kind === 'refused') return [reading.reason];
    return reading.kind === 'unreadable' ? [`${reading.line}: ${reading.reason}`] : [];
  });
}

const header = ['Order', 'Shipped', 'Carrier', 'Cost'];
const row = ['A-1', '2026-03-04 10:15:00', 'Fünf', '1.50'];
function workbook(parts: WorkbookParts): Buffer {
  return zipOf(workbookMembers(parts));
}

const plainSheet = textRow(1, header) + textRow(2, row);

describe('an Excel workbook', () => {
  it('is a table, with shared texts, numbers and days as the sheet shows them', async () => {
    const sheet = `${textRow(1, ['Shipments of March'])}${textRow(3, header)}
<row r="4"><c r="A4" t="s"><v>0</v></c><c r="B4" s="1"><v>46085.427083333336</v></c><c r="C4" t="s"><v>1</v></c><c r="D4"><v>1.5</v></c></row>
<row r="9"><c r="A9"><v>5375180000001</v></c><c r="B9" s="2"><v>46086</v></c><c r="D9"><v>19.989999999999998</v></c></row>`;
    const readings = await read(
      workbook({
        sheets: { Sheet1: sheet },
        shared: ['<t>A-1</t>', '<r><t>Fü</t></r><r><t>nf</t></r><rPh><t>x</t></rPh>'],
        formats: ['yyyy-mm-dd hh:mm:ss', 'dd/mm/yyyy;@'],
      }),
    );
    expect(observed(readings)).toEqual([
      { ...shipped, data: { carrier: 'Fünf', amount: '1.5' } },
      {
        ...shipped,
        at: '2026-03-05T00:00:00Z',
        at_until: '2026-03-05T23:59:59.999Z',
        basis: 'day',
        refs: { order: '5375180000001' },
        data: { amount: '19.99' },
      },
    ]);
    expect(readings.at(-1)).toEqual({ kind: 'end', rows: 2, unreadable: 0 });
    expect(readings.flatMap((one) => (one.kind === 'observation' ? [one.line] : []))).toEqual([
      4, 9,
    ]);
  });

  it('counts days from 1904 where it says so', async () => {
    const sheet = `${textRow(1, header)}<row><c t="str"><v>A-1</v></c><c s="1"><v>44623.5</v></c></row>`;
    const parts = { sheets: { S: sheet }, formats: ['d.m.yy h:mm'], date1904: true };
    expect(observed(await read(workbook(parts)))).toMatchObject([{ at: '2026-03-04T12:00:00Z' }]);
  });

  it('has lost the digits of a number that is longer than a spreadsheet keeps', async () => {
    const sheet = `${textRow(1, header)}<row><c><v>5.37518000000123E+17</v></c><c t="str"><v>2026-03-04</v></c></row>`;
    expect(told(await read(workbook({ sheets: { S: sheet } })))[0]).toContain(
      'do not open it in one',
    );
  });

  it('is read from the first sheet that a reader takes, and others like it are told', async () => {
    const sheets = { Notes: textRow(1, ['a', 'b']), March: plainSheet, April: plainSheet };
    const readings = await read(workbook({ sheets }));
    expect(observed(readings)).toEqual([shipped]);
    expect(readings).toContainEqual(
      expect.objectContaining({
        kind: 'remark',
        reason: expect.stringContaining('April') as unknown,
      }),
    );
  });

  it('is refused where no reader takes a sheet', async () => {
    const sheets = { Notes: textRow(1, ['a', 'b']) };
    expect(told(await read(workbook({ sheets })))[0]).toContain('docs/guides/your-own-files.md');
  });

  it('is refused by the size that it says it has when unpacked', async () => {
    const members = workbookMembers({ sheets: { S: plainSheet } });
    const bomb = members.map((member): ZipMember =>
      member.name.includes('sheet1') ? { ...member, claimedSize: 4_000_000_000 } : member,
    );
    expect(told(await read(zipOf(bomb)))).toEqual([
      'the workbook unpacks to 3815 MB, and 1024 MB are the most: export it as CSV, or in parts',
    ]);
  });

  it('is read no further than the size that it says it has', async () => {
    const members = workbookMembers({ sheets: { S: plainSheet + ' '.repeat(3_000_000) } });
    const lie = members.map((member): ZipMember =>
      member.name.includes('sheet1') ? { ...member, claimedSize: 2_000 } : member,
    );
    expect(told(await read(zipOf(lie))).at(-1)).toContain('the archive is damaged');
  });

  it.each([
    ['shared texts', 'xl/sharedStrings.xml'],
    ['its list of sheets', 'xl/workbook.xml'],
    ['its styles', 'xl/styles.xml'],
  ])('is refused where %s can not be read', async (_what, part) => {
    const members = workbookMembers({ sheets: { S: plainSheet } });
    const broken = members.map((member) =>
      member.name === part
        ? { ...member, content: '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>' }
        : member,
    );
    expect(told(await read(zipOf(broken)))[0]).toContain('document type');
  });

  it('gives the rows before the place where its XML breaks, and one that says so', async () => {
    const readings = await read(
      workbook({ sheets: { S: `${plainSheet}<row r="3"><c><v>1</row>` } }),
    );
    expect(observed(readings)).toEqual([shipped]);
    expect(told(readings)).toEqual(['4: it is no XML from here on: export it again']);
  });

  it('loses a row that is wider than any sheet, and no other', async () => {
    const wide = '<row r="3"><c r="ZZZ3" t="str"><v>x</v></c></row>';
    const sheet = textRow(1, header) + wide + textRow(4, row);
    const readings = await read(workbook({ sheets: { S: sheet } }));
    expect(told(readings)).toEqual(['3: the row has more than 16384 columns']);
    expect(observed(readings)).toHaveLength(1);
  });
});

const open2003 = `<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="day"><NumberFormat ss:Format="Short Date"/></Style></Styles>`;

function cell2003(type: string, text: string, attributes = ''): string {
  return `<Cell${attributes}><Data ss:Type="${type}">${text}</Data></Cell>`;
}

function sheet2003(rows: string): string {
  return `<Worksheet ss:Name="S"><Table>${rows}</Table></Worksheet>`;
}

const header2003 = `<Row>${header.map((text) => cell2003('String', text)).join('')}</Row>`;

describe('XML Spreadsheet 2003', () => {
  it('is a table, with gaps, typed cells and days', async () => {
    const rows = `<Row>${cell2003('String', 'Shipments', ' ss:MergeAcross="3"')}</Row>${header2003}
<Row ss:Index="5">${cell2003('String', 'A-1')}${cell2003('DateTime', '2026-03-04T10:15:00.000')}${cell2003('Number', '1.5', ' ss:Index="4"')}</Row>
<Row>${cell2003('Number', '70012')}${cell2003('DateTime', '2026-03-05T00:00:00.000', ' ss:StyleID="day"')}${cell2003('String', 'a &amp; b')}</Row>`;
    const readings = await read(`${open2003}${sheet2003(rows)}</Workbook>`, 'results.xls');
    expect(observed(readings)).toEqual([
      { ...shipped, data: { amount: '1.5' }, at_until: '2026-03-04T10:15:59.999Z' },
      expect.objectContaining({
        basis: 'day',
        refs: { order: '70012' },
        data: { carrier: 'a & b' },
      }),
    ]);
    expect(readings.flatMap((one) => (one.kind === 'observation' ? [one.line] : []))).toEqual([
      5, 6,
    ]);
  });

  it('gives the rows before a cut, and one that says so', async () => {
    const text = `${open2003}${sheet2003(`${header2003}<Row>${cell2003('String', 'A-1')}${cell2003('String', '2026-03-04')}</Row>`)}`;
    const readings = await read(text.slice(0, -20));
    expect(observed(readings)).toHaveLength(1);
    expect(told(readings)).toEqual(['3: it is XML that ends in the middle']);
  });

  it('is no other XML', async () => {
    expect(told(await read('<?xml version="1.0"?><orders/>'))[0]).toContain('no reader');
  });
});

const csv = `${header.join(',')}\n${row.join(',')}\n`;

describe('an archive', () => {
  it('of one file is that file', async () => {
    const readings = await read(
      zipOf([
        { name: 'out/orders.csv', content: csv },
        { name: '__MACOSX/out/._orders.csv', content: 'x' },
      ]),
    );
    expect(observed(readings)).toEqual([shipped]);
  });

  it.each([
    [
      'several files',
      zipOf([
        { name: 'a.csv', content: csv },
        { name: 'b.csv', content: csv },
      ]),
      'unpack it into a folder',
    ],
    ['no file', zipOf([{ name: 'a/', content: '' }]), 'empty'],
    [
      'an archive',
      zipOf([{ name: 'a.zip', content: zipOf([{ name: 'a', content: csv }]) }]),
      'packed twice',
    ],
    [
      'two files of one name',
      zipOf([
        { name: 'a.csv', content: csv },
        { name: 'a.csv', content: `${csv}${row.join(',')}\n` },
      ]),
      'more than one file is called a.csv',
    ],
    ['a file with a password', zipOf([{ name: 'a.csv', content: csv, flags: 1 }]), 'a password'],
    [
      'a file with a password and hidden names',
      zipOf([{ name: 'a.csv', content: csv, flags: 0x41 }]),
      'a password',
    ],
    [
      'a file in a form of its own',
      zipOf([{ name: 'a.csv', content: csv, method: 9 }]),
      'pack it as an ordinary ZIP archive',
    ],
    [
      'a name that leads up',
      zipOf([{ name: '../../etc/a.csv', content: csv }]),
      'leads out of the archive',
    ],
    [
      'a name that leads elsewhere',
      zipOf([{ name: '/etc/a.csv', content: csv }]),
      'leads out of the archive',
    ],
    ['a workbook, packed again', gzipSync(workbook({ sheets: { S: plainSheet } })), 'packed twice'],
  ])('of %s is refused with what to do', async (_what, bytes, remedy) => {
    expect(told(await read(bytes))[0]).toContain(remedy);
  });

  it('that lies about its size gives what stands before, and a row', async () => {
    const content = csv + `${row.join(',')}\n`.repeat(100_000);
    const readings = await read(zipOf([{ name: 'a.csv', content, claimedSize: 200_000 }]));
    expect(observed(readings).length).toBeGreaterThan(100);
    expect(told(readings).at(-1)).toContain('the archive is damaged');
  });
});

describe('Japanese text', () => {
  // "Order,Shipped,Carrier" and a carrier in kana and kanji, as cp932 writes them.
  const kana = Buffer.from('4f726465722c536869707065642c436172726965720a', 'hex');
  const line = Buffer.from(
    '412d312c323032362d30332d30342031303a31353a30302c8383837d8367895e91970a',
    'hex',
  );

  it('is read as cp932', async () => {
    const readings = await read(Buffer.concat([kana, line]));
    expect(observed(readings)).toMatchObject([{ data: { carrier: 'ャマト運送' } }]);
  });

  it('is not what European text is taken for', async () => {
    const bytes = Buffer.from(
      'Order,Shipped,Carrier\nA,2026-03-04,Kühne\x92s Möbel \x96 größte\n',
      'latin1',
    );
    expect(observed(await read(bytes))).toMatchObject([
      { data: { carrier: expect.stringContaining('Kühne') as unknown } },
    ]);
  });
});

describe('a file beyond all measure', () => {
  const many = 1_000_000;

  it.each<[string, string | Uint8Array]>([
    ['one line of 10 MB', 'x'.repeat(10 * many)],
    ['one line of 10 MB under a header', `${csv}${'x'.repeat(10 * many)}`],
    ['one JSON text of 10 MB', `{"a":"${'x'.repeat(10 * many)}"}`],
    ['one JSON line of 10 MB', `{"a":1}\n{"a":"${'x'.repeat(10 * many)}"}\n`],
    ['a header of a million columns', `${'c,'.repeat(many)}\n1\n`],
    ['a row of a million cells', `${csv}${',1'.repeat(many / 2)}\n`],
    ['a million empty lines', `${csv}${'\n'.repeat(many)}`],
    ['a million quotes', `${csv}${'"\n'.repeat(many / 2)}`],
    ['JSON of a hundred thousand levels', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['NULs in a row', `${csv}\u0000\u0000,A,\u0000\n`],
    ['nothing but NULs', Buffer.alloc(many)],
    ['a program', Buffer.concat([Buffer.from('7f454c46020101', 'hex'), Buffer.alloc(1_000, 7)])],
  ])('is a row in the report, never a crash: %s', async (_what, content) => {
    const readings = await read(content);
    expect(['refused', 'file']).toContain(readings[0]?.kind);
    if (readings[0]?.kind === 'refused') expect(readings).toHaveLength(1);
    else expect(readings.at(-1)).toMatchObject({ kind: 'end' });
  });

  it('is known by what stands in it, whatever its name ends in', async () => {
    const named = [
      await read(workbook({ sheets: { S: plainSheet } }), 'orders.csv'),
      await read(csv, 'orders.xlsx'),
      await read(gzipSync(csv), 'orders.txt'),
    ];
    for (const readings of named) expect(observed(readings)).toEqual([shipped]);
  });
});

describe('whatever is done to a file', () => {
  const forms: readonly (readonly [string, Buffer])[] = [
    ['a workbook', workbook({ sheets: { S: plainSheet, T: plainSheet }, shared: ['<t>x</t>'] })],
    ['XML', Buffer.from(`${open2003}${sheet2003(header2003 + header2003)}</Workbook>`)],
    ['a ZIP archive', zipOf([{ name: 'a.csv', content: csv }])],
    ['gzip', gzipSync(csv)],
    ['a table', Buffer.from(csv)],
    ['JSON', Buffer.from(JSON.stringify([{ id: 1, created: 'x' }]))],
  ];
  const damages = fc.array(
    fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      cut: fc.boolean(),
      bytes: fc.uint8Array({ maxLength: 6 }),
    }),
    { minLength: 1, maxLength: 4 },
  );

  it.each(forms)('%s throws nothing and every row is accounted for', async (_name, whole) => {
    await fc.assert(
      fc.asyncProperty(damages, async (list) => {
        let bytes = whole;
        for (const { at, cut, bytes: put } of list) {
          const place = Math.floor(at * bytes.length);
          const rest = cut ? bytes.subarray(bytes.length) : bytes.subarray(place + put.length);
          bytes = Buffer.concat([bytes.subarray(0, place), put, rest]);
        }
        const readings = await read(bytes);
        if (readings[0]?.kind === 'refused') {
          expect(readings).toHaveLength(1);
          return;
        }
        const lost = readings.filter(({ kind }) => kind === 'unreadable').length;
        expect(readings.at(-1)).toMatchObject({ kind: 'end', unreadable: lost });
      }),
      { numRuns: 60 },
    );
  });
});
