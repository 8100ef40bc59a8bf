// `weir connect`: takes the credentials that the contract names for a system, has the system try them,
// and seals them. No value is ever printed, in whatever fails.
import { trialOf } from '../../connectors/registry.js';
import { instantText } from '../../core/observation/instant.js';
import { hostsText, namedSecrets } from '../secrets/named.js';
import { seal } from '../secrets/seal.js';
import { sealingKey } from '../secrets/sealing-key.js';
import { unsealed } from '../secrets/unsealed.js';
import { givenSecrets } from './given-secrets.js';
import type { LedgerVerbDoors, LedgerVerbOptions } from './ledger-verb.js';
import { withLedger } from './ledger-verb.js';
import { loadedContract } from './loaded-contract.js';
import type { SecretInput } from './secret-input.js';
import type { ExitCode } from './verb.js';

export interface ConnectOptions extends LedgerVerbOptions {
  readonly contract?: string;
  /** Seal without asking the system. */
  readonly untested?: boolean;
}

export interface ConnectDoors extends LedgerVerbDoors {
  readonly secretInput: SecretInput;
}

export async function runConnect(
  system: string,
  { contract: file, data, json, untested }: ConnectOptions,
  doors: ConnectDoors,
): Promise<ExitCode> {
  const contract = await loadedContract('connect', file, doors);
  if (contract === null) return 2;
  const purposes = namedSecrets(contract, system);
  const given = await givenSecrets(system, { contract, purposes }, doors);
  if ('fault' in given) {
    doors.err(`weir connect: ${given.fault}\n`);
    return 2;
  }
  return withLedger('connect', { data, doors, makes: true }, async (store) => {
    const place = { environment: process.env, data: data ?? '.weir' };
    const key = sealingKey(place, true);
    if ('failed' in key) {
      doors.err(`weir connect: ${key.failed}\n`);
      return 2;
    }
    const { environmentOf } = await unsealed({ ...place, store, contract });
    const environment = { ...environmentOf(system), ...given.values };
    const tested =
      untested === true ? null : await tried({ contract, system, environment, now: doors.now });
    const isRefused = tested?.taken === false;
    const meant = purposes.filter(({ name }) => name in given.values);
    if (!isRefused) {
      await store.secrets.keep(
        meant.map((purpose) => ({
          ...purpose,
          sealed: seal(given.values[purpose.name] ?? '', purpose, key),
          at: doors.now(),
        })),
      );
    }
    const sealed = isRefused ? [] : meant.map(({ name }) => name);
    const answer = tested === null ? 'not tested' : tested.answer;
    if (json === true) doors.out(`${JSON.stringify({ system, sealed, answer })}\n`);
    else doors.out(told(system, sealed, answer));
    return isRefused ? 1 : 0;
  });
}

interface Tried {
  readonly taken: boolean;
  readonly answer: string;
}

async function tried(given: Parameters<typeof trialOf>[0]): Promise<Tried> {
  const trial = await trialOf(given);
  if ('failed' in trial) return { taken: false, answer: trial.failed };
  if (trial.asked) return trial;
  return { taken: true, answer: 'not tested: the contract has no look-up and no poll to ask by' };
}

function told(system: string, sealed: readonly string[], answer: string): string {
  if (sealed.length === 0) {
    return `${system}: ${answer}.\nNothing was sealed. Give them again, or --untested to seal them all the same.\n`;
  }
  return `${system}: ${answer}.\nSealed: ${sealed.join(', ')}. A hub that runs takes them at its next start.\n`;
}

export async function runConnectList(
  system: string | null,
  { data, json }: ConnectOptions,
  doors: LedgerVerbDoors,
): Promise<ExitCode> {
  return withLedger('connect', { data, doors }, async ({ secrets }) => {
    const kept = (await secrets.all()).filter((one) => system === null || one.system === system);
    for (const { sealed: _, at, ...secret } of kept) {
      const since = instantText(at);
      if (json === true) doors.out(`${JSON.stringify({ ...secret, sealed_at: since })}\n`);
      else
        doors.out(
          `${secret.system}  ${secret.name}  ${hostsText(secret.hosts)}, sealed ${since}\n`,
        );
    }
    if (kept.length === 0) doors.err('There is none.\n');
    return 0;
  });
}

export async function runConnectForget(
  system: string,
  name: string,
  { data, json, doors }: ConnectOptions & { readonly doors: LedgerVerbDoors },
): Promise<ExitCode> {
  return withLedger('connect', { data, doors }, async ({ secrets }) => {
    if (!(await secrets.forget(system, name))) {
      doors.err(
        `weir connect: no ${name} of ${system} is sealed; weir connect --list shows them.\n`,
      );
      return 2;
    }
    if (json === true) doors.out(`${JSON.stringify({ system, forgotten: name })}\n`);
    else
      doors.out(
        `${name} of ${system} is forgotten. A hub that runs holds it until its next start.\n`,
      );
    return 0;
  });
}
