// All that a hub asks by itself: polled systems, folders, addresses, lists of subscriptions.
import { openFiles } from './files.js';
import type { NoLedger } from './ledger.js';
import { openPolls } from './polls.js';
import type { Sources, SourcesGiven } from './sources.js';
import { openSubscriptions } from './subscriptions.js';

export async function openSources(given: SourcesGiven): Promise<Sources | NoLedger> {
  const open: Sources[] = [];
  const end = async (): Promise<void> => {
    await Promise.all(open.map(async (sources) => sources.end()));
  };
  for (const opens of [openPolls, openFiles, openSubscriptions]) {
    const sources = opens(given);
    if ('failed' in sources) {
      await end();
      return sources;
    }
    open.push(sources);
  }
  return { states: () => open.flatMap(({ states }) => states()), end };
}
