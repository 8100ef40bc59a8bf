// How a connector's statuses.ts writes its vocabulary: rows of words that mean the same, and what
// they claim. The compiler refuses a claim that is no state of its axis.
import type { ClaimText } from '../order/states.js';
import { axes } from './vocabulary.js';
import type { Axis, Claim, StatusTable, Vocabulary } from './vocabulary.js';

export interface StatusRow {
  readonly words: readonly string[];
  readonly claims: readonly Claim[];
}

function isAxis(text: string): text is Axis {
  return axes.some((axis) => axis === text);
}

function claimOf(text: ClaimText): Claim {
  const [axis = '', state = ''] = text.split(':');
  if (!isAxis(axis)) throw new Error(`${text} claims on no axis`);
  return Object.freeze({ axis, state });
}

/** Exact words of one meaning; without claims they are known and say nothing of any axis. */
export function row(words: readonly string[], ...claims: readonly ClaimText[]): StatusRow {
  return { words, claims: Object.freeze(claims.map(claimOf)) };
}

/**
 * `document` is a family of documents, or one with a detail behind a hyphen (`order`,
 * `order-report`): the kind of an observation decides by the family which tables come first.
 */
export function statusTable(
  document: string,
  version: string,
  list: 'closed' | 'open',
  rows: readonly StatusRow[],
): StatusTable {
  const words = new Map<string, readonly Claim[]>();
  for (const { words: same, claims } of rows) {
    for (const word of same) {
      if (words.has(word)) throw new Error(`${document} ${version} has "${word}" twice`);
      words.set(word, claims);
    }
  }
  return Object.freeze({
    document,
    version,
    closed: list === 'closed',
    words: Object.freeze(Object.fromEntries(words)),
  });
}

export function vocabularyOf(
  connector: string,
  role: string,
  tables: readonly StatusTable[],
): Vocabulary {
  return Object.freeze({ connector, role, tables: Object.freeze([...tables]) });
}
