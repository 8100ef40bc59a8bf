// A list of the ledger, printed to its end; and where it is empty, whether it was asked for by a name that
// nobody knows, which would look like health.
import { suggestion } from '../../core/contract/nearest.js';
import type { Page } from '../../store/lists.js';
import { pagesOf } from '../../store/lists.js';
import type { Store } from '../../store/store.js';
import { loadContract } from '../contract/load.js';
import { knownWords, unknownName } from '../http/filters.js';
import { contractFileName } from './contract.js';
import type { LedgerVerbDoors } from './ledger-verb.js';
import type { ExitCode } from './verb.js';

export interface Listed<Row> {
  readonly ask: (after: string | null) => Promise<Page<Row>>;
  readonly shown: (row: Row) => unknown;
}

/** The option by which a name was given, and the name. */
type Given = readonly [option: string, name: string | undefined];

export interface Naming {
  readonly system: Given;
  readonly rule?: Given;
  /** Its file; absent: the one of the working folder, where there is one that can be used. */
  readonly contract: string | undefined;
  readonly store: Pick<Store, 'sightings'>;
}

export async function printAll<Row>(list: Listed<Row>, doors: LedgerVerbDoors): Promise<ExitCode> {
  if ((await printed(list, doors)) === 0) doors.err('There is none.\n');
  return 0;
}

/** The same of a list that was asked for by names. */
export async function printNamed<Row>(
  list: Listed<Row>,
  naming: Naming & { readonly verb: string },
  doors: LedgerVerbDoors,
): Promise<ExitCode> {
  if ((await printed(list, doors)) > 0) return 0;
  const why = await unknownIn(naming);
  doors.err(why === null ? 'There is none.\n' : `weir ${naming.verb}: ${why}\n`);
  return why === null ? 0 : 2;
}

/** Why nothing was found by names, in a sentence; null: somebody has them. */
export async function unknownIn({ system, rule, contract, store }: Naming): Promise<string | null> {
  const [option, name] = system;
  const [ruleOption, ruleName] = rule ?? ['', undefined];
  if (name === undefined && ruleName === undefined) return null;
  const load = await loadContract(contract ?? contractFileName);
  const known = { store, contract: load.kind === 'loaded' ? load.contract : null };
  const unknown = await unknownName({ system: name, rule: ruleName }, known);
  if (unknown === null) return null;
  const heard = known.contract === null ? 'the ledger has no' : 'neither contract nor ledger has a';
  const [given, word = '', owner] =
    unknown.filter === 'rule'
      ? [ruleOption, ruleName, 'the contract has no rule']
      : [option, name, `${heard} system`];
  const remedy = suggestion(word, unknown.known, knownWords(unknown.known));
  return `${given} ${word}: ${owner} of this name. ${remedy}`;
}

async function printed<Row>(
  { ask, shown }: Listed<Row>,
  { out }: LedgerVerbDoors,
): Promise<number> {
  let count = 0;
  for await (const page of pagesOf(ask)) {
    for (const row of page) {
      const text = shown(row);
      out(`${typeof text === 'string' ? text : JSON.stringify(text)}\n`);
    }
    count += page.length;
  }
  return count;
}
