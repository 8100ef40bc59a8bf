// The contract that a verb needs: loaded, or said what is wrong with it.
import type { Contract } from '../../core/contract/contract.js';
import { loadContract, refusalOf } from '../contract/load.js';
import { contractFileName } from './contract.js';
import type { Output } from './verb.js';

/** @returns null where there is none that can be used; the reason has been said. */
export async function loadedContract(
  verb: string,
  given: string | undefined,
  { err }: Pick<Output, 'err'>,
): Promise<Contract | null> {
  const load = await loadContract(given ?? contractFileName);
  if (load.kind === 'loaded') return load.contract;
  err(`weir ${verb}: ${refusalOf(load)}\n`);
  return null;
}
