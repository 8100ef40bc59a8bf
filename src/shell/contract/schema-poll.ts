// The shape of `poll:`, by which a system is asked again and again for what has changed.
import { z } from 'zod';
import { pollOrders, sinceFormats } from '../../core/contract/poll.js';
import { duration, named, word } from './schema-terms.js';

const over = 'JSONata over { status, body, page }';

export const poll = z.strictObject({
  path: named('Path and query, such as /orders?sort=updated_at&limit=100.'),
  reader: named('One of readers: that reads the rows of a page.'),
  every: duration.optional(),
  overlap: duration.optional(),
  since: z
    .union([
      named('The parameter that asks for what changed since a time.'),
      z.strictObject({
        param: named('The parameter that asks for what changed since a time.'),
        format: word(sinceFormats, 'How the time is written: iso where it is not said.').optional(),
      }),
    ])
    .optional(),
  changed: named('Path in a row of the time at which it last changed.').optional(),
  order: word(pollOrders, 'How pages are sorted by the time of change.').optional(),
  next: z
    .union([
      named(`link, for the Link header, or the next page's address: ${over}.`),
      z.strictObject({
        param: named('The parameter that asks for the next page.'),
        value: named(`Its value, nothing at the last page: ${over}.`),
      }),
    ])
    .optional(),
  reconcile: z
    .union([
      z.literal(false),
      z.strictObject({ every: duration.optional(), over: duration.optional() }),
    ])
    .describe('How often all that changed in a longer time is read again: every hour a day.')
    .optional(),
});
