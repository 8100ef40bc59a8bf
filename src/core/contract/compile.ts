// From the plain form of weir.yaml, its shape checked by the schema, to what the core reads. Every
// fault of meaning is collected with its path; nothing is thrown and nothing guessed.
import { calendarAt } from './calendar.js';
import type { Contract, Rule } from './contract.js';
import { compileAccepted, compileAlerts, compileCosts } from './exceptions.js';
import { distinctFaults } from './fault.js';
import type { Fault } from './fault.js';
import { compileFeeds } from './feeds.js';
import { compileFileSources } from './file-sources.js';
import { compileDestinations } from './http.js';
import type { HttpChecks } from './http.js';
import { compileJoins } from './joins.js';
import { checkLive } from './live.js';
import { entries, fault, field, isMapping } from './place.js';
import type { Place } from './place.js';
import { compilePersonal } from './personal.js';
import { compilePolls } from './polls.js';
import { compileReaders } from './readers.js';
import { compileRules } from './rules.js';
import type { Scope } from './scope.js';
import {
  compileItems,
  compileJobs,
  compileOwners,
  compilePartners,
  compileRoutes,
  compileWorkarounds,
} from './surroundings.js';
import { compileSystems } from './systems.js';
import { compileWebhooks } from './webhooks.js';

export interface Compilation {
  /** What could be read; to be used only where there are no faults. */
  readonly contract: Contract;
  readonly faults: readonly Fault[];
}

export interface CompileOptions {
  /** Whether a name is an IANA time zone; the core has no list of them. Absent: every name is. */
  readonly isZone?: (zone: string) => boolean;
  /** What the core can't check of an `http:` block. Absent: nothing is wrong with it. */
  readonly http?: HttpChecks;
}

function checkVersion(top: Place): void {
  const version = field(top, 'weir');
  if (!isMapping(top)) {
    fault(top, 'This is no contract.', 'Start it with weir: 1 and systems:; weir init writes one.');
  } else if (version.value === undefined) {
    fault(version, 'The contract does not say its version.', 'Add weir: 1 as the first line.');
  } else if (version.value !== 1) {
    fault(version, 'This version of the contract is unknown.', 'Write weir: 1.');
  }
}

/** Stock is stated by whoever owns it, where the contract says who does. */
function withStockOwner(
  rules: readonly Rule[],
  owner: string | undefined,
  handoffs: Place,
): Rule[] {
  return rules.map((rule) => {
    const written = field(field(handoffs, rule.id), 'from').value !== undefined;
    const isStock = rule.standard && rule.operation === 'set-available';
    return owner !== undefined && isStock && !written ? { ...rule, from: [owner] } : rule;
  });
}

function compileParts(top: Place, scope: Scope, http: HttpChecks): Contract {
  const feedsPlace = field(top, 'feeds');
  const handoffs = field(top, 'handoffs');
  const owns = compileOwners(field(top, 'owns'), scope);
  const feedNames = new Set(entries(feedsPlace).map(([name]) => name));
  const stated = compileRules(handoffs, { ...scope, feeds: feedNames });
  const rules = withStockOwner(stated, owns['stock'], handoffs);
  const destinations = compileDestinations(field(top, 'systems'), http);
  const routes = compileRoutes(field(top, 'routes'), scope);
  checkLive(handoffs, { rules, destinations, routes, systems: scope.systems });
  const ruleIds = new Set(rules.map((rule) => rule.id));
  const readers = compileReaders(field(top, 'readers'), scope);
  return {
    systems: scope.systems,
    destinations,
    webhooks: compileWebhooks(field(top, 'systems'), readers, http),
    polls: compilePolls(field(top, 'systems'), readers, http),
    fileSources: compileFileSources(field(top, 'systems'), readers, http),
    joins: compileJoins(field(top, 'identity'), scope),
    rules,
    feeds: compileFeeds(feedsPlace, scope),
    owns,
    routes,
    items: compileItems(field(top, 'items'), scope),
    partners: compilePartners(field(top, 'partners'), scope),
    readers,
    personal: compilePersonal(field(top, 'personal')),
    calendar: calendarAt(field(top, 'calendar'), scope),
    accept: compileAccepted(field(top, 'accept'), scope, ruleIds),
    alerts: compileAlerts(field(top, 'alerts')),
    costs: compileCosts(field(top, 'costs')),
    jobs: compileJobs(field(top, 'jobs'), scope),
    workarounds: compileWorkarounds(field(top, 'workarounds'), ruleIds),
    written: true,
  };
}

/** Compiles the plain form. What has the wrong shape is left out, for the schema reports it. */
export function compileContract(value: unknown, options: CompileOptions = {}): Compilation {
  const faults: Fault[] = [];
  const top: Place = { value, path: [], faults };
  const http = options.http ?? { expression: () => null, address: () => null };
  checkVersion(top);
  if (!isMapping(top)) {
    const nobody: Scope = { systems: new Map(), declared: new Set(), isZone: () => true };
    return { contract: compileParts({ ...top, faults: [] }, nobody, http), faults };
  }
  const scope = compileSystems(field(top, 'systems'), options.isZone ?? (() => true));
  const contract = compileParts(top, scope, http);
  return { contract, faults: distinctFaults(faults) };
}
