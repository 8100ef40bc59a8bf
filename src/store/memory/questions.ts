// What the ledger is asked, in memory, besides its lists.
import type { Id } from '../../core/ledger/ledger.js';
import type { Instant } from '../../core/observation/instant.js';
import type { SubjectType } from '../../core/observation/kinds.js';
import type { Counts, Sighting, Store, Story } from '../store.js';
import { unfolded } from '../outcomes-of.js';
import type { Unfolded, Vitals } from '../vitals.js';
import type { Held } from './held.js';
import { eachOf, shownHandoffs } from './held.js';
import { unreadSince } from './unread.js';

type Questions = Pick<Store, 'handoff' | 'named' | 'story' | 'sightings' | 'vitals' | 'counts'>;

export function memoryQuestions(held: Held): Questions {
  return {
    handoff: async (key) =>
      Promise.resolve(
        eachOf(held, ({ handoffs }) => handoffs).find((one) => one.key === key) ?? null,
      ),
    named: async (name, most) =>
      Promise.resolve(
        eachOf(held, ({ subjects }) => subjects)
          .filter(({ names }) => names.includes(name))
          .sort((a, b) => (a.key < b.key ? -1 : 1))
          .slice(0, most),
      ),
    story: async (type, key) => Promise.resolve(story(held, type, key)),
    sightings: async () => Promise.resolve(sightings(held)),
    vitals: async () => Promise.resolve(vitals(held)),
    counts: async () => Promise.resolve(count(held)),
  };
}

function sightings({ statements }: Held): readonly Sighting[] {
  const earliest = new Map<string, Sighting>();
  for (const { system, kind, at, global } of statements.values()) {
    const key = `${system}\u0000${kind}`;
    const before = earliest.get(key);
    if (before === undefined) {
      earliest.set(key, { system, kind, from: at, global });
      continue;
    }
    if (at >= before.from && (before.global || !global)) continue;
    const from = at < before.from ? at : before.from;
    earliest.set(key, { ...before, from, global: before.global || global });
  }
  return [...earliest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

function vitals(held: Held): Vitals {
  const { inbox, components, statements, receipts } = held;
  const came = (fact: Id): number => receipts.get(statements.get(fact)?.receipt ?? 0)?.at ?? 0;
  const since = [...inbox]
    .flatMap((id) => [...(components.get(id)?.facts ?? [])])
    .filter(([, { verdict }]) => verdict === null)
    .map(([id]) => came(id));
  return {
    inbox: inbox.size,
    waitingSince: since.length === 0 ? null : (Math.min(...since) as Instant),
    unread: held.unread.size,
    unreadSince: unreadSince(held),
    unfolded: unfoldedOf(held),
    oldestTransactionMillis: 0,
    oldestXminAge: 0,
  };
}

function unfoldedOf({ components, statements }: Held): Unfolded | null {
  const facts = [...components.values()]
    .flatMap((component) => [...component.facts])
    .filter(([, { verdict, reason }]) => verdict === 'held' && isUnfolded(reason))
    .sort(([a], [b]) => a - b);
  const [first] = facts;
  if (first === undefined) return null;
  const [id, { reason }] = first;
  const statement = statements.get(id);
  const { system = '', receipt = 0 } = statement ?? {};
  return { statements: facts.length, system, receipt, reason };
}

function isUnfolded(reason: string): boolean {
  return unfolded.some((ours) => reason.startsWith(ours));
}

function story(held: Held, type: SubjectType, key: string): Story | null {
  for (const component of held.components.values()) {
    const subject = component.subjects.find((one) => one.type === type && one.key === key);
    if (subject === undefined) continue;
    const told = [...component.facts].flatMap(([id, { verdict, reason }]) => {
      const statement = held.statements.get(id);
      if (statement === undefined) return [];
      const arrivedAt = held.receipts.get(statement.receipt)?.at ?? statement.at;
      return [{ ...statement, arrivedAt, verdict, reason }];
    });
    told.sort((a, b) => a.at - b.at || a.id - b.id);
    const { findings, attempts } = component;
    return { subject, told, handoffs: shownHandoffs(component), findings, attempts };
  }
  return null;
}

function count(held: Held): Counts {
  const facts = eachOf(held, (component) => [...component.facts.values()]);
  return {
    exact: true,
    receipts: held.receipts.size,
    quarantined: [...held.quarantine.values()].flat().length,
    observations: held.statements.size,
    inbox: held.inbox.size,
    verdicts: tallied(facts.flatMap(({ verdict }) => verdict ?? [])),
    handoffs: tallied(eachOf(held, shownHandoffs).map(({ state }) => state)),
    findings: tallied(
      eachOf(held, ({ findings }) => findings)
        .filter(({ state }) => state === 'open')
        .map(({ pattern }) => pattern),
    ),
  };
}

function tallied(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
