// Raw X12 4010 of the EDI partners, a file a partner, both directions as they went over the wire: 850 out; 997, 855,
// 856, 810 and 846 in.
import { UTC } from '../clock.js';
import type { Emission, SystemName } from '../emission.js';
import { NOTHING, exactly, type Exported, type Exporter, type FileRow } from './shape.js';
import { centsOf, ediTime, linesIn, textIn, type FileLine } from './text.js';

const PARTNERS = ['acme-edi', 'globex-edi', 'hooli-edi'] as const;
type Partner = (typeof PARTNERS)[number];

/** The company's id in interchanges. */
export const OURSELVES = 'EVERYDAYCO';

function idOf(partner: SystemName): string {
  return partner.replace('-edi', '').toUpperCase();
}

interface Interchange {
  readonly from: string;
  readonly to: string;
  readonly at: number;
  readonly control: string;
  readonly group: string;
  readonly set: string;
  readonly body: readonly string[];
}

/** One interchange with one group and one set; ISA is 106 bytes with its terminator. */
function interchange({ from, to, at, control, group, set, body }: Interchange): string {
  const { day, clock } = ediTime(at, UTC);
  const parties = `ZZ*${from.padEnd(15)}*ZZ*${to.padEnd(15)}`;
  const blank = ' '.repeat(10);
  const isa = `ISA*00*${blank}*00*${blank}*${parties}*${day.slice(2)}*${clock.slice(0, 4)}*U*00401*${control.padStart(9, '0')}*0*P*>`;
  const number = String(Number(control));
  const segments = [
    isa,
    `GS*${group}*${from}*${to}*${day}*${clock}*${number}*X*004010`,
    `ST*${set}*${number}`,
    ...body,
    `SE*${body.length + 2}*${number}`,
    `GE*1*${number}`,
    `IEA*1*${control.padStart(9, '0')}`,
  ];
  return segments.map((segment) => `${segment}~`).join('\n');
}

interface Purchase {
  readonly number: string;
  readonly at: number;
  readonly lines: readonly FileLine[];
}

/** The purchase that a document is about, by the ERP's word. */
function purchaseOf(emission: Emission, all: readonly Emission[]): Purchase {
  const number = String(emission.refs['po'] ?? '');
  const ordered = all.find(
    ({ kind, refs }) => kind === 'purchase.ordered' && refs['purchase'] === number,
  );
  return { number, at: ordered?.at ?? emission.at, lines: linesIn(ordered?.data) };
}

function day(instant: number): string {
  return ediTime(instant, UTC).day;
}

function order850({ number, at, lines }: Purchase): string[] {
  const items = lines.map(
    ({ line, sku, qty, price }) => `PO1*${line}*${qty}*EA*${price ?? '0'}*PE*SK*${sku}`,
  );
  return [`BEG*00*SA*${number}**${day(at)}`, ...items, `CTT*${items.length}`];
}

function answer855({ number, at, lines }: Purchase, on: number): string[] {
  const items = lines.flatMap(({ line, sku, qty, price }) => [
    `PO1*${line}*${qty}*EA*${price ?? '0'}*PE*SK*${sku}`,
    `ACK*IA*${qty}*EA*068*${day(on)}`,
  ]);
  return [`BAK*00*AD*${number}*${day(at)}*****${day(on)}`, ...items, `CTT*${lines.length}`];
}

function notice856(purchase: Purchase, control: string, on: number): string[] {
  const { day: date, clock } = ediTime(on, UTC);
  const items = purchase.lines.flatMap(({ line, sku, qty }, index) => [
    `HL*${index + 3}*2*I*0`,
    `LIN*${line}*SK*${sku}`,
    `SN1*${line}*${qty}*EA`,
  ]);
  return [
    `BSN*00*SH${control}*${date}*${clock.slice(0, 4)}*0004`,
    'HL*1**S*1',
    `REF*CN*1ZE${control}`,
    `DTM*011*${date}`,
    'HL*2*1*O*1',
    `PRF*${purchase.number}***${day(purchase.at)}`,
    ...items,
    `CTT*${purchase.lines.length + 2}`,
  ];
}

