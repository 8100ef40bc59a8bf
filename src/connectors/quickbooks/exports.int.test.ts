import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { fixturePath, fixturesAreHere, suiteOfFixtures } from '../../../test/fixtures-of-others.js';
import { documentOf, observed, readDocument, unreadable } from '../../../test/read-export.js';
import { textAt, valueAt } from '../reading/document.js';
import { entities } from './exports-entities.js';

/** The body of the last answer in a recording of the sandbox. */
function answerIn(recording: string): unknown {
  const file = readFileSync(fixturePath(`quickbooks/recorded-json/${recording}`), 'utf8');
  const exchanges: unknown = valueAt(parse(file), 'http_interactions');
  const last: unknown = Array.isArray(exchanges) ? exchanges.at(-1) : undefined;
  return documentOf(textAt(last, 'response.body.string'));
}

describe.skipIf(!fixturesAreHere)(suiteOfFixtures("answers of QuickBooks' sandbox"), () => {
  it.each([
    [
      'create-invoice.yml',
      'quickbooks.Invoice-json',
      ['order.acknowledged', 'books.revenue', 'order.status'],
    ],
    [
      'all-sales_receipts.yml',
      'quickbooks.SalesReceipt-json',
      ['order.acknowledged', 'books.revenue', 'order.status', 'payment.captured'],
    ],
  ])('%s is read by %s', (recording, name, kinds) => {
    const document = answerIn(recording);
    const sample = { shape: 'document', document } as const;
    const taken = entities.filter((reader) => reader.recognise(sample) !== null);
    expect(taken.map((reader) => reader.name)).toEqual([name]);
    const readings = taken.flatMap((reader) => readDocument(reader, document) ?? []);
    expect(unreadable(readings)).toEqual([]);
    expect([...new Set(observed(readings).map(({ kind }) => kind))]).toEqual(kinds);
  });
});
