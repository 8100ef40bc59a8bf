import { describe, expect, it } from 'vitest';
import { samplePage } from '../../test/sample-page.js';
import { sampleReport } from '../../test/sample-run.js';
import { frequencyWords } from './cluster-words.js';
import { joinText, linelessTexts, reasonTexts, unreadTexts } from './report-words.js';

describe('joinText', () => {
  const between = ['erp.external', 'shop.order_name'] as const;

  it('says how many names a join matches, and what is taken off them', () => {
    expect(joinText({ between, matched: 1_690, of: 1_700, trim: null })).toBe(
      'erp.external = shop.order_name: 1,690 of 1,700 matched',
    );
    expect(joinText({ between, matched: 95, of: 95, trim: 'WEB-', suffix: '/US' })).toBe(
      'erp.external = shop.order_name: 95 of 95 matched, "WEB-" and "/US" taken off',
    );
  });

  it('says what is taken off either side, where that differs', () => {
    const right = { trim: '#', suffix: '-US' };
    expect(joinText({ between, matched: 95, of: 95, trim: 'WEB', right })).toBe(
      'erp.external = shop.order_name: 95 of 95 matched, ' +
        '"WEB" of erp.external and "#" and "-US" of shop.order_name taken off',
    );
  });
});

describe('what could not be read', () => {
  const [known] = samplePage().inputs;
  if (known === undefined) throw new Error('the sample has an input');
  const refused = ['a', 'b', 'c', 'd'].map((path) => ({
    ...known,
    path,
    observations: 0,
    unreadable: [{ line: null, reason: 'no reader knows it' }],
    unreadable_count: 1,
  }));

  it('is told of whole files once, and of a line with its number', () => {
    const report = samplePage({ inputs: [known, ...refused] });
    expect(unreadTexts(report)).toEqual([
      { place: '4 files (a, b, c and 1 more)', reason: 'no reader knows it' },
      { place: 'exports/shop.jsonl:7', reason: 'at is no RFC 3339 time with an offset' },
    ]);
  });

  it('stands behind the headline where whole files gave nothing', () => {
    expect(reasonTexts(samplePage()).join(' ')).not.toContain('Nothing could be read');
    expect(reasonTexts(samplePage({ inputs: [known, ...refused] })).at(-1)).toBe(
      'Nothing could be read of 4 of the 5 files: the last part says why.',
    );
    expect(reasonTexts(samplePage({ inputs: refused })).at(-1)).toBe(
      'Nothing could be read of any file.',
    );
  });
});

describe('linelessTexts', () => {
  const [row] = sampleReport().coverage;
  const said = (...counts: readonly (readonly [string, number, number])[]): string[] => {
    if (row === undefined) throw new Error('the sample covers something');
    const coverage = counts.map(([system, orders, without]) => {
      return { ...row, system, orders, orders_without_lines: without };
    });
    return linelessTexts({ ...sampleReport(), coverage });
  };

  it('says once a system how many orders it states without their lines', () => {
    expect(said(['erp', 400, 312], ['erp', 400, 312], ['amazon', 1, 1], ['shop', 9, 0])).toEqual([
      'erp states 312 of 400 orders without their lines: no quantity of these can be compared.',
      'amazon states 1 order without its lines: no quantity of these can be compared.',
    ]);
  });
});

describe('how often a fault is', () => {
  const [cluster] = sampleReport().clusters;
  if (cluster === undefined) throw new Error('the sample has a cluster');
  const counted = { ...cluster, count: 8, of_passing: 101, days: 4, worst_week: 6 };

  it('is told with its days and its worst week', () => {
    expect(frequencyWords(counted)).toBe(
      '8 of 101 that passed, on 4 separate days, 6 in the worst week',
    );
  });

  it('is told without them where the contract accepts all of it', () => {
    const accepted = { ...counted, ignored: 8, days: 0, worst_week: 0 };
    expect(frequencyWords(accepted)).toBe('8 of 101 that passed');
  });
});