function bill810(purchase: Purchase, control: string, on: number): string[] {
  const { number, at, lines } = purchase;
  const items = lines.map(
    ({ line, sku, qty, price }) => `IT1*${line}*${qty}*EA*${price ?? '0'}**SK*${sku}`,
  );
  const cents = lines.reduce((sum, { qty, price }) => sum + qty * centsOf(price), 0);
  return [
    `BIG*${day(on)}*V${control}*${day(at)}*${number}`,
    ...items,
    `TDS*${cents}`,
    `CTT*${items.length}`,
  ];
}

/** The 846's lines are the levels that the partner stated with it. */
function advice846(advice: Emission, all: readonly Emission[]): string[] {
  const { at, system } = advice;
  const near = all.filter((one) => one.system === system && one.at === at);
  const snapshot = near.find(({ kind }) => kind === 'feed.snapshot');
  const asOf = textIn(snapshot?.data, 'as_of');
  const levels = near.filter(({ kind }) => kind === 'stock.level');
  const items = levels.flatMap(({ refs, data }, index) => [
    `LIN*${index + 1}*SK*${String(refs['sku'])}`,
    `QTY*33*${String(data?.['available'])}*EA`,
  ]);
  const stamp = `${asOf.slice(0, 10).replaceAll('-', '')}*${asOf.slice(11, 16).replace(':', '')}`;
  return [
    `BIA*00*SI*ACME846*${stamp}`,
    'N1*WH*ACME DC*92*ACME-DC',
    ...items,
    `CTT*${levels.length}`,
  ];
}

function receipt997(control: string): string[] {
  const number = String(Number(control));
  return [`AK1*PO*${number}`, `AK2*850*${number}`, 'AK5*A', 'AK9*A*1*1*1'];
}

/** Answers to a document take control numbers far from its own. */
const OFFSETS = { receipt: 200_000_000, answer: 300_000_000 } as const;

function writtenAs(
  emission: Emission,
  all: readonly Emission[],
): Omit<Interchange, 'from' | 'to' | 'at'> | undefined {
  const control = textIn(emission.data, 'control');
  const purchase = purchaseOf(emission, all);
  const later = (offset: number): string => String(Number(control) + offset);
  switch (`${emission.kind} ${textIn(emission.data, 'type')}`) {
    case 'document.sent 850':
      return { control, group: 'PO', set: '850', body: order850(purchase) };
    case 'document.acknowledged 850':
      return {
        control: later(OFFSETS.receipt),
        group: 'FA',
        set: '997',
        body: receipt997(control),
      };
    case 'document.accepted 850':
      return {
        control: later(OFFSETS.answer),
        group: 'PR',
        set: '855',
        body: answer855(purchase, emission.at),
      };
    case 'document.received 856':
      return { control, group: 'SH', set: '856', body: notice856(purchase, control, emission.at) };
    case 'document.received 810':
      return { control, group: 'IN', set: '810', body: bill810(purchase, control, emission.at) };
    case 'document.received 846':
      return { control, group: 'IB', set: '846', body: advice846(emission, all) };
    default:
      return undefined;
  }
}

/** Statements that stand in an interchange of the same moment, or of the minute before. */
const RIDERS: ReadonlySet<string> = new Set([
  'purchase.confirmed',
  'purchase.invoiced',
  'feed.snapshot',
  'stock.level',
]);

function fileOf(partner: Partner): string {
  return `${partner}.x12`;
}

export function x12Exports(): Exporter {
  return {
    files: new Map(PARTNERS.map((partner) => [fileOf(partner), undefined])),
    tell({ visible, all }): Exported {
      const rows: FileRow[] = [];
      const shown: Emission[] = [];
      for (const emission of visible) {
        const partner = PARTNERS.find((one) => one === emission.system);
        if (partner === undefined) continue;
        const written = writtenAs(emission, all);
        if (written !== undefined) {
          const sent = emission.kind === 'document.sent';
          const [from, to] = sent ? [OURSELVES, idOf(partner)] : [idOf(partner), OURSELVES];
          const text = interchange({ ...written, from, to, at: emission.at });
          rows.push({ file: fileOf(partner), text });
        }
        if (written !== undefined || RIDERS.has(emission.kind)) shown.push(emission);
      }
      return rows.length === 0 ? NOTHING : { rows, shown: shown.map(exactly) };
    },
  };
}
