// A download that broke off: whatever the form of the file and wherever it was cut, the report says that
// the file ends in the middle, unless what is left is a whole file as well.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compileContract } from '../core/contract/compile.js';
import { observed, readFile } from '../../test/read-file.js';
import { textRow, workbookMembers } from '../../test/workbook.js';
import { zipOf } from '../../test/zip-archive.js';
import type { FileReading } from './read-file.js';

const folder = mkdtempSync(join(tmpdir(), 'weir-cut-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const emit = `
    system: wms
    emit:
      kind: shipment.shipped
      at: Shipped
      refs: { order: Order }
      data: { carrier: Carrier, amount: Cost }`;
const { contract, faults } = compileContract(
  parse(`
weir: 1
systems: { wms: { role: warehouse, zone: UTC }, edi: { role: edi, connector: x12 } }
readers:
  table:
    format: csv
    match: [Order, Shipped, Carrier, Cost]${emit}
  list:
    format: json
    rows: shipments
    match: [Order, Shipped]${emit}
  lines:
    format: jsonl
    match: [Order, Shipped]${emit}
  tree:
    format: xml
    rows: shipments.shipment
    match: [Order, Shipped]${emit}
`),
);

let files = 0;
async function read(content: Uint8Array): Promise<FileReading[]> {
  files += 1;
  const path = join(folder, `${files}-export`);
  writeFileSync(path, content);
  return readFile(path, { contract });
}

function told(readings: readonly FileReading[]): string[] {
  return readings.flatMap((reading) =>
    reading.kind === 'refused' || reading.kind === 'unreadable' ? [reading.reason] : [],
  );
}

interface Sample {
  readonly content: Buffer;
  /** Lengths at which what is left is a whole file too. */
  readonly wholes: ReadonlySet<number>;
  /** Below it nothing tells yet what kind of file it is. */
  readonly known: number;
}

/** A cut at some place of the sample is told as one, and gives nothing that the whole file does not. */
async function cutAnywhere(sample: fc.Arbitrary<Sample>, saysSo: RegExp): Promise<void> {
  const cuts = sample.chain((one) =>
    fc.record({ sample: fc.constant(one), length: fc.nat({ max: one.content.length - 1 }) }),
  );
  const property = fc.asyncProperty(
    cuts,
    async ({ sample: { content, wholes, known }, length }) => {
      if (wholes.has(length)) return;
      const readings = await read(content.subarray(0, length));
      const given = observed(readings).map((one) => JSON.stringify(one));
      const whole = observed(await read(content)).map((one) => JSON.stringify(one));
      expect(whole.slice(0, given.length)).toEqual(given);
      if (length < known) expect(given).toEqual([]);
      else expect(told(readings).join('; ')).toMatch(saysSo);
    },
  );
  await fc.assert(property, { numRuns: 250 });
}

const rows = fc.array(
  fc.record({
    Order: fc.integer({ min: 1, max: 999 }).map((number) => `A-${number}`),
    Shipped: fc.constant('2026-03-04 10:15:00'),
    Carrier: fc.string({
      minLength: 1,
      maxLength: 8,
      unit: fc.constantFrom('"', '\n', '\r\n', ' ', 'ü', 'x', '}', ']', '\\', '~'),
    }),
    Cost: fc.integer({ min: 10, max: 99 }).map((number) => `${number}.50`),
  }),
  { minLength: 2, maxLength: 4 },
);
type Rows = readonly Readonly<Record<string, string>>[];

/** A separated file; the last cell of a row is whole at any length, as nothing ends it but its line. */
function tableOf(given: Rows, form: { delimiter: string; end: string; ends: boolean }): Sample {
  const { delimiter, end, ends } = form;
  const quoted = (cell: string): string =>
    /["\r\n,;\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  const wholes = new Set<number>();
  let text = `Order${delimiter}Shipped${delimiter}Carrier${delimiter}Cost`;
  const known = text.length + end.length;
  const bytes = (): number => Buffer.byteLength(text);
  for (const [index, row] of given.entries()) {
    text += end;
    wholes.add(bytes());
    const { Order = '', Shipped = '', Carrier = '', Cost = '' } = row;
    text += [Order, Shipped, quoted(Carrier), ''].join(delimiter);
    for (let length = 0; length <= Cost.length + end.length; length += 1)
      wholes.add(bytes() + length);
    text += Cost;
    if (index === given.length - 1 && ends) text += end;
  }
  return { content: Buffer.from(text), wholes, known };
}

const tables = fc
  .record({
    rows,
    delimiter: fc.constantFrom(',', ';', '\t'),
    end: fc.constantFrom('\n', '\r\n'),
    ends: fc.boolean(),
  })
  .map(({ rows: given, ...form }) => tableOf(given, form));

const lines = rows.map((given): Sample => {
  const texts = given.map((row) => `${JSON.stringify(row)}\n`);
  const wholes = new Set<number>();
  let length = 0;
  for (const text of texts) {
    length += Buffer.byteLength(text);
    wholes.add(length - 1).add(length);
  }
  // One line alone is a document.
  return { content: Buffer.from(texts.join('')), wholes, known: Buffer.byteLength(texts[0] ?? '') };
});

const documents = rows.map((given): Sample => ({
  content: Buffer.from(JSON.stringify({ shipments: given })),
  wholes: new Set(),
  known: 1,
}));

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\r', '');

const trees = rows.map((given): Sample => {
  const items = given.map((row) => {
    const fields = Object.entries(row).map(([name, text]) => `<${name}>${escaped(text)}</${name}>`);
    return `<shipment>${fields.join('')}</shipment>`;
  });
  const text = `<?xml version="1.0"?><shipments>${items.join('')}</shipments>`;
  return { content: Buffer.from(text), wholes: new Set(), known: text.indexOf('<shipments') + 3 };
});

const sheets2003 = rows.map((given: Rows): Sample => {
  const cell = (text: string): string =>
    `<Cell><Data ss:Type="String">${escaped(text)}</Data></Cell>`;
  const titles = ['Order', 'Shipped', 'Carrier', 'Cost'];
  const all = [titles, ...given.map((row) => titles.map((title) => row[title] ?? ''))];
  const body = all.map((cells) => `<Row>${cells.map(cell).join('')}</Row>`).join('');
  const name = 'urn:schemas-microsoft-com:office:spreadsheet';
  const head = `<?xml version="1.0"?><Workbook xmlns="${name}" xmlns:ss="${name}">`;
  const text = `${head}<Worksheet ss:Name="S"><Table>${body}</Table></Worksheet></Workbook>`;
  return { content: Buffer.from(text), wholes: new Set(), known: text.indexOf('</Row>') + 6 };
});

const workbooks = rows.map((given): Sample => {
  const plain = given.map((row) =>
    Object.values(row).map((text) => text.replace(/[^\w.:-]/g, ' ')),
  );
  const titles = ['Order', 'Shipped', 'Carrier', 'Cost'];
  const sheet = [titles, ...plain].map((cells, index) => textRow(index + 1, cells)).join('');
  const content = zipOf(workbookMembers({ sheets: { S: sheet } }));
  return { content, wholes: new Set(), known: 4 };
});

const segments = [
  'ISA*00*          *00*          *ZZ*RETAILER       *ZZ*SUPPLIER       *260304*1015*U*00401*000000001*0*P*>',
  'GS*PO*RETAILER*SUPPLIER*20260304*1015*1*X*004010',
  'ST*850*0001',
  'BEG*00*NE*PO-1**20260304',
  'PO1*1*3*EA*9.5**VN*A-1',
  'CTT*1',
  'SE*5*0001',
  'GE*1*1',
  'IEA*1*000000001',
];
const interchanges = fc.constantFrom('~', '~\n').map((end): Sample => {
  const text = segments.map((segment) => segment + end).join('');
  // The last element is whole before its terminator.
  const wholes = new Set(end === '~' ? [text.length - 1] : [text.length - 2, text.length - 1]);
  return { content: Buffer.from(text), wholes, known: 106 };
});

describe('a file that is cut', () => {
  it('has a contract to be read by', () => {
    expect(faults).toEqual([]);
  });

  it('says so as a separated table', async () => {
    await cutAnywhere(tables, /ends in the middle of this row/);
  });

  it('says so as JSON lines', async () => {
    await cutAnywhere(lines, /ends in the middle/);
  });

  it('says so as a JSON document', async () => {
    await cutAnywhere(documents, /ends in the middle/);
  });

  it('says so as XML', async () => {
    await cutAnywhere(trees, /ends in the middle/);
  });

  it('says so as an XML Spreadsheet', async () => {
    await cutAnywhere(sheets2003, /ends in the middle/);
  });

  it('says so as a workbook', async () => {
    await cutAnywhere(workbooks, /damaged/);
  });

  it('says so as an X12 interchange', async () => {
    await cutAnywhere(interchanges, /cut or damaged|was lost|edited/);
  });
});
