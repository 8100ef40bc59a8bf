// The further keys of the contract: owners of stages, routes, partners, items, jobs, workarounds.
import type { ItemReference, Job, Partner, Route, Workaround } from './contract.js';
import { ruleNameAt } from './exceptions.js';
import { suggestion } from './nearest.js';
import {
  entries,
  fault,
  field,
  flagAt,
  isMapping,
  isPresent,
  items,
  keyFault,
  numberAt,
  oneOrMany,
  scalarAt,
  textAt,
  wordAt,
} from './place.js';
import type { Place } from './place.js';
import { systemAt, systemsAt } from './scope.js';
import type { Scope } from './scope.js';

export const stages = ['order', 'payment', 'fulfilment', 'stock', 'price', 'books'] as const;
const stageWords: readonly string[] = stages;
const fulfillers = ['merchant', 'channel', 'supplier'] as const;

export function compileOwners(place: Place, scope: Scope): Record<string, string> {
  const owners: [string, string][] = [];
  for (const [stage, inner] of entries(place)) {
    if (!stageWords.includes(stage)) {
      const remedy = suggestion(stage, stages, `Write one of: ${stages.join(', ')}.`);
      keyFault(inner, `"${stage}" is no stage.`, remedy);
    }
    const system = systemAt(inner, scope);
    if (system !== null) owners.push([stage, system]);
  }
  return Object.fromEntries(owners);
}

export function compileRoutes(place: Place, scope: Scope): Route[] {
  return items(place).map((item) => {
    const toPlace = field(item, 'to');
    const to = oneOrMany(toPlace).flatMap((one) => systemsAt(one, scope));
    return {
      channel: systemAt(field(item, 'channel'), scope),
      fulfilledBy: wordAt(field(item, 'fulfilled_by'), fulfillers, 'fulfiller'),
      type: textAt(field(item, 'type')),
      to: [...new Set(to)],
    };
  });
}

/** Document types are numbers to a person, and text here. */
function documentTypesAt(place: Place): string[] {
  return oneOrMany(place).flatMap((item) => scalarAt(item) ?? []);
}

export function compilePartners(place: Place, scope: Scope): Partner[] {
  return entries(place).map(([name, inner]) => ({
    name,
    ids: oneOrMany(field(inner, 'ids')).flatMap((id) => scalarAt(id) ?? []),
    system: systemAt(field(inner, 'system'), scope),
    acknowledges: documentTypesAt(field(inner, 'acknowledges')),
    answers: documentTypesAt(field(inner, 'answers')),
  }));
}

export function compileJobs(place: Place, scope: Scope): Job[] {
  return entries(place).map(([name, inner]) => ({
    name,
    from: systemAt(field(inner, 'from'), scope),
    to: systemAt(field(inner, 'to'), scope),
    schedule: textAt(field(inner, 'schedule')),
    manual: flagAt(field(inner, 'manual')) ?? false,
    owner: textAt(field(inner, 'owner')),
  }));
}

export function compileWorkarounds(place: Place, rules: ReadonlySet<string>): Workaround[] {
  return entries(place).map(([name, inner]) => ({
    name,
    handoff: ruleNameAt(field(inner, 'handoff'), rules),
    minutesPerWeek: numberAt(field(inner, 'minutes_per_week')),
    since: textAt(field(inner, 'since')),
  }));
}

function kitAt(place: Place): Record<string, string> | null {
  if (!isMapping(place)) return null;
  const parts = entries(place).flatMap(([sku, inner]): [string, string][] => {
    const quantity = scalarAt(inner);
    return quantity === null ? [] : [[sku, quantity]];
  });
  return Object.fromEntries(parts);
}

function neededText(place: Place, key: string): string | null {
  const inner = field(place, key);
  const text = scalarAt(inner);
  if (text === null && isMapping(place)) {
    fault(inner, `The item has no ${key}.`, 'Each item needs system, sku and canonical.');
  }
  return text;
}

function packAt(place: Place): number {
  if (!isPresent(place)) return 1;
  const pack = numberAt(place);
  if (pack !== null && pack > 0) return pack;
  fault(place, 'The pack is no number above zero.', 'Write how many units are in one pack.');
  return 1;
}

function itemAt(place: Place, scope: Scope): ItemReference | null {
  neededText(place, 'system');
  const system = systemAt(field(place, 'system'), scope);
  const sku = neededText(place, 'sku');
  const canonical = neededText(place, 'canonical');
  const pack = packAt(field(place, 'pack'));
  if (system === null || sku === null || canonical === null) return null;
  return { system, sku, canonical, kitOf: kitAt(field(place, 'kit_of')), pack };
}

export function compileItems(place: Place, scope: Scope): ItemReference[] {
  const found: ItemReference[] = [];
  const byName = new Map<string, string>();
  for (const inner of items(place)) {
    const item = itemAt(inner, scope);
    if (item === null) continue;
    const name = `${item.system}\u0000${item.sku}`;
    const earlier = byName.get(name);
    if (earlier === undefined) {
      byName.set(name, item.canonical);
      found.push(item);
    } else {
      const message = `"${item.sku}" of ${item.system} stands here twice, first as "${earlier}".`;
      fault(field(inner, 'sku'), message, 'Keep one of the two rows.');
    }
  }
  return found;
}
