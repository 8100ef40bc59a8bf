// The shape of `files:`, by which files of a folder or an address are taken in.
import { z } from 'zod';
import { called, duration, named, number } from './schema-terms.js';

export const files = z.strictObject({
  folder: named('Where they are put, from where weir up runs.').optional(),
  url: named('Where a file is fetched, such as https://feeds.example.com/stock.csv.').optional(),
  ...called,
  timeout: duration.optional(),
  match: named('Names of files, * for any text: stock-*.csv.').optional(),
  every: duration.optional(),
  reader: named('One of readers:; without it whichever reader knows a file.').optional(),
  trailer: z
    .union([
      named('What the first cell of the last row begins with.'),
      z.strictObject({
        starts: named('What the first cell of the last row begins with.'),
        rows: z.number().int().positive().describe('Its cell with the number of rows.').optional(),
      }),
    ])
    .optional(),
  min_rows: z.number().int().nonnegative().optional(),
  max_drop: number
    .describe('The share by which a file may be smaller than the one before: 0.5 or "50%".')
    .optional(),
});
