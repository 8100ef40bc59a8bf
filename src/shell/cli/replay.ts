// `weir replay`: has handoffs tried anew that are dead, refused or unknown, once it has shown which.
import { limits } from '../../core/limits.js';
import type { HandoffState } from '../../core/ledger/ledger.js';
import type { ReplayGroup } from '../../core/ledger/replay.js';
import { replayGroups } from '../../core/ledger/replay.js';
import type { Selection } from '../hub/replaying.js';
import { filterOf, selectedHandoffs } from '../hub/replaying.js';
import { callerName } from './caller.js';
import type { LedgerVerbDoors, LedgerVerbOptions } from './ledger-verb.js';
import { withLedger } from './ledger-verb.js';
import { unknownIn } from './printed.js';
import type { ExitCode } from './verb.js';

export interface ReplayOptions extends LedgerVerbOptions {
  readonly handoff?: string;
  readonly finding?: string;
  readonly filter?: string;
  readonly contract?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly notThere?: boolean;
  readonly reason?: string;
}

export async function runReplay(options: ReplayOptions, doors: LedgerVerbDoors): Promise<ExitCode> {
  const selection = selectionOf(options);
  if (typeof selection === 'string') {
    doors.err(`weir replay: ${selection}\n`);
    return 2;
  }
  const { data, json, yes, dryRun, reason, notThere } = options;
  return withLedger('replay', { data, doors }, async (store) => {
    const handoffs = await selectedHandoffs(store, selection);
    if (handoffs === null) {
      doors.err('weir replay: nothing in the ledger bears this id.\n');
      return 2;
    }
    if (handoffs.length === 0 && 'filter' in selection) {
      const { rule, to } = selection.filter;
      const named = { rule: ['rule', rule], system: ['to', to] } as const;
      const why = await unknownIn({ ...named, contract: options.contract, store });
      if (why !== null) {
        doors.err(`weir replay: ${why}\n`);
        return 2;
      }
    }
    const isPreview = dryRun === true || yes !== true;
    const keys = isPreview
      ? []
      : await store.replay({
          keys: handoffs.map(({ key }) => key),
          by: callerName(),
          at: doors.now(),
          reason: reason ?? '',
          absent: notThere === true,
        });
    const found = { groups: replayGroups(handoffs), replayed: keys };
    const replayed = isPreview ? null : keys;
    const text = (): string => replayText(handoffs, { replayed, notThere: notThere === true });
    doors.out(json === true ? `${JSON.stringify(found)}\n` : text());
    if (isPreview && dryRun !== true && handoffs.length > 0) {
      doors.err('Nothing was done: say it again with --yes.\n');
    }
    return 0;
  });
}

function selectionOf({ handoff, finding, filter }: ReplayOptions): Selection | string {
  const given = [handoff, finding, filter].filter((one) => one !== undefined);
  if (given.length !== 1) return 'give one of --handoff, --finding and --filter.';
  if (handoff !== undefined) return { handoff };
  if (finding !== undefined) return { finding };
  const read = filterOf(filter ?? '');
  return read === null
    ? `--filter ${filter ?? ''} is no filter: write rule=, to=, state= or subject=, such as "rule=order-to-erp state=dead".`
    : { filter: read };
}

interface Replayed {
  /** Keys of those that are tried anew; null: nothing was done yet. */
  readonly replayed: readonly string[] | null;
  /** A person looked, and it is not there. */
  readonly notThere: boolean;
}

/** What a replay would do, or what it did. @param handoffs those that were found. */
export function replayText(handoffs: readonly HandoffState[], made: Replayed): string {
  if (handoffs.length === 0)
    return 'There is nothing to replay: none is dead, refused or unknown.\n';
  const { replayed } = made;
  const more = handoffs.length < limits.replayedMax ? '' : `${atOnce}\n`;
  if (replayed === null) return `Would replay:\n${listed(handoffs, made)}${more}`;
  const done = handoffs.filter(({ key }) => replayed.includes(key));
  const rest = handoffs.length - done.length;
  const left = rest === 0 ? '' : `${rest} went on meanwhile, or ${tried(rest)} anew already.\n`;
  return `${done.length === 0 ? 'Nothing was replayed.\n' : `Replayed:\n${listed(done, made)}`}${left}${more}`;
}

const atOnce = `No more than ${limits.replayedMax.toLocaleString('en-US')} are taken at once: say it again for those that are left.`;

function tried(count: number): string {
  return count === 1 ? 'is being tried' : 'are being tried';
}

function listed(handoffs: readonly HandoffState[], { notThere }: Replayed): string {
  return replayGroups(handoffs)
    .map((group) => {
      const { rule, to, state, count } = group;
      return `  ${count}  ${rule} to ${to}, ${state}: ${willDo(group, notThere)}\n`;
    })
    .join('');
}

function willDo({ lookedUpFirst, erased }: ReplayGroup, notThere: boolean): string {
  if (erased) return "can't be sent, its personal data was erased: only a body without it goes out";
  const looks = lookedUpFirst && !notThere;
  const first = looks ? 'looked up first, sent only if not there' : 'sent again';
  return `${first}, under its own key`;
}
