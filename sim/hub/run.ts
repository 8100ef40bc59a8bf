// One seed, whole: the world runs, its receipts are taken in once more by a hub without a past, and the
// auditors read what is left.
import { nativeReader } from '../../src/connectors/registry.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';
import type { WorldFigures } from '../../src/shell/cli/sim.js';
import { digest } from '../../src/shell/hub/ledger.js';
import type { Store } from '../../src/store/store.js';
import { Truth } from '../../src/truth/truth.js';
import { audited } from './audit.js';
import type { Backing, Commits } from './database.js';
import { keptArrivals } from './database.js';
import type { Violation } from './evidence.js';
import { evidenceOf } from './evidence.js';
import { namesOf } from './features.js';
import { filesOf } from './files.js';
import type { Plan } from './plan.js';
import { contractOf } from './terms.js';
import { World } from './world.js';

export interface Run {
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly trace: readonly string[];
  readonly figures: WorldFigures;
  readonly commits: Commits;
}

export async function runOf(plan: Plan, backing?: Backing): Promise<Run> {
  const world = await World.of(plan, backing);
  await world.run();
  const rebuilt = await rebuiltOf(world);
  const evidence = await evidenceOf(world, rebuilt);
  return {
    seed: plan.seed,
    violations: [...audited(evidence), ...(plan.files ? await filesOf(plan.seed) : [])],
    trace: world.trace,
    commits: world.database.commits,
    figures: {
      happenings: world.clock.happened,
      statements: evidence.ledger.counts.observations,
      deliveries: world.wire.calls.filter(({ method }) => method !== 'GET').length,
      lost: world.wire.calls.filter(
        ({ heard }) =>
          heard === null || (heard.exchanged.got === 'nothing' && heard.exchanged.sent),
      ).length,
      effects: [...world.destinations.values()].reduce((sum, one) => sum + one.effects.length, 0),
      cut: world.database.failed,
      features: tallied([...namesOf(plan.terms.features), ...(plan.files ? ['files'] : [])]),
      ends: tallied(world.ends),
      carriages: tallied(
        evidence.ledger.handoffs
          .map(({ carriage }) => carriage)
          .filter((one) => one !== 'not-ours'),
      ),
    },
  };
}

async function rebuiltOf(world: World): Promise<Store> {
  const store = new MemoryStore();
  const contract = await contractOf(world.plan.terms);
  for (const change of await world.database.store.modes.modeChanges()) {
    await store.modes.changeMode(change);
  }
  // The last first: nothing may depend on what came before what.
  for (const arrival of [...keptArrivals(world.database.commits)].reverse()) {
    await store.receive([arrival]);
  }
  const truth = new Truth({
    ...{ store, contract, digest, rows: 1_000 },
    read: nativeReader(contract),
  });
  let isMore = true;
  while (isMore) isMore = (await truth.catchUp(world.clock.now)).more;
  return store;
}

function tallied(words: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
