// Which credentials the contract names for a system, and which hosts each of them is sent to.
import type { Contract } from '../../core/contract/contract.js';
import { webhookFormOf } from '../../connectors/registry.js';
import type { Purpose } from './seal.js';

/** `hosts` of a purpose in words. */
export function hostsText(hosts: string): string {
  return hosts === '' ? 'for its webhooks' : `for ${hosts.replaceAll(',', ' and ')}`;
}

/** In the order of their names. */
export function namedSecrets(contract: Contract, system: string): readonly Purpose[] {
  const hosts = new Map<string, Set<string>>();
  const note = (name: string, host: string | null): void => {
    const known = hosts.get(name) ?? new Set();
    hosts.set(name, host === null ? known : known.add(host));
  };
  // What a webhook is verified with is sent nowhere.
  for (const name of contract.webhooks.get(system)?.secrets ?? []) note(name, null);
  for (const { headers, url } of sentTo(contract, system)) {
    for (const text of Object.values(headers)) {
      const [, name] = /(?:^| )env:([A-Za-z_]\w*)$/.exec(text) ?? [];
      if (name !== undefined) note(name, hostIn(url));
    }
  }
  return [...hosts]
    .map(([name, to]) => ({ system, name, hosts: [...to].sort().join(',') }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

interface Sent {
  readonly headers: Readonly<Record<string, string>>;
  readonly url: string;
}

/** All that the contract has sent to somewhere. */
function sentTo(contract: Contract, system: string): readonly Sent[] {
  const destination = contract.destinations.get(system);
  const place = contract.fileSources.get(system)?.place;
  const listed = contract.webhooks.get(system)?.subscriptions ?? null;
  const home = webhookFormOf(contract, system)?.subscriptions?.url ?? '';
  return [
    ...(destination === undefined ? [] : [destination]),
    ...(place?.kind === 'url' ? [place] : []),
    ...(listed === null ? [] : [{ headers: listed.headers, url: listed.url ?? home }]),
  ];
}

/** null: nothing says where it is sent, and so it is not. */
function hostIn(url: string): string | null {
  return URL.canParse(url) ? new URL(url).host : null;
}
