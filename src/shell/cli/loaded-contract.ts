// The contract that a verb needs: loaded, or said what is wrong with it.
import type { Contract } from '../../core/contract/contract.js';
import { loadContract } from '../contract/load.js';
import { contractFileName } from './contract.js';
import type { Output } from './verb.js';

/** @returns null where there is none that can be used; the reason has been said. */
export async function loadedContract(
  verb: string,
  given: string | undefined,
  { err }: Pick<Output, 'err'>,
): Promise<Contract | null> {
  const load = await loadContract(given ?? contractFileName);
  switch (load.kind) {
    case 'loaded':
      return load.contract;
    case 'unreadable':
      err(`weir ${verb}: ${load.file}: ${load.reason}. ${load.remedy}\n`);
      return null;
    case 'faulty':
      err(`weir ${verb}: ${load.file} has faults: see weir contract check ${load.file}.\n`);
      return null;
  }
}
