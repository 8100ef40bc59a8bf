// All that a hub asks by itself: polled systems, folders, addresses.
import { openFiles } from './files.js';
import type { NoLedger } from './ledger.js';
import { openPolls } from './polls.js';
import type { Sources, SourcesGiven } from './sources.js';

export async function openSources(given: SourcesGiven): Promise<Sources | NoLedger> {
  const polls = openPolls(given);
  if ('failed' in polls) return polls;
  const files = openFiles(given);
  if ('failed' in files) {
    await polls.end();
    return files;
  }
  return {
    states: () => [...polls.states(), ...files.states()],
    end: async () => {
      await Promise.all([polls.end(), files.end()]);
    },
  };
}
