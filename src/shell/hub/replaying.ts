// Handoffs that a person wants tried anew, found in the ledger: one, those of a finding, or all that a
// filter names.
import { limits } from '../../core/limits.js';
import type { HandoffState } from '../../core/ledger/ledger.js';
import { askedWordOf, wordsOf } from '../../core/ledger/ledger.js';
import { isReplayable } from '../../core/ledger/replay.js';
import type { HandoffQuestion } from '../../store/lists.js';
import { pagesOf } from '../../store/lists.js';
import type { Store } from '../../store/store.js';

type HandoffFilter = Omit<HandoffQuestion, 'after' | 'most' | 'since'>;

export type Selection =
  { readonly handoff: string } | { readonly finding: string } | { readonly filter: HandoffFilter };

const filterKeys = ['rule', 'to', 'state', 'subject'] as const;

const pageMost = 200;

/** `rule=order-to-erp to=erp state=dead`; null: it is no filter. */
export function filterOf(text: string): HandoffFilter | null {
  const found: Partial<Record<(typeof filterKeys)[number], string>> = {};
  for (const part of text.split(/[\s,]+/).filter((one) => one !== '')) {
    const [name = '', ...value] = part.split('=');
    const key = filterKeys.find((one) => one === name);
    if (key === undefined || value.join('=') === '') return null;
    found[key] = value.join('=');
  }
  if (Object.keys(found).length === 0) return null;
  const { state, ...filter } = found;
  if (state === undefined) return filter;
  const word = askedWordOf(state);
  return word === null ? null : { ...filter, states: wordsOf(word) };
}

/** Those that can be tried anew; null: nothing bears the name. */
export async function selectedHandoffs(
  store: Store,
  selection: Selection,
): Promise<readonly HandoffState[] | null> {
  if ('handoff' in selection) {
    const found = await store.handoff(selection.handoff);
    return found === null ? null : [found].filter(isReplayable);
  }
  if ('filter' in selection) return asked(store, selection.filter);
  const finding = await findingOf(store, selection.finding);
  if (finding === null) return null;
  const { handoff: rule, subject } = finding;
  return asked(store, { subject, ...(rule === null ? {} : { rule }) });
}

async function findingOf(
  store: Store,
  id: string,
): Promise<{ readonly handoff: string | null; readonly subject: string } | null> {
  // Unchanged: it is only read.
  return store.mark(id, (finding) => finding);
}

async function asked(store: Store, question: HandoffFilter): Promise<readonly HandoffState[]> {
  const found: HandoffState[] = [];
  const pages = pagesOf(async (after) => store.handoffs({ ...question, after, most: pageMost }));
  for await (const page of pages) {
    found.push(...page.filter(isReplayable));
    if (found.length >= limits.replayedMax) return found.slice(0, limits.replayedMax);
  }
  return found;
}
