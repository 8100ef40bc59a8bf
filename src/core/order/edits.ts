// Some systems have no statement of an edit: they state the placing again, with other lines. What such an
// order was before, and when it was changed, is in the versions of its placing.
import { compareTexts } from '../observation/compare-texts.js';
import { decimalText } from '../observation/decimal.js';
import type { Instant } from '../observation/instant.js';
import { instantOf } from '../observation/instant.js';
import type { Observation } from '../observation/observation.js';
import { shortDigest } from '../observation/short-digest.js';
import type { LineSums } from './quantities.js';
import { equal, includes, minus, noQuantities, plus } from './quantities.js';
import type { OrderView, Quantities, Version } from './record.js';

/** An edit that one version of a placing shows beside the version before it. */
export interface Edit {
  /** As an `order.updated`, which happened between the two versions. */
  readonly update: Observation;
  /** Of the edits of one placing; permanent, whichever versions are heard of later. */
  readonly name: string;
}

interface Edited {
  readonly edits: readonly Edit[];
  /** What each older version, and each edit, says is ordered. */
  readonly versions: readonly Version[];
}

/**
 * The edits that the versions of one placing show. What the view states as cancelled is no edit besides.
 * @param versions at least one, oldest first
 */
export function editsOf(
  versions: readonly Observation[],
  { cancellations }: Pick<OrderView, 'cancellations'>,
  sums: LineSums,
): Edited {
  const edits: Edit[] = [];
  const stated: Version[] = [];
  let before: Version | null = null;
  for (const statement of versions) {
    const { lines } = statement.data;
    if (lines === undefined) continue;
    const version: Version = { statement, lines: sums.of(lines, statement.system) };
    if (statement !== versions.at(-1)) stated.push(version);
    const isEdit =
      before !== null &&
      !equal(before.lines, version.lines) &&
      !isCancelled(before.lines, version.lines, cancellations);
    if (before !== null && isEdit) {
      const update = asUpdate(statement, before.statement);
      edits.push({ update, name: nameOf(version.lines, edits) });
      stated.push({ statement: update, lines: version.lines });
    }
    before = version;
  }
  return { edits, versions: stated };
}

/** Nothing was added, and what is missing was cancelled. */
function isCancelled(
  before: Quantities,
  after: Quantities,
  cancellations: OrderView['cancellations'],
): boolean {
  if (!includes(before, after)) return false;
  let cancelled = noQuantities;
  for (const { whole, lines } of cancellations) {
    if (whole) return true;
    if (lines !== null) cancelled = plus(cancelled, lines);
  }
  return includes(cancelled, minus(before, after));
}

/** By the first version that shows it, it had happened; the version before did not show it yet. */
function asUpdate(shownBy: Observation, before: Observation): Observation {
  const until = asOf(shownBy) ?? shownBy.seen;
  const since = asOf(before) ?? before.at;
  const at = since < until ? since : until;
  return { ...shownBy, kind: 'order.updated', at, until, basis: 'no-later-than' };
}

/** As of when a version of a statement shows its record, where it says so. */
export function asOf({ version, basis, until }: Observation): Instant | undefined {
  if (typeof version === 'string') return instantOf(version);
  return version === undefined && basis === 'extract' ? until : undefined;
}

/** By what it came to, and how often an edit before it came to the same. */
function nameOf(lines: Quantities, before: readonly Edit[]): string {
  const ordered = [...lines]
    .filter(([, qty]) => qty !== 0)
    .sort(([left], [right]) => compareTexts(left, right))
    .map(([sku, qty]) => [sku, decimalText(qty)]);
  const to = shortDigest(JSON.stringify(ordered));
  return `edit=${to}.${before.filter(({ name }) => name.startsWith(`edit=${to}.`)).length}`;
}
