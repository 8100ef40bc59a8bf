// The shape of `http:`, by which a system is told things.
import { z } from 'zod';
import { bodyFormats, httpMethods, operations } from '../../core/contract/contract.js';
import { poll } from './schema-poll.js';
import { called, duration, named, oneOrMany, word } from './schema-terms.js';

const expression = (over: string): z.ZodOptional<z.ZodString> =>
  named(`JSONata over ${over}.`).optional();
const template = named('A path with fields of the command in braces: /orders/{names.order}.');
const answer = 'the answer, { status, body }';
const ofOperations = <Value extends z.ZodType>(value: Value) =>
  z.partialRecord(z.string(), value).meta({ propertyNames: { enum: [...operations] } });

export const http = z.strictObject({
  url: named('What all paths stand under, such as https://erp.example.com/api.'),
  ...called,
  format: word(bodyFormats, 'In what bodies are written: json where it is not said.').optional(),
  commands: ofOperations(
    z.strictObject({
      method: word(httpMethods, 'POST where it is not said.').optional(),
      path: template,
      body: expression(
        'the command; without it the command is sent as it is. In XML one mapping: its outermost element',
      ),
      accepted: expression(
        `${answer}: true where it was taken; where it is not said, any 2xx that names its record`,
      ),
      refused: expression(`${answer}: true, or the reason, where it never will be`),
      record: expression(`${answer}: the name of the record that was made`),
      key_header: named('The header that carries the idempotency key: Idempotency-Key.').optional(),
      idempotent: z
        .union([z.boolean(), duration])
        .describe(
          'The system knows a repeat by its key, so that it may be sent again: for so long, or true for 24h.',
        )
        .optional(),
    }),
  )
    .describe('How each operation is asked for.')
    .optional(),
  lookups: ofOperations(
    z.strictObject({
      path: template,
      present: expression(`${answer}: true where it has the effect, false where it has not`),
      record: expression(`${answer}: the name of the record`),
      shows: expression(`${answer}: what it holds, in the fields of an observation's data`),
      after: duration
        .describe('So long after a request its effect may still come or stay unseen: 5s.')
        .optional(),
    }),
  )
    .describe('How to see, after a lost answer, whether the effect is there.')
    .optional(),
  poll: oneOrMany(poll).describe('How it is asked for what has changed.').optional(),
  concurrency: z.number().int().positive().max(64).describe('Requests at once: 4.').optional(),
  per_second: z.number().positive().max(1_000).describe('Requests begun a second: 10.').optional(),
  timeout: duration.optional(),
});
