// What was judged before this start by something else: by another version, or by a contract that was edited
// since. Nothing that arrives has it judged again, and some of it waits for what will never come.
import type { Contract } from '../../core/contract/contract.js';
import { modeBook } from '../../core/ledger/modes.js';
import type { Store } from '../../store/store.js';
import { digest } from './ledger.js';

/** Where is remembered by which contract the ledger was judged last. */
const judgedBy = 'contract:judged-by';

/**
 * Has folded again what may now come to something else. Another contract may know words that nobody knew, accept what
 * it did not, or no longer, and owe what is not done yet otherwise or elsewhere; another version may judge what this
 * one could not. Whoever is cut off in the midst does it anew.
 */
export async function judgeAnew(
  { offsets, modes, quarantine, foldFindings }: Store,
  contract: Contract,
): Promise<void> {
  await quarantine.foldUnmapped();
  await quarantine.foldHeld(false);
  await foldFindings(contract.accept.length > 0);
  const cursor = digest(textOf(contract));
  if ((await offsets.at(judgedBy)) === cursor) return;
  await judgeOpenAnew(modes);
  await offsets.keep({ source: judgedBy, cursor });
}

/** Has folded again whatever is open of any rule that ever was, those that the contract has no longer among them. */
export async function judgeOpenAnew(modes: Store['modes']): Promise<void> {
  for (const rule of modeBook(await modes.modeChanges()).keys()) await modes.refold(rule);
}

function textOf(contract: Contract): string {
  return JSON.stringify(contract, (_key, value: unknown) =>
    value instanceof Map || value instanceof Set ? [...(value as Iterable<unknown>)] : value,
  );
}
