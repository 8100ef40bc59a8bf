// The shape of `webhook:`, by which a system's own requests are verified and read.
import { z } from 'zod';
import { signatureEncodings, signatureSchemes } from '../../core/contract/webhook.js';
import { called, duration, named, oneOrMany, text, word } from './schema-terms.js';

const subscriptions = z.strictObject({
  url: named('Where the system is asked, such as https://my-shop.myshopify.com.').optional(),
  ...called,
  timeout: duration.optional(),
  topics: oneOrMany(
    named('One that must be there, as the system calls it: orders/create.'),
  ).optional(),
  address: named('Where they lead, where it does not end in /in/SYSTEM.').optional(),
  every: duration.optional(),
  path: named('Path and query of the list, where the connector does not know it.').optional(),
  list: named('JSONata over { status, body }: a list of { topic, address, active }.').optional(),
});

export const webhook = z.strictObject({
  secret: oneOrMany(
    named('env:NAME, the variable that holds the secret; several while it is being changed.'),
  ),
  signature: z
    .strictObject({
      scheme: word(signatureSchemes, 'How a request proves that it is the system’s own.'),
      header: named('The header that carries the signature.').optional(),
      prefix: text.describe('What stands in front of the signature, such as sha256=.').optional(),
      encoding: word(
        signatureEncodings,
        'How the signature is written; either otherwise.',
      ).optional(),
    })
    .describe('Only where the connector has no scheme of its own.')
    .optional(),
  reader: named('One of readers:, of format json, that reads the bodies.').optional(),
  subscriptions: subscriptions
    .describe('Where to look whether the system still sends them.')
    .optional(),
});
