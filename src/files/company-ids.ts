// Which interchange ids are the company's own, as all the files of a run show it together.
import type { TransactionSet } from '../core/interchange/interchange.js';
import { Parties } from '../core/interchange/parties.js';
import { openText } from './decode.js';
import { openBytes } from './bytes.js';
import { interchangeParts, syntaxOf } from './interchanges.js';

/** @returns none where the files hold no EDI, or do not show which side is the company. */
export async function companyIds(paths: readonly string[]): Promise<ReadonlySet<string>> {
  const parties = new Parties();
  for (const path of paths) {
    for await (const set of setsIn(path)) parties.add(set);
  }
  const { company } = parties;
  return new Set(company === null ? [] : [company]);
}

async function* setsIn(path: string): AsyncGenerator<TransactionSet> {
  const source = await openBytes(path);
  if ('refused' in source) return;
  const text = await openText(source);
  if ('refused' in text) return;
  const syntax = syntaxOf(text.sample);
  if (syntax === null) return;
  for await (const parts of interchangeParts(text.pieces(), syntax)) {
    for (const part of parts) if (part.kind === 'set') yield part.set;
  }
}
