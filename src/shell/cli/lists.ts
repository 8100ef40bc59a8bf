// `weir handoffs` and `weir findings`: the ledger's lists, all pages of them, with the filters that
// the API has.
import { findingAnswer, handoffAnswer, heldByPause } from '../http/answers.js';
import { suggestion } from '../../core/contract/nearest.js';
import { causes, patterns } from '../../core/detect/finding.js';
import type { FindingState, HandoffState } from '../../core/ledger/ledger.js';
import {
  askedWordOf,
  askedWords,
  findingStates,
  settledWords,
  wordsOf,
} from '../../core/ledger/ledger.js';
import type { FindingQuestion, HandoffQuestion, Page } from '../../store/lists.js';
import type { Counts, Store } from '../../store/store.js';
import { givenOnly, subjectOf } from '../http/filters.js';
import { findingText } from './finding-text.js';
import { handoffText } from './story-text.js';
import { momentOf } from './moment.js';
import { withLedger } from './ledger-verb.js';
import { printAll, printNamed } from './printed.js';
import type { LedgerVerbOptions, LedgerVerbDoors } from './ledger-verb.js';
import type { ExitCode } from './verb.js';

interface Given extends LedgerVerbOptions {
  readonly contract?: string;
  /** A day, or RFC 3339. */
  readonly since?: string;
  /** Any name of the subject. */
  readonly ref?: string;
}

type Filters<Question> = Omit<Question, 'after' | 'most' | 'since' | 'subject'>;

export type HandoffsOptions = Given &
  Omit<Filters<HandoffQuestion>, 'states'> & {
    readonly state?: string;
  };
export type FindingsOptions = Given & Filters<FindingQuestion>;

const pageMost = 200;

export async function runHandoffs(
  { data, json, contract, since, ref, state, ...asked }: HandoffsOptions,
  doors: LedgerVerbDoors,
): Promise<ExitCode> {
  const isPlain = [json, since, ref, state, asked.rule, asked.to].every((one) => one === undefined);
  const word = isPlain ? 'open' : askedWordOf(state ?? '');
  if (state !== undefined && word === null) {
    doors.err(`weir handoffs: --state ${unknownWord(state, askedWords)}\n`);
    return 2;
  }
  return withLedger('handoffs', { data, doors }, async (store) => {
    const filters = await filtersOf('handoffs', { since, ref }, { store, doors });
    if (filters === null) return 2;
    const states = word === null ? {} : { states: wordsOf(word) };
    const ask = async (after: string | null): Promise<Page<HandoffState>> =>
      store.handoffs({ ...asked, ...states, ...filters, after, most: pageMost });
    const paused = new Set((await store.pauses.all()).map(({ to }) => to));
    const shown = (handoff: HandoffState): unknown => {
      const held = heldByPause(handoff, paused);
      return json === true ? handoffAnswer(held) : handoffLine(held);
    };
    if (!isPlain) {
      const named = { rule: ['--rule', asked.rule], system: ['--to', asked.to] } as const;
      return printNamed({ ask, shown }, { verb: 'handoffs', ...named, contract, store }, doors);
    }
    // What has come to its end are millions in time: how many, and where to see them.
    const settled = settledText(await store.counts());
    const code = await printAll(
      { ask, shown },
      { ...doors, err: () => doors.out('Nothing is open.\n') },
    );
    doors.out(settled);
    return code;
  });
}

function settledText({ handoffs }: Counts): string {
  const ended = settledWords.flatMap((word) => {
    const count = handoffs[word] ?? 0;
    return count === 0 ? [] : [`${count} ${word}`];
  });
  return ended.length === 0
    ? ''
    : `Settled: ${ended.join(', ')}. weir handoffs --state WORD lists them.\n`;
}

export async function runFindings(
  { data, json, contract, since, ref, ...asked }: FindingsOptions,
  doors: LedgerVerbDoors,
): Promise<ExitCode> {
  for (const [filter, words] of Object.entries(findingWords)) {
    const word = asked[filter as keyof typeof findingWords];
    if (word === undefined || words.includes(word)) continue;
    doors.err(`weir findings: --${filter} ${unknownWord(word, words)}\n`);
    return 2;
  }
  return withLedger('findings', { data, doors }, async (store) => {
    const filters = await filtersOf('findings', { since, ref }, { store, doors });
    if (filters === null) return 2;
    const ask = async (after: string | null): Promise<Page<FindingState>> =>
      store.findings({ ...asked, ...filters, after, most: pageMost });
    const { system, handoff } = asked;
    const named = { rule: ['--handoff', handoff], system: ['--system', system] } as const;
    const shown = json === true ? findingAnswer : findingLine;
    return printNamed({ ask, shown }, { verb: 'findings', ...named, contract, store }, doors);
  });
}

/** Filters that take one of a few words: another would find nothing, and look like health. */
const findingWords: Readonly<Record<'state' | 'pattern' | 'cause', readonly string[]>> = {
  state: findingStates,
  pattern: patterns,
  cause: causes,
};

function unknownWord(word: string, words: readonly string[]): string {
  const remedy = suggestion(word, words, `It is one of ${words.join(', ')}.`);
  return `${word} is none there is. ${remedy}`;
}

interface Asking {
  readonly store: Store;
  readonly doors: LedgerVerbDoors;
}

/** null: one of them can't be used, and it was said why. */
async function filtersOf(
  verb: string,
  { since, ref }: { readonly since: string | undefined; readonly ref: string | undefined },
  { store, doors }: Asking,
): Promise<Pick<FindingQuestion, 'since' | 'subject'> | null> {
  const from = since === undefined ? undefined : momentOf(since, null);
  if (from === null) {
    doors.err(`weir ${verb}: --since ${since ?? ''} is no time: give a day or RFC 3339.\n`);
    return null;
  }
  const subject = await subjectOf(store, ref);
  if ('candidates' in subject) {
    const keys = subject.candidates.map(({ type, key }) => `${type} ${key}`).join(', ');
    doors.err(`weir ${verb}: --ref names several: ${keys}. Give namespace:value.\n`);
    return null;
  }
  return { ...givenOnly({ since: from }), ...subject };
}

function handoffLine(handoff: HandoffState): string {
  return `${handoff.subject}  ${handoffText(handoff)}`;
}

function findingLine(finding: FindingState): string {
  return `${finding.subject}  ${findingText(finding)}`;
}
