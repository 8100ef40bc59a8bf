import { describe, expect, it } from 'vitest';
import {
  fixturesAreHere,
  fixtureTable,
  suiteOfFixtures,
} from '../../../test/fixtures-of-others.js';
import { observed, readTable, unreadable } from '../../../test/read-export.js';
import { inventoryCsv } from './exports-inventory.js';
import { metricsCsv } from './exports-metrics.js';

describe.skipIf(!fixturesAreHere)(suiteOfFixtures("suppliers' own files"), () => {
  it('give the levels of a feed of goods', () => {
    const readings = readTable(inventoryCsv, fixtureTable('supplier-feeds/stedi-sample-feed.csv'));
    expect(unreadable(readings)).toEqual([]);
    const levels = observed(readings).filter(({ kind }) => kind === 'stock.level');
    expect(levels.map(({ refs, data }) => [refs?.['sku'], data?.['available']])).toEqual([
      ['ACM/8900-100', '10'],
      ['ACM/8900-250', '47'],
      ['ACM/8900-400', '3'],
      ['ACM/1100-001', '110'],
    ]);
  });

  it.each(['metasfresh-pcm-product', 'metasfresh-pcm-purchase-order', 'metasfresh-pcm-warehouse'])(
    'are not the tables of a planning system: %s',
    (file) => {
      const table = fixtureTable(`supplier-feeds/${file}.csv`, ';');
      expect(readTable(inventoryCsv, table)).toBeNull();
      expect(readTable(metricsCsv, table)).toBeNull();
    },
  );
});
