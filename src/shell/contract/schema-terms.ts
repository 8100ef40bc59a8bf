// The small pieces that the schemas of the contract are put together from.
import { z } from 'zod';

export const text = z.string();
export const named = (description: string): z.ZodString => z.string().describe(description);

/** Text that the compiler checks against a list, so that its fault can name the nearest word. */
export const word = (words: readonly string[], description: string): z.ZodString =>
  z.string().meta({ description, enum: [...words] });

export const duration = z.string().meta({
  description: 'A duration with its unit: 90s, 15m, 4h, 2d, 1h30m.',
  pattern: '^([0-9]{1,6}(\\.[0-9]{1,3})? ?[wdhms] ?)+$',
});
export const scalar = z.union([z.string(), z.number(), z.boolean()]);
export const number = z.union([z.number(), z.string()]);
export const oneOrMany = <Item extends z.ZodType>(
  item: Item,
): z.ZodUnion<[Item, z.ZodArray<Item>]> => z.union([item, z.array(item)]);

/** What any system that is called can be given: headers, and hosts that are reached all the same. */
export const called = {
  headers: z
    .record(text, text)
    .describe('Sent with each request. A secret is written env:NAME, never itself.')
    .optional(),
  allow: oneOrMany(
    named('A host that may be reached though its address is not public.'),
  ).optional(),
};
