// `requires:` of a rule: what must hold before its handoff may go, and that it leads in no circle.
import { decimalOf, decimalText } from '../observation/decimal.js';
import type { Requirement, Rule } from './contract.js';
import type { Fault } from './fault.js';
import { nearest, suggestion } from './nearest.js';
import {
  entries,
  fault,
  field,
  isMapping,
  isPresent,
  oneOrMany,
  scalarAt,
  textAt,
} from './place.js';
import type { Place } from './place.js';

const conditions = {
  payable: { kind: 'payable' },
  not_held: { kind: 'not-held' },
  not_preorder: { kind: 'not-preorder' },
} as const satisfies Record<string, Requirement>;

const conditionWords = Object.keys(conditions);
const allowed = `${conditionWords.join(', ')}, { acknowledged: RULE }, { fresh: FEED }, { metric: FEED.METRIC, at_least: N }`;

function feedAt(place: Place, name: string, feeds: ReadonlySet<string>): string | null {
  if (feeds.has(name)) return name;
  const known = [...feeds].join(', ');
  const otherwise =
    known === ''
      ? 'Declare it under feeds:.'
      : `Declare it under feeds:, or name one of: ${known}.`;
  fault(place, `No feed is called "${name}".`, suggestion(name, feeds, otherwise));
  return null;
}

function metricAt(place: Place, feeds: ReadonlySet<string>): Requirement | null {
  const metricPlace = field(place, 'metric');
  const name = textAt(metricPlace);
  if (name === null) return null;
  const dot = name.lastIndexOf('.');
  if (dot <= 0 || dot === name.length - 1) {
    fault(metricPlace, `"${name}" names no metric of a feed.`, 'Write it as FEED.METRIC.');
    return null;
  }
  const feed = feedAt(metricPlace, name.slice(0, dot), feeds);
  const least = field(place, 'at_least');
  const atLeast = decimalOf(scalarAt(least) ?? '');
  if (atLeast === undefined) {
    fault(least, 'The metric has no least value.', 'Write at_least: with a number, such as 0.92.');
    return null;
  }
  if (feed === null) return null;
  return { kind: 'metric', feed, metric: name.slice(dot + 1), atLeast: decimalText(atLeast) };
}

function requirementAt(place: Place, feeds: ReadonlySet<string>): Requirement | null {
  if (isMapping(place)) {
    const acknowledged = textAt(field(place, 'acknowledged'));
    if (acknowledged !== null) return { kind: 'acknowledged', rule: acknowledged };
    const fresh = field(place, 'fresh');
    if (isPresent(fresh)) {
      const feed = feedAt(fresh, textAt(fresh) ?? '', feeds);
      return feed === null ? null : { kind: 'fresh', feed };
    }
    if (isPresent(field(place, 'metric'))) return metricAt(place, feeds);
    if (entries(place).length === 0) fault(place, 'This asks for nothing.', `Write: ${allowed}.`);
    return null;
  }
  const word = textAt(place);
  if (word === null) return null;
  if (word === 'payable' || word === 'not_held' || word === 'not_preorder') return conditions[word];
  const near = nearest(word, conditionWords);
  const remedy = near === undefined ? `Write one of: ${allowed}.` : `Did you mean "${near}"?`;
  fault(place, `"${word}" is no prerequisite.`, remedy);
  return null;
}

export function requirementsAt(place: Place, feeds: ReadonlySet<string>): Requirement[] {
  const found: Requirement[] = [];
  for (const item of oneOrMany(place)) {
    const requirement = requirementAt(item, feeds);
    if (requirement !== null) found.push(requirement);
  }
  return found;
}

/** Faults of `requires:` and `compensates:` that name a rule which is not there. */
export function checkReferences(handoffs: Place, rules: readonly Rule[]): void {
  const ids = new Set(rules.map((rule) => rule.id));
  for (const rule of rules) {
    const written = field(handoffs, rule.id);
    for (const item of oneOrMany(field(written, 'requires')))
      checkRule(field(item, 'acknowledged'), ids);
    checkRule(field(written, 'compensates'), ids);
  }
}

function checkRule(place: Place, ids: ReadonlySet<string>): void {
  const id = textAt(place);
  if (id === null || ids.has(id)) return;
  const known = [...ids].join(', ');
  const remedy = suggestion(id, ids, `Write that rule, or name one of: ${known}.`);
  fault(place, `No rule is called "${id}".`, remedy);
}

function prerequisites(rule: Rule): string[] {
  const names = rule.compensates === null ? [] : [rule.compensates];
  for (const requirement of rule.requires) {
    if (requirement.kind === 'acknowledged') names.push(requirement.rule);
  }
  return names;
}

/** The rules of one circle in order, or null; `finished` gathers those that lead in none. */
function circleFrom(
  id: string,
  rules: ReadonlyMap<string, Rule>,
  trail: readonly string[],
  finished: Set<string>,
): string[] | null {
  const start = trail.indexOf(id);
  if (start >= 0) return trail.slice(start);
  const rule = rules.get(id);
  if (rule === undefined || finished.has(id)) return null;
  for (const next of prerequisites(rule)) {
    const circle = circleFrom(next, rules, [...trail, id], finished);
    if (circle !== null) return circle;
  }
  finished.add(id);
  return null;
}

/** A fault for each circle of rules that wait for each other, at a rule that the file writes. */
export function checkCircles(handoffs: Place, rules: readonly Rule[]): void {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const finished = new Set<string>();
  for (const rule of rules) {
    const circle = circleFrom(rule.id, byId, [], finished);
    if (circle === null) continue;
    for (const id of circle) finished.add(id);
    const at = circle.find((id) => isPresent(field(handoffs, id)));
    const found: Fault = {
      path: at === undefined ? handoffs.path : field(handoffs, at).path,
      message: `These rules wait for each other: ${[...circle, circle[0] ?? ''].join(' → ')}.`,
      remedy: 'Take one requires: or compensates: out of the circle.',
      onKey: true,
    };
    handoffs.faults.push(found);
  }
}
