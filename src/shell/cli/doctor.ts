// `weir doctor`: looks at everything that a hub stands on, and says of what does not hold what to do.
import { existsSync } from 'node:fs';
import type { Contract } from '../../core/contract/contract.js';
import { reasonOf } from '../../core/reason.js';
import { loadContract, refusalOf } from '../contract/load.js';
import { chainChecks } from '../hub/chain-checks.js';
import type { Check } from '../hub/examination.js';
import { examineLedger, examineRules, examineSystems } from '../hub/examination.js';
import { headsFile } from '../hub/heads.js';
import { existingLedger } from '../hub/ledger.js';
import { contractFileName } from './contract.js';
import type { LedgerVerbDoors, LedgerVerbOptions } from './ledger-verb.js';
import type { ExitCode } from './verb.js';

export interface DoctorOptions extends LedgerVerbOptions {
  readonly contract?: string;
}

export interface DoctorDoors extends LedgerVerbDoors {
  /** Of Weir. */
  readonly version: string;
}

export async function runDoctor(
  { contract: file, data = '.weir', json }: DoctorOptions,
  doors: DoctorDoors,
): Promise<ExitCode> {
  const broken: string[] = [];
  const say = (check: Check): void => {
    if (check.state === 'broken') broken.push(check.about);
    doors.out(json === true ? `${JSON.stringify(check)}\n` : lineOf(check));
  };
  say(installed(doors.version));
  const contract = await contractChecked(file, say);
  const { now } = doors;
  const place = { environment: process.env, data };
  const databaseUrl = process.env['DATABASE_URL'] ?? null;
  const ledger = await existingLedger({ data, databaseUrl, now }).catch((error: unknown) => ({
    failed: `the database can't be reached: ${reasonOf(error)}`,
  }));
  if ('failed' in ledger) {
    say({ about: 'database', state: 'broken', says: ledger.failed });
    return 1;
  }
  try {
    for (const check of await examineLedger(ledger.store, now())) say(check);
    for (const check of await chainChecks(ledger.store.seals, headsFile(place))) say(check);
    if (contract !== null) {
      const { store } = ledger;
      for (const check of await examineRules(store, contract)) say(check);
      for await (const check of examineSystems({ ...place, store, contract, now })) say(check);
    }
  } finally {
    await ledger.close();
  }
  return broken.length === 0 ? 0 : 1;
}

const signs: Readonly<Record<Check['state'], string>> = {
  holds: 'holds ',
  note: 'note  ',
  broken: 'BROKEN',
};

function lineOf({ about, state, says }: Check): string {
  return `${signs[state]}  ${about}: ${says}\n`;
}

const oldestNode = [20, 20] as const;

function installed(version: string): Check {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isOld = major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1]);
  const running = `Weir ${version} on Node ${process.versions.node}, ${process.platform} ${process.arch}.`;
  const says = isOld ? `${running} It needs Node ${oldestNode.join('.')} or newer.` : running;
  return { about: 'installed', state: isOld ? 'broken' : 'holds', says };
}

/** @returns null where there is none that can be used. */
async function contractChecked(
  file: string | undefined,
  say: (check: Check) => void,
): Promise<Contract | null> {
  const about = 'contract';
  if (file === undefined && !existsSync(contractFileName)) {
    const says = `There is no ${contractFileName} here: weir up runs beside made-up systems, and weir init writes one.`;
    say({ about, state: 'note', says });
    return null;
  }
  const load = await loadContract(file ?? contractFileName);
  if (load.kind !== 'loaded') {
    say({ about, state: 'broken', says: refusalOf(load) });
    return null;
  }
  const { systems, rules } = load.contract;
  const says = `${load.file} has ${systems.size} systems and ${rules.length} rules.`;
  say({ about, state: 'holds', says });
  return load.contract;
}
