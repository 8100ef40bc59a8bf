// What was taken in: each answer of 2xx stands on a receipt, each line of a receipt is counted, and each
// statement changes the ledger once: I1, I2, I3 and I5 of docs/concepts/simulator.md.
import { keptArrivals } from '../database.js';
import type { Auditor } from '../evidence.js';
import type { SystemName } from '../features.js';
import { ownId } from '../statement.js';

/** Statements that a body brings: a line each, or what a page shows. */
function linesOf(body: string): readonly unknown[] {
  if (body.startsWith('{"rows":')) return (JSON.parse(body) as { rows: unknown[] }).rows;
  return body
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function tally(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/**
 * I1: whoever heard a 2xx left exactly one receipt of the same bytes, and nobody left more than he sent. A
 * signed request that is said again leaves no other; a forged one leaves none, and hears no 2xx.
 */
export const acknowledgedIsDurable: Auditor = (evidence) => {
  const kept = keptArrivals(evidence.commits);
  const { heard } = evidence.terms.features;
  const bodyOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');
  const foreign = kept.filter(({ receipt }) => receipt.source !== 'answer');
  const receipts = tally(foreign.map(({ receipt }) => `${receipt.system} ${bodyOf(receipt.body)}`));
  const name = ({ system, body }: { readonly system: string; readonly body: string }): string =>
    `${system} ${body}`;
  const genuine = evidence.posts.filter(({ source }) => source !== 'forged');
  const sent = tally(genuine.map(name));
  const promised = tally(genuine.filter(({ status }) => status === 202).map(name));
  const said = evidence.posts
    .filter(({ source, status }) => source === 'forged' && status === 202)
    .map((post) => `a forged request was answered 202: ${name(post)}`);
  for (const [body, count] of promised) {
    const [system = ''] = body.split(' ');
    const isSigned = heard[system as SystemName] === 'webhook';
    const have = receipts.get(body) ?? 0;
    if (have < (isSigned ? 1 : count))
      said.push(`${count} times answered 202, and ${have} times kept: ${body}`);
  }
  for (const [body, count] of receipts) {
    const times = sent.get(body) ?? 0;
    if (count > times) said.push(`sent ${times} times, and ${count} times kept: ${body}`);
  }
  const { receipts: counted } = evidence.ledger.counts;
  if (counted !== kept.length) said.push(`${kept.length} receipts were kept, ${counted} are there`);
  return said;
};

/** I2: lines = filed + set aside, and statements = applied + duplicate + late + held + rejected + unmapped. */
export const nothingIsDropped: Auditor = (evidence) => {
  const said: string[] = [];
  const kept = keptArrivals(evidence.commits);
  for (const { receipt, filed, quarantined } of kept) {
    const lines = linesOf(Buffer.from(receipt.body).toString('utf8'));
    if (lines.length === filed.length + quarantined.length) continue;
    const counts = `${filed.length} filed, ${quarantined.length} set aside`;
    said.push(`receipt ${receipt.id} has ${lines.length} lines: ${counts}`);
  }
  const { counts } = evidence.ledger;
  const lines = kept.reduce((sum, { quarantined }) => sum + quarantined.length, 0);
  if (counts.quarantined !== lines) {
    said.push(`${lines} lines were set aside, ${counts.quarantined} are there`);
  }
  const texts = new Set(kept.flatMap(({ filed }) => filed.map(({ text }) => text)));
  if (counts.observations !== texts.size) {
    said.push(`${texts.size} different statements came, ${counts.observations} are there`);
  }
  const judged = Object.values(counts.verdicts).reduce((sum, count) => sum + count, 0);
  if (judged !== counts.observations) {
    said.push(`${counts.observations} statements have ${judged} verdicts`);
  }
  if (counts.inbox > 0) said.push(`${counts.inbox} wait to be folded when all is over`);
  return said;
};

interface Named {
  readonly id: string;
  readonly system: string;
  readonly kind: string;
  /** A row that was polled is said anew each time that it was changed. */
  readonly version?: string;
  readonly at: string;
  readonly refs: { readonly order?: string; readonly record?: string; readonly sku?: string };
}

/** What a reader may not change of a statement, however it is written. */
function gist(text: string): string {
  const { id, system, kind, at, refs } = JSON.parse(text) as Named;
  const names = Object.entries(refs).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([system, ownId({ id, kind }), kind, Date.parse(at), names]);
}

/** The order, or what its record at the ERP is called after. */
function orderOf({ refs: { order, record } }: Named): string {
  return order ?? record?.replace('SO-', '') ?? '';
}

/** I3: one identity of a statement stands once in all the stories. */
export const eachStatementOnce: Auditor = ({ ledger }) => {
  const told = [...ledger.stories.values()].flatMap((story) => story.told);
  const names = told.map(({ text }) => {
    const { system, id, version } = JSON.parse(text) as Named;
    return version === undefined ? `${system}/${id}` : `${system}/${id} as of ${version}`;
  });
  return [...tally(names)]
    .filter(([, count]) => count > 1)
    .map(([name, count]) => `${name} stands ${count} times in the ledger`);
};

/** I5: every fact that a system stated is in the record of its order, with a verdict. */
export const everyFactIsTold: Auditor = ({ stated, ledger }) =>
  stated.flatMap((line) => {
    const named = JSON.parse(line) as Named;
    const { sku } = named.refs;
    const subject = sku ?? orderOf(named);
    const story = sku === undefined ? ledger.stories.get(subject) : ledger.shelves.get(subject);
    const told = story?.told.find(({ text }) => gist(text) === gist(line));
    if (told === undefined) return [`${named.id} is not in the story of ${subject}`];
    if (told.verdict === null) return [`${named.id} has no verdict`];
    const isOurs = told.reason.startsWith('it could not be judged');
    return isOurs ? [`${named.id} is ${told.verdict}: ${told.reason}`] : [];
  });

/** I5: nothing waits for what is there. */
export const waitsAreReleased: Auditor = ({ ledger, histories }) => {
  const done = new Set(
    ledger.handoffs
      .filter(({ carriage, rule }) => carriage === 'done' && rule === 'order-to-erp')
      .map(({ subject }) => subject),
  );
  const paid = new Set(histories.filter(({ paidAt }) => paidAt !== null).map(({ order }) => order));
  return ledger.handoffs
    .filter(({ carriage }) => carriage === 'waiting')
    .flatMap(({ key, subject, waitingFor }) => {
      const order = key.split('order=')[1] ?? '';
      const isThere =
        (waitingFor === 'order-to-erp' && done.has(subject)) ||
        (waitingFor === 'payable' && paid.has(order)) ||
        waitingFor === 'placing';
      return isThere ? [`${key} waits for ${waitingFor}, which is there`] : [];
    });
};
