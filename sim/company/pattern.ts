// The catalogue's pattern ids, most specific first, and the words for causes.

export const PATTERNS = [
  'identity-conflict',
  'duplicate-draft',
  'transform-mismatch',
  'unmapped-status',
  'premature-event',
  'unmatched-fulfilment',
  'rollback-gap',
  'lost-order',
  'parked-draft',
  'orphaned-payment',
  'three-truths',
  'status-void',
  'books-gap',
  'impossible-quantity',
  'trigger-gap',
  'sync-failure',
  'phantom-availability',
  'oversell',
  'inversion',
  'stale-feed',
  'missing-feed',
  'metric-dispute',
  'stale-decision',
  'missing-acknowledgement',
  'sync-delay',
] as const;

export type Pattern = (typeof PATTERNS)[number];

export type Cause =
  'missing' | 'sequencing' | 'mapping' | 'delay' | 'duplicate' | 'stale' | 'conflict' | 'unknown';

export type SubjectType = 'order' | 'stock' | 'feed' | 'document';

/** Reads `--faults`: names divided by commas, `none`, or `all`; answers with the first name that is no pattern. */
export function readPatterns(
  text: string,
):
  | { readonly ok: true; readonly patterns: readonly Pattern[] }
  | { readonly ok: false; readonly unknown: string } {
  if (text === 'none') return { ok: true, patterns: [] };
  if (text === 'all') return { ok: true, patterns: PATTERNS };
  const patterns: Pattern[] = [];
  for (const word of text.split(',').map((part) => part.trim())) {
    const pattern = PATTERNS.find((known) => known === word);
    if (pattern === undefined) return { ok: false, unknown: word };
    if (!patterns.includes(pattern)) patterns.push(pattern);
  }
  return { ok: true, patterns };
}
