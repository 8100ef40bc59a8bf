// The variables by which the contract names credentials, system by system: the sealed ones, and for the
// others those of the process.
import type { Contract } from '../../core/contract/contract.js';
import type { SealedSecret } from '../../store/secrets.js';
import type { Store } from '../../store/store.js';
import { hostsText, namedSecrets } from './named.js';
import { unseal } from './seal.js';
import type { KeyPlace } from './sealing-key.js';
import { openingKeys, ownVariables } from './sealing-key.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What the contract's variables stand for where a system is concerned. */
export type EnvironmentOf = (system: string) => Environment;

export interface Unsealed {
  readonly environmentOf: EnvironmentOf;
  /** Those that do not open, in full sentences. */
  readonly shut: readonly string[];
}

export interface UnsealingGiven extends KeyPlace {
  readonly store: Pick<Store, 'secrets'>;
  readonly contract: Contract;
}

export async function unsealed(given: UnsealingGiven): Promise<Unsealed> {
  const opened = new Map<string, Record<string, string>>();
  const shut: string[] = [];
  const kept = await given.store.secrets.all();
  const keys = kept.length === 0 ? [] : openingKeys(given);
  if ('failed' in keys) shut.push(keys.failed);
  for (const secret of kept) {
    if ('failed' in keys) break;
    const value = opening(secret, given.contract, keys);
    if (value === null) continue;
    if ('shut' in value) shut.push(value.shut);
    else opened.set(secret.system, { ...opened.get(secret.system), [secret.name]: value.value });
  }
  const processes = withoutOwn(given.environment);
  return { environmentOf: (system) => ({ ...processes, ...opened.get(system) }), shut };
}

/** null: the contract no longer names it. */
function opening(
  { system, name, hosts, sealed }: SealedSecret,
  contract: Contract,
  keys: readonly Uint8Array[],
): { readonly value: string } | { readonly shut: string } | null {
  const purpose = namedSecrets(contract, system).find((named) => named.name === name);
  if (purpose === undefined) return null;
  for (const key of keys) {
    const value = unseal(sealed, purpose, key);
    if (value !== null) return { value };
  }
  const again = `say weir connect ${system} again`;
  if (hosts !== purpose.hosts) {
    return {
      shut: `${name} of ${system} was sealed ${hostsText(hosts)}, and the contract now has it ${hostsText(purpose.hosts)}: change it back, or ${again}.`,
    };
  }
  return {
    shut: `${name} of ${system} does not open: it was sealed under another key, or was changed. Put the key back, or ${again}.`,
  };
}

/** Weir's own key is no system's, whatever a contract names. */
function withoutOwn(environment: Environment): Environment {
  const own: readonly string[] = ownVariables;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !own.includes(name)));
}
