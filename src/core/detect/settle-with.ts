// Which files would turn most unknowns into answers: the end of every report on thin evidence.
import type { Contract } from '../contract/contract.js';
import type { Window } from './cost.js';
import { counted, factNoun, roleWords } from './pattern-names.js';
import { compareTexts } from '../observation/compare-texts.js';
import type { Tally } from './tally.js';

const filesMax = 3;

function ownerWords(contract: Contract, system: string): string {
  const role = contract.systems.get(system)?.role;
  // Where no system is known to have the fact, what it would be stands in the place of a name.
  if (role === undefined) return `the ${system}'s`;
  return roleWords[role].toLowerCase() === system.toLowerCase()
    ? `${system}'s`
    : `${system}'s (${roleWords[role]})`;
}

function periodWords(window: Window): string {
  if (window.from === null || window.until === null) return 'for the same period';
  return `from ${window.from.slice(0, 10)} to ${window.until.slice(0, 10)}`;
}

/** At most three sentences, the file that settles most first; files that only show more come last. */
export function settleWith(tally: Tally, contract: Contract, window: Window): string[] {
  return [...unknownFiles(tally, contract, window), ...linedFiles(tally, contract, window)].slice(
    0,
    filesMax,
  );
}

/** A file that mostly leaves the lines out was exported without them: it can be exported with them. */
function linedFiles({ stated }: Tally, contract: Contract, window: Window): string[] {
  return [...stated]
    .filter(([, { orders, withoutLines }]) => withoutLines * 2 > orders)
    .sort((a, b) => b[1].withoutLines - a[1].withoutLines || compareTexts(a[0], b[0]))
    .map(([system, { withoutLines }]) => {
      const gain = `would show what is in ${counted(withoutLines, 'order')}`;
      return `${ownerWords(contract, system)} orders with their lines ${periodWords(window)} (${gain})`;
    });
}

function unknownFiles(tally: Tally, contract: Contract, window: Window): string[] {
  return [...tally.unknown]
    .filter(([, count]) => count > 0)
    .sort((a, b) => b[1] - a[1] || compareTexts(a[0], b[0]))
    .map(([key, count]) => {
      const bar = key.indexOf('|');
      const system = bar < 0 ? key : key.slice(0, bar);
      const fact = bar < 0 ? 'records' : factNoun(key.slice(bar + 1));
      const settles = `would settle ${counted(count, 'unknown')}`;
      return `${ownerWords(contract, system)} ${fact} ${periodWords(window)} (${settles})`;
    });
}
