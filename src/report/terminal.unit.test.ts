import { describe, expect, it } from 'vitest';
import { contractOf, faultOf, onDay, sampleReport } from '../../test/sample-run.js';
import { emptyTally } from '../core/detect/tally.js';
import { hanging, table, widthOf, wrap } from './terminal/layout.js';
import { terminalReport } from './terminal.js';

const report = sampleReport();
const plain = (columns: number): string => terminalReport(report, { columns, colour: false });
const widest = (text: string): number => Math.max(...text.split('\n').map(widthOf));

describe('the terminal report', () => {
  it('has no line wider than asked for', () => {
    for (const columns of [60, 72, 80, 100, 120]) {
      expect(widest(plain(columns))).toBeLessThanOrEqual(columns);
    }
    expect(widest(plain(400))).toBeLessThanOrEqual(120);
  });

  it('has no line wider than asked for when names are long, wide or hostile', () => {
    const name = `${'x'.repeat(200)}\u001b[31m\u0007${'ü'.repeat(90)}`;
    const hostile = sampleReport({
      contract: contractOf(name, 'erp'),
      candidates: [
        faultOf(name, {
          systems: [name, 'erp'],
          handoff: null,
          field: name,
          hop: name,
          at: onDay(1),
        }),
      ],
      inputs: [
        {
          path: name,
          reader: null,
          proven: false,
          observations: 1,
          unreadable: [{ line: null, reason: name }],
          unreadable_count: 9,
        },
      ],
    });
    const text = terminalReport(hostile, { columns: 80, colour: false, written: [name] });
    expect(widest(text)).toBeLessThanOrEqual(80);
    expect(text).not.toMatch(/[^\P{Cc}\n]/u);
  });

  it('is headed by the verdict in a sentence', () => {
    const text = plain(80).replace(/[│\s]+/g, ' ');
    expect(text).toContain(
      'Structural (likely): 2 faults in the handoffs between your systems explain 57 of 62 exceptions.',
    );
  });

  it('says between which systems two faults of one kind at one handoff lie', () => {
    const faults = ['amazon', 'shop'].flatMap((from) =>
      [1, 2].map((on) =>
        faultOf(`${from}-${on}`, { systems: [from, 'erp'], at: onDay(on), pattern: 'lost-order' }),
      ),
    );
    const text = terminalReport(sampleReport({ candidates: faults }), {
      columns: 120,
      colour: false,
      brief: true,
    });
    expect(text).toMatch(/amazon → erp/);
    expect(text).toMatch(/shop → erp/);
  });

  it('says which names mean the same', () => {
    expect(plain(80)).toContain('NAMES THAT MEAN THE SAME');
    expect(plain(80)).toContain(
      'shop.order_name = erp.external: 690 of 700 matched, "#" taken off',
    );
  });

  it('shows what is right beside what is connected', () => {
    expect(plain(80)).toContain('Connected  4 of 5 systems spoke without an error');
    expect(plain(80)).toContain('Right      94.2%: 1,190 of 1,262 orders');
  });

  it('shows for each cluster what, why, where, whom to involve, what to do and three examples', () => {
    const [, detail = ''] = plain(80).split('\n1. ');
    const [first = ''] = detail.split('\n2. ');
    for (const label of ['What', 'Why', 'Where', 'Involve', 'Do now', 'For good', 'Examples']) {
      expect(first).toContain(`   ${label} `);
    }
    expect(first.match(/A-\d+, 2026-03/g)).toHaveLength(3);
    expect(first).toContain('shipment-to-erp, amazon → erp; the trail breaks at amazon→ipaas');
  });

  it('ends with what the inputs cannot show and where the files are', () => {
    const text = terminalReport(report, {
      columns: 80,
      colour: false,
      written: ['out/report.json'],
    });
    expect(text).toContain(
      "erp's refunds from 2026-03-02 to 2026-03-30 (would settle 214 unknowns)",
    );
    expect(text).toContain('exports/shop.jsonl:7: at is no RFC 3339 time with an offset');
    expect(text.endsWith('out/report.json\n')).toBe(true);
  });

  it('has colour only where it is asked for, and the same words with it', () => {
    const coloured = terminalReport(report, { columns: 80, colour: true });
    const stripped = coloured.replace(/\p{Cc}\[\d+m/gu, '');
    expect(plain(80)).not.toContain('\u001b');
    expect(coloured).toContain('\u001b[31m');
    expect(stripped.replace(/ +$/gm, '')).toBe(plain(80).replace(/ +$/gm, ''));
  });

  it('is short and calm where nothing was found', () => {
    const healthy = sampleReport({ candidates: [], tally: emptyTally() });
    const text = terminalReport(healthy, { columns: 80, colour: false });
    expect(text).toContain('Nothing could be judged');
    expect(text).not.toContain('THE FAULTS');
  });
});

describe('layout', () => {
  it('wraps at spaces and breaks only words that are too long', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrap('abcdefgh ij', 3)).toEqual(['abc', 'def', 'gh', 'ij']);
    expect(wrap('  ', 5)).toEqual([]);
  });

  it('hangs the following lines below the first', () => {
    const page = { columns: 12, colour: false };
    expect(hanging(page, ' 1. ', 'one two three')).toEqual([' 1. one two', '    three']);
  });

  it('wraps the cells of columns that shrink, and keeps the others whole', () => {
    const columns = [
      { title: 'what', align: 'left', shrinks: true },
      { title: 'n', align: 'right', shrinks: false },
    ] as const;
    const lines = table({ columns: 20, colour: false }, columns, [
      ['some words here that wrap', '1,000'],
    ]);
    expect(lines).toEqual([
      '  what             n',
      '  some words   1,000',
      '  here that',
      '  wrap',
    ]);
  });
});
