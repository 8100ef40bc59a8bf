// Which interchange ids are the company's own. No set says so, but over all the files of a run it is
// the one id that stands on a side of every interchange, where there are several partners.
import { openText } from './decode.js';
import { openBytes } from './bytes.js';
import { interchangeParts, syntaxOf } from './interchanges.js';

/** @returns none where the files hold no EDI, one pair of ids alone, or no id that all share. */
export async function companyIds(paths: readonly string[]): Promise<ReadonlySet<string>> {
  const pairs = new Map<string, readonly [string, string]>();
  for (const path of paths) {
    for await (const [sender, receiver] of pairsIn(path)) {
      pairs.set([sender, receiver].sort().join('\u0000'), [sender, receiver]);
    }
  }
  if (pairs.size < 2) return new Set();
  const [first = [], ...others] = [...pairs.values()];
  const everywhere = first.filter((id) => others.every((pair) => pair.includes(id)));
  return everywhere.length === 1 ? new Set(everywhere) : new Set();
}

async function* pairsIn(path: string): AsyncGenerator<readonly [string, string]> {
  const source = await openBytes(path);
  if ('refused' in source) return;
  const text = await openText(source);
  if ('refused' in text) return;
  const syntax = syntaxOf(text.sample);
  if (syntax === null) return;
  for await (const parts of interchangeParts(text.pieces(), syntax)) {
    for (const part of parts) {
      if (part.kind === 'fault') continue;
      const { sender, receiver } = part.set.interchange;
      if (sender !== receiver) yield [sender, receiver];
    }
  }
}
