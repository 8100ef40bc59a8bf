// Which credentials the contract names for a system, and which hosts each of them is sent to.
import type { Contract } from '../../core/contract/contract.js';
import type { Purpose } from './seal.js';

/** `hosts` of a purpose in words. */
export function hostsText(hosts: string): string {
  return hosts === '' ? 'sent nowhere' : `for ${hosts.replaceAll(',', ' and ')}`;
}

/** In the order of their names. */
export function namedSecrets(
  { destinations, fileSources, webhooks }: Contract,
  system: string,
): readonly Purpose[] {
  const hosts = new Map<string, Set<string>>();
  const note = (name: string, host: string | null): void => {
    const known = hosts.get(name) ?? new Set();
    hosts.set(name, host === null ? known : known.add(host));
  };
  // What a webhook is verified with is sent nowhere.
  for (const name of webhooks.get(system)?.secrets ?? []) note(name, null);
  const place = fileSources.get(system)?.place;
  for (const sent of [destinations.get(system), place?.kind === 'url' ? place : undefined]) {
    for (const text of Object.values(sent?.headers ?? {})) {
      const [, name] = /(?:^| )env:([A-Za-z_]\w*)$/.exec(text) ?? [];
      if (name !== undefined) note(name, new URL(sent?.url ?? '').host);
    }
  }
  return [...hosts]
    .map(([name, to]) => ({ system, name, hosts: [...to].sort().join(',') }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
